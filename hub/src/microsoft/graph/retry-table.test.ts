import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type GraphStandIn, graphError, graphStandIn } from '../testing/graph-stand-in.ts'
import type { Reply } from '../testing/http-stand-in.ts'
import { DeltaExpired, GraphFailure, GraphThrottled, LinkRefused } from './failures.ts'

const good: Reply = { json: { id: 'x' } }
const read = { path: '/users/x', query: { $select: ['id'] }, schema: z.object({ id: z.string() }), resource: 'users' }
/** with randomness at one half, full jitter waits half of 500, 1,000, 2,000 … */
const backoff = [250, 500, 1_000, 2_000, 4_000]

let graph: GraphStandIn
afterEach(() => graph.close())

const get = async (...replies: Reply[]) => {
  graph = await graphStandIn(replies)
  return graph.client.get(read)
}
const failure = async (...replies: Reply[]): Promise<GraphFailure> => {
  const error = await get(...replies).catch((caught: unknown) => caught)
  if (error instanceof GraphFailure) return error
  throw new Error(`expected a GraphFailure, got ${String(error)}`)
}
const drop: Reply = (response) => response.destroy()
const cutOff: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '400' })
  response.write('{"id":"x"')
  response.socket?.end()
}

describe('429 waits as Retry-After says', () => {
  test.each<[string, Record<string, string>, number]>([
    ['whole seconds', { 'retry-after': '7' }, 7_000],
    ['decimal seconds', { 'retry-after': '1.25' }, 1_250],
    ['an HTTP date', { 'retry-after': 'Sun, 01 Mar 2026 09:00:42 GMT' }, 42_000],
    ['an HTTP date in the past', { 'retry-after': 'Sun, 01 Mar 2026 08:00:00 GMT' }, 0],
    ['nothing: backs off', {}, 250],
    ['nonsense: backs off', { 'retry-after': 'soon' }, 250],
    ['a negative number: backs off', { 'retry-after': '-5' }, 250],
  ])('%s', async (_, headers, waited) => {
    expect(await get(graphError(429, 'TooManyRequests', headers), good)).toEqual({ id: 'x' })
    expect(graph.ports.slept).toEqual([waited])
    expect(graph.paused).toEqual([waited])
    expect(graph.meter.total()).toMatchObject({ requests: 2, retries: 1, throttledMs: waited })
  })

  test('longer than three times, as long as the budget lasts', async () => {
    const burst = Array.from({ length: 30 }, () => graphError(429, 'TooManyRequests', { 'retry-after': '10' }))
    expect(await get(...burst, good)).toEqual({ id: 'x' })
    expect(graph.meter.total().throttledMs).toBe(300_000)
  })

  test('and gives up before a wait that ends after the budget', async () => {
    const error = await failure(graphError(429, 'TooManyRequests', { 'retry-after': '601' }))
    expect(error).toBeInstanceOf(GraphThrottled)
    expect(error).toMatchObject({ kind: 'throttled', retryAfterMs: 601_000 })
    expect(graph.ports.slept).toEqual([])
  })

  test.each([
    [509, 'BandwidthLimitExceeded'],
    [503, 'activityLimitReached'],
  ])('status %i %s is patience too', async (status, code) => {
    await get(graphError(status, code, { 'retry-after': '2' }), good)
    expect(graph.meter.total().throttledMs).toBe(2_000)
  })
})

