import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { operation } from '../../operation/define.ts'
import { Done } from '../../operation/schemas.ts'
import { sampleDoor } from '../rest/testing/sample-door.ts'
import { graphInbound } from './index.ts'
import { notificationsIn } from './notifications.ts'

const id = '0190a000-0000-7000-8000-00000000000b'
const path = `/v1/inbound/microsoft-graph/${id}`
const one = { value: [{ subscriptionId: id, clientState: 'secret' }] }

let open: Awaited<ReturnType<typeof sampleDoor>> | undefined
afterEach(() => open?.close())

const validate = operation({
  name: 'test.validate',
  summary: 'Validate',
  kind: 'query',
  route: 'GET /v1/inbound/microsoft-graph/{connectionId}',
  access: 'public',
  verifier: 'none is needed',
  input: z.object({ connectionId: z.string(), validationToken: z.string() }),
  output: z.object({ validationToken: z.string() }).meta({ id: 'InboundTestValidation' }),
  errors: [],
  run: async (_, { validationToken }) => ({ validationToken }),
})

/** The door before a `receive` that does this. */
async function door(work: () => Promise<void>, answerWithinMs?: number) {
  const receive = operation({
    name: 'test.receive',
    summary: 'Receive',
    kind: 'command',
    effect: 'none',
    route: 'POST /v1/inbound/microsoft-graph/{connectionId}',
    access: 'public',
    verifier: 'a secret',
    input: z.object({ connectionId: z.string() }),
    output: Done,
    errors: [],
    subject: () => undefined,
    audit: () => undefined,
    async run() {
      await work()
      return { done: true as const }
    },
  })
  open = await sampleDoor({
    beside: (runtime) => [graphInbound({ runtime, validate, receive, ...(answerWithinMs && { answerWithinMs }) })],
  })
  const { ask } = open
  return () => ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(one) })
}

test('what cannot be taken now is to be brought again', async () => {
  const post = await door(async () => {
    throw new Error('the database is gone')
  })
  const response = await post()
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('10')
  expect(await response.text()).not.toContain('database is gone')
})

test('Microsoft has its answer in time although the work is not done, which goes on', async () => {
  const work = Promise.withResolvers<void>()
  const done = Promise.withResolvers<void>()
  const post = await door(async () => {
    await work.promise
    done.resolve()
  }, 1)
  expect((await post()).status).toBe(202)
  work.resolve()
  await done.promise
})

test('what then fails is in the log', async () => {
  const work = Promise.withResolvers<void>()
  const post = await door(() => work.promise, 1)
  await post()
  work.reject(new Error('too late'))
  await expect.poll(() => open?.logged.join('') ?? '').toContain('notifications were lost')
})

test('a question without JSON is understood, and no other door reads such a body', async () => {
  await door(async () => undefined)
  const plain = { method: 'POST', headers: { 'content-type': 'text/plain; charset=utf-8' } }
  expect(await (await open?.ask(`${path}?validationToken=a%20b`, plain))?.text()).toBe('a b')
  expect((await open?.ask('/v1/things', { ...plain, body: 'x' }))?.status).not.toBe(200)
})

describe('the notifications in a body', () => {
  test('are those that say of which subscription they are', () => {
    const other = id.replace('b', 'c')
    const value = [{ subscriptionId: id, clientState: 's' }, { clientState: 's' }, null, { subscriptionId: other }]
    expect(notificationsIn({ value })).toEqual([
      { subscriptionId: id, clientState: 's', event: 'change' },
      { subscriptionId: other, clientState: '', event: 'change' },
    ])
  })

  test('are told once where they say the same', () => {
    const same = { subscriptionId: id, clientState: 's' }
    const value = [same, { ...same, resource: 'Users/1' }, { ...same, lifecycleEvent: 'missed' }]
    expect(notificationsIn({ value }).map(({ event }) => event)).toEqual(['change', 'missed'])
  })

  test('are a hundred different ones at most', () => {
    const value = Array.from({ length: 500 }, (_, index) => ({ subscriptionId: id, clientState: String(index) }))
    expect(notificationsIn({ value })).toHaveLength(100)
  })

  test('an event that is not known is none', () => {
    expect(notificationsIn({ value: [{ subscriptionId: id, clientState: 's', lifecycleEvent: 'new' }] })).toEqual([])
  })

  test.each([[undefined], ['text'], [[]], [{}], [{ value: 'x' }]])('are none in %j', (body) => {
    expect(notificationsIn(body)).toEqual([])
  })
})
