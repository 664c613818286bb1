import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type GraphStandIn, graphStandIn } from '../testing/graph-stand-in.ts'
import { GraphUnreadable, LinkRefused } from './failures.ts'

const id = (digit: number) => `00000000-0000-4000-8000-00000000000${digit}`
const of = {
  path: '/users',
  query: { $top: 2 },
  schema: z.object({ id: z.guid(), displayName: z.string().nullish() }),
  resource: 'users',
}
const deltaOf = { ...of, path: '/users/delta', query: {} }

let graph: GraphStandIn
afterEach(() => graph.close())

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = []
  for await (const page of pages) read.push(page)
  return read
}

test('pages are followed to the end, the empty ones too', async () => {
  graph = await graphStandIn(({ url }, count) => ({
    json: {
      value: count === 2 ? [] : [{ id: id(count) }],
      ...(count < 3 ? { '@odata.nextLink': `${url.origin}/v1.0/users?$skiptoken=${count}` } : {}),
    },
  }))
  const read = await all(graph.client.page(of))
  expect(read.flatMap(({ objects }) => objects)).toEqual([{ id: id(1) }, { id: id(3) }])
  expect(graph.received.map(({ url }) => url.search)).toEqual(['?$top=2', '?$skiptoken=1', '?$skiptoken=2'])
})

test('reading goes on at a saved link', async () => {
  graph = await graphStandIn([{ json: { value: [] } }])
  await all(graph.client.page(of, { from: `${graph.origin}/v1.0/users?$skiptoken=saved` }))
  expect(graph.received.map(({ url }) => url.search)).toEqual(['?$skiptoken=saved'])
})

describe('a link that leads elsewhere is refused and gets no token', () => {
  test.each<[string, (origin: string) => string]>([
    ['another host', () => 'https://graph.example.test/v1.0/users?$skiptoken=x'],
    ['another port', () => 'http://127.0.0.1:1/v1.0/users'],
    ['another scheme', (origin) => `${origin.replace('http:', 'https:')}/v1.0/users`],
    ['a user before the host', (origin) => `${origin.replace('http://', 'http://graph:x@')}/v1.0/users`],
    ['another path', (origin) => `${origin}/v1.0/me/messages`],
    ['another version', (origin) => `${origin}/beta/users`],
    ['a path that climbs', (origin) => `${origin}/v1.0/users/../me`],
    ['no address at all', () => 'users?$skiptoken=x'],
  ])('%s', async (_, link) => {
    graph = await graphStandIn(({ url }) => ({ json: { value: [{ id: id(1) }], '@odata.nextLink': link(url.origin) } }))
    await expect(all(graph.client.page(of))).rejects.toThrow(LinkRefused)
    expect(graph.received).toHaveLength(1)
  })

  test('and a saved one as well', async () => {
    graph = await graphStandIn([{}])
    await expect(
      all(graph.client.delta(deltaOf, { from: 'https://graph.example.test/v1.0/users/delta' })),
    ).rejects.toThrow(LinkRefused)
    expect(graph.received).toHaveLength(0)
  })
})

test.each(['/v1.0/users/delta()', '/v1.0/users/microsoft.graph.delta()', '/v1.0/Users/delta/'])(
  'a path in another spelling is followed: %s',
  async (path) => {
    graph = await graphStandIn(({ url }, count) => ({
      json: { value: [], [count === 1 ? '@odata.nextLink' : '@odata.deltaLink']: `${url.origin}${path}?$token=1` },
    }))
    expect(await all(graph.client.delta(deltaOf))).toHaveLength(2)
  },
)

test('a page that names itself as the next one is not read for ever', async () => {
  graph = await graphStandIn(({ url }) => ({ json: { value: [], '@odata.nextLink': url.href } }))
  await expect(all(graph.client.page(of))).rejects.toThrow(GraphUnreadable)
})

test('a bad object does not lose its page, and its value is not told', async () => {
  graph = await graphStandIn([
    {
      json: {
        value: [{ id: id(1), displayName: 'Ada' }, { id: id(2), displayName: 4711 }, { displayName: 'x' }, null],
      },
    },
  ])
  const [page] = await all(graph.client.page(of))
  expect(page?.objects).toEqual([{ id: id(1), displayName: 'Ada' }])
  expect(page?.unreadable).toMatchObject([
    { ok: false, id: id(2), issue: expect.stringMatching(/^displayName: /) },
    { ok: false, issue: expect.stringMatching(/^id: /) },
    { ok: false, issue: expect.stringMatching(/^object: /) },
  ])
  expect(JSON.stringify(page?.unreadable)).not.toContain('4711')
})

test('a delta round tells objects, removed ones and what to save', async () => {
  graph = await graphStandIn(({ url }, count) =>
    count === 1
      ? {
          json: {
            value: [{ id: id(1) }, { id: id(2), '@removed': { reason: 'changed' } }],
            '@odata.nextLink': `${url.origin}/v1.0/users/delta?$skiptoken=a`,
          },
        }
      : {
          json: {
            value: [{ id: id(3), '@removed': { reason: 'deleted' } }, { '@removed': {} }],
            '@odata.deltaLink': `${url.origin}/v1.0/users/delta?$deltatoken=b`,
          },
        },
  )
  const [first, last] = await all(graph.client.delta({ ...deltaOf, prefer: ['return=minimal'] }))
  expect(first).toEqual({
    objects: [{ id: id(1) }],
    unreadable: [],
    removed: [{ id: id(2), reason: 'changed' }],
    resume: { kind: 'next', link: `${graph.origin}/v1.0/users/delta?$skiptoken=a` },
  })
  expect(last).toMatchObject({
    removed: [{ id: id(3), reason: 'deleted' }],
    unreadable: [{ ok: false }],
    resume: { kind: 'delta', link: `${graph.origin}/v1.0/users/delta?$deltatoken=b` },
  })
  expect(graph.received[0]?.headers.prefer).toBe('return=minimal')
})

test.each([{ value: [] }, { values: [] }, []])(
  'a delta page without a link, or that is no page, is unreadable: %o',
  async (json) => {
    graph = await graphStandIn([{ json }])
    await expect(all(graph.client.delta(deltaOf))).rejects.toThrow(GraphUnreadable)
  },
)