describe('what may pass by itself is tried again, with growing waits', () => {
  test.each<[string, Reply, number, string]>([
    ['500', graphError(500, 'InternalServerError'), 6, 'unavailable'],
    ['502 with a page of HTML', { status: 502, raw: '<html>' }, 6, 'unavailable'],
    ['503', graphError(503, 'ServiceUnavailable'), 6, 'unavailable'],
    ['504', graphError(504, 'GatewayTimeout'), 6, 'unavailable'],
    ['408', graphError(408, 'RequestTimeout'), 6, 'unavailable'],
    ['a connection reset', drop, 6, 'unavailable'],
    ['a body cut off', cutOff, 4, 'unreadable'],
    ['a body that is not JSON', { raw: '{"id": "x"' }, 4, 'unreadable'],
    [
      'a missing licence, which is not always true',
      graphError(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'),
      3,
      'licence_missing',
    ],
  ])('%s', async (_, reply, tries, kind) => {
    expect(await get(reply, reply, good)).toEqual({ id: 'x' })
    expect(graph.ports.slept).toEqual(backoff.slice(0, 2))
    await graph.close()
    expect(await failure(reply)).toMatchObject({ kind })
    expect(graph.received).toHaveLength(tries)
    expect(graph.ports.slept).toEqual(backoff.slice(0, tries - 1))
    expect(graph.meter.total().throttledMs).toBe(0)
  })

  test('503 waits as Retry-After says', async () => {
    await get(graphError(503, 'ServiceUnavailable', { 'retry-after': '3' }), good)
    expect(graph.ports.slept).toEqual([3_000])
  })
})

test('401 takes a new token, once', async () => {
  expect(await get(graphError(401, 'InvalidAuthenticationToken'), good)).toEqual({ id: 'x' })
  expect(graph.received.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2'])
  await graph.close()
  expect(await failure(graphError(401, 'InvalidAuthenticationToken'))).toMatchObject({ kind: 'token_rejected' })
  expect(graph.received).toHaveLength(2)
})

describe('what will not change is not tried again', () => {
  test.each<[string, Reply, string]>([
    ['403', graphError(403, 'Authorization_RequestDenied'), 'permission_missing'],
    ['403 of Exchange', graphError(403, 'ErrorAccessDenied'), 'permission_missing'],
    ['403 for a quota', graphError(403, 'Directory_QuotaExceeded'), 'refused'],
    ['404', graphError(404, 'Request_ResourceNotFound'), 'not_found'],
    ['400', graphError(400, 'Request_UnsupportedQuery'), 'refused'],
    ['405', graphError(405, 'MethodNotAllowed'), 'refused'],
    ['501', graphError(501, 'NotImplemented'), 'refused'],
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example.test' } }, 'refused'],
  ])('%s', async (_, reply, kind) => {
    const error = await failure(reply)
    expect(error.kind).toBe(kind)
    expect(graph.received).toHaveLength(1)
    expect(graph.ports.slept).toEqual([])
  })

  test('and it says which path, status, code and request id', async () => {
    expect((await failure(graphError(403, 'Authorization_RequestDenied'))).facts).toEqual({
      path: '/users/x',
      status: 403,
      code: 'Authorization_RequestDenied',
      requestId: 'r-1',
    })
  })
})

describe('a place in a delta round that Microsoft has forgotten', () => {
  test.each<[string, Reply, string]>([
    ['410', graphError(410, 'Gone'), 'gone'],
    ['400 syncStateNotFound', graphError(400, 'syncStateNotFound'), 'sync_state_not_found'],
    ['400 SyncStateNotFound in other letters', graphError(400, 'SyncStateNotFound'), 'sync_state_not_found'],
    ['410 resyncRequired', graphError(410, 'resyncRequired'), 'resync_required'],
    [
      '400 with an inner code',
      { status: 400, json: { error: { code: 'x', innererror: { code: 'resyncApplyDifferences' } } } },
      'resync_required',
    ],
    ['an old page token', graphError(400, 'Directory_ExpiredPageToken'), 'page_token_expired'],
  ])('%s', async (_, reply, reason) => {
    const error = await failure(reply)
    expect(error).toBeInstanceOf(DeltaExpired)
    expect(error).toMatchObject({ reason, location: undefined })
  })

  test('carries the place to start again, if that is ours', async () => {
    graph = await graphStandIn((request) =>
      graphError(410, 'resyncRequired', { location: `${request.url.origin}/v1.0/users/x?$deltatoken=` }),
    )
    const error = await graph.client.get(read).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ location: `${graph.origin}/v1.0/users/x?$deltatoken=` })
    await graph.close()
    expect(
      await failure(graphError(410, 'resyncRequired', { location: 'https://elsewhere.example.test/v1.0/users/x' })),
    ).toBeInstanceOf(LinkRefused)
  })
})
