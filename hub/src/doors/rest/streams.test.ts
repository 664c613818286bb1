import { afterAll, beforeAll, expect, test } from 'vitest'
import { reading, type SampleDoor, sampleDoor } from './testing/sample-door.ts'

/** The poll is an hour away, so that what arrives was woken by news. */
const anHour = 3_600_000

let door: SampleDoor
beforeAll(async () => {
  door = await sampleDoor({ streamPollMs: anHour, heartbeatMs: 20 })
})
afterAll(() => door.close())

/** Reads a stream event by event; heartbeats are comments, and left out unless asked for. */
async function* eventsOf(response: Response, comments = false): AsyncGenerator<string> {
  let text = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = text.slice(0, end)
      text = text.slice(end + 2)
      if (comments || !event.startsWith(':')) yield event
    }
  }
}

const dataOf = (event: string | undefined): unknown => JSON.parse(/^data: (.*)$/m.exec(event ?? '')?.[1] ?? 'null')

test('a stream shows the present state, then each new one, and says when no more can come', async () => {
  const response = await door.ask('/v1/things/count', { headers: reading })
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  const events = eventsOf(response)
  const first = (await events.next()).value
  expect(dataOf(first)).toEqual({ count: 0 })
  await door.emitNews()
  expect(dataOf((await events.next()).value)).toEqual({ count: 1 })

  // who comes back with what it saw last gets only what is new
  const id = /^id: (.*)$/m.exec(first ?? '')?.[1] ?? ''
  const behind = await door.ask('/v1/things/count', { headers: { ...reading, 'last-event-id': id } })
  const caughtUp = eventsOf(behind)
  const second = (await caughtUp.next()).value
  expect(dataOf(second)).toEqual({ count: 1 })
  await caughtUp.return(undefined)
  const seen = /^id: (.*)$/m.exec(second ?? '')?.[1] ?? ''
  const same = eventsOf(await door.ask('/v1/things/count', { headers: { ...reading, 'last-event-id': seen } }))

  await door.emitNews()
  expect(dataOf((await same.next()).value)).toEqual({ count: 2 })
  await same.return(undefined)
  await door.emitNews()
  const rest: string[] = []
  for await (const event of events) rest.push(event)
  expect(dataOf(rest.at(-2))).toEqual({ count: 3 })
  expect(rest.at(-1)).toBe('event: end\ndata: {}')
})

test('what may not be read is a problem, before any event', async () => {
  const answer = await door.ask('/v1/things/count')
  expect(answer.status).toBe(401)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
})

test('a stream lives by heartbeats, and ends with a problem when its key is revoked', async () => {
  const other = await sampleDoor({ streamPollMs: anHour, heartbeatMs: 20 })
  const events = eventsOf(await other.ask('/v1/things/count', { headers: reading }), true)
  await events.next()
  expect((await events.next()).value).toBe(': heartbeat')
  other.revoke('key')
  await other.emitNews()
  let last = ''
  for await (const event of events) last = event
  expect(last).toContain('event: problem')
  expect(dataOf(last)).toMatchObject({ code: 'unauthenticated' })
  await other.close()
})

test('a missed notice is made good by the poll', async () => {
  const polling = await sampleDoor({ streamPollMs: 10 })
  const events = eventsOf(await polling.ask('/v1/things/count', { headers: reading }))
  await events.next()
  polling.revoke('key')
  expect(dataOf((await events.next()).value)).toMatchObject({ code: 'unauthenticated' })
  await polling.close()
})

test('a door that closes ends its streams without saying that this was all', async () => {
  const closing = await sampleDoor({ streamPollMs: anHour })
  const events = eventsOf(await closing.ask('/v1/things/count', { headers: reading }))
  await events.next()
  const [rest] = await Promise.all([events.next(), closing.close()])
  expect(rest).toEqual({ done: true, value: undefined })
})
