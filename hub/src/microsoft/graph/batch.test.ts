import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { type GraphStandIn, graphStandIn } from '../testing/graph-stand-in.ts'

const Sent = z.object({ requests: z.array(z.object({ id: z.string(), method: z.string(), url: z.string() })) })
const options = { resource: 'members' }
const items = ['a', 'b', 'c'].map((id) => ({
  id,
  path: `/groups/${id}/members`,
  query: { $top: 999, $select: ['id'] },
}))
const tooMany = (retryAfter?: string) => ({
  status: 429,
  headers: retryAfter === undefined ? {} : { 'Retry-After': retryAfter },
  body: { error: { code: 'TooManyRequests' } },
})

let graph: GraphStandIn
afterEach(() => graph.close())

/** a Graph whose batch items answer by their id and by how often they were asked */
async function batching(answer: (id: string, count: number) => object | undefined) {
  const counts = new Map<string, number>()
  graph = await graphStandIn(({ body }) => {
    const responses = Sent.parse(JSON.parse(body)).requests.map(({ id }) => {
      counts.set(id, (counts.get(id) ?? 0) + 1)
      const answered = answer(id, counts.get(id) ?? 0)
      return answered === undefined ? undefined : { id, ...answered }
    })
    return { json: { responses: responses.filter((response) => response !== undefined).reverse() } }
  })
  return graph
}
const asked = () => graph.received.map(({ body }) => Sent.parse(JSON.parse(body)).requests.map(({ id }) => id))

test('several reads go in one request, and every answer finds its item', async () => {
  await batching((id) => ({ status: 200, body: { for: id } }))
  const answers = await graph.client.batch(items, options)
  expect([...answers]).toEqual(
    expect.arrayContaining(['a', 'b', 'c'].map((id) => [id, { ok: true, body: { for: id } }])),
  )
  expect(Sent.parse(JSON.parse(graph.received[0]?.body ?? '')).requests[0]).toEqual({
    id: 'a',
    method: 'GET',
    url: '/groups/a/members?$top=999&$select=id',
  })
  expect(graph.meter.total()).toMatchObject({ requests: 3, resourceUnits: 6 })
})

test('what Microsoft counted stands with each item', async () => {
  await batching((id) => ({ status: 200, headers: { 'X-MS-Resource-Unit': id === 'a' ? '5' : '1' }, body: {} }))
  await graph.client.batch(items, options)
  expect(graph.meter.total()).toMatchObject({ requests: 3, resourceUnits: 7 })
})

test('only throttled items are asked again, after the longest Retry-After among them', async () => {
  await batching((id, count) =>
    id !== 'a' && count === 1 ? tooMany(id === 'b' ? '2' : '5.5') : { status: 200, body: {} },
  )
  const answers = await graph.client.batch(items, options)
  expect([...answers.values()].every(({ ok }) => ok)).toBe(true)
  expect(asked()).toEqual([
    ['a', 'b', 'c'],
    ['b', 'c'],
  ])
  expect(graph.ports.slept).toEqual([5_500])
  expect(graph.paused).toEqual([5_500])
  expect(graph.meter.total()).toMatchObject({ retries: 2, throttledMs: 5_500 })
})

test('an item without Retry-After, or without an answer, backs off', async () => {
  await batching((id, count) => {
    if (count > 1) return { status: 200, body: {} }
    return id === 'a' ? tooMany() : undefined
  })
  await graph.client.batch(items, options)
  expect(graph.ports.slept).toEqual([250])
})

test('an item that fails for good harms no other', async () => {
  await batching((id) =>
    id === 'b' ? { status: 404, body: { error: { code: 'Request_ResourceNotFound' } } } : { status: 200, body: {} },
  )
  const answers = await graph.client.batch(items, options)
  expect(answers.get('b')).toMatchObject({
    ok: false,
    failure: { kind: 'not_found', facts: { path: '/groups/b/members' } },
  })
  expect(answers.get('a')).toMatchObject({ ok: true })
})

test('an item that stays throttled ends as a failed answer', async () => {
  await batching(() => tooMany('1'))
  const answers = await graph.client.batch(items, options)
  expect(answers.get('c')).toMatchObject({ ok: false, failure: { kind: 'throttled', retryAfterMs: 1_000 } })
  expect(graph.received).toHaveLength(8)
})

test('more than twenty are refused before anything is sent', async () => {
  await batching(() => ({}))
  const many = Array.from({ length: 21 }, (_, index) => ({ id: String(index), path: '/users' }))
  await expect(graph.client.batch(many, options)).rejects.toThrow(RangeError)
  expect(graph.received).toHaveLength(0)
})
