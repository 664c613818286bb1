import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { refusal } from '../entra/refusal.ts'
import { tokenCache } from '../entra/token-cache.ts'
import { fakePorts } from '../testing/fake-ports.ts'
import { type GraphStandIn, graphError, graphStandIn } from '../testing/graph-stand-in.ts'
import type { Reply } from '../testing/http-stand-in.ts'
import { GraphUnreadable } from './failures.ts'
import { inProcessPacers } from './pacing/in-process-pacers.ts'
import { unpaced } from './pacing/pacer.ts'
import { CredentialRefused, grantTokens } from './token-source.ts'

const read = { path: '/users/x', schema: z.object({ id: z.string() }), resource: 'users' }
let graph: GraphStandIn
afterEach(() => graph.close())

test('a request says who it is, with an id of its own', async () => {
  graph = await graphStandIn([{ json: { id: 'x' } }])
  await graph.client.get({
    ...read,
    query: { $select: ['id', 'mail'], $filter: "mail eq 'a+b@example.test'" },
    eventual: true,
  })
  const [request] = graph.received
  expect(request?.headers).toMatchObject({
    authorization: 'Bearer token-1',
    consistencylevel: 'eventual',
    accept: 'application/json',
  })
  expect(request?.headers['client-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  expect(Object.fromEntries(request?.url.searchParams ?? [])).toEqual({
    $select: 'id,mail',
    $filter: "mail eq 'a+b@example.test'",
  })
})

test('an answer of another shape is unreadable', async () => {
  graph = await graphStandIn([{ json: { value: [] } }])
  await expect(graph.client.get(read)).rejects.toThrow(GraphUnreadable)
})

test('a request without an answer ends with its own time, and is tried again', async () => {
  const ports = fakePorts()
  const deadlines: AbortController[] = []
  const deadline = () => {
    const controller = new AbortController()
    deadlines.push(controller)
    return controller.signal
  }
  const silence: Reply = () => deadlines.at(-1)?.abort()
  graph = await graphStandIn([silence, { json: { id: 'x' } }], { ports: { ...ports, deadline } })
  expect(await graph.client.get(read)).toEqual({ id: 'x' })
  expect(deadlines).toHaveLength(2)
})

test('a caller who gives up while Graph is silent gets his own reason back', async () => {
  const giveUp = new AbortController()
  graph = await graphStandIn([() => giveUp.abort(new Error('enough'))])
  await expect(graph.client.get(read, { signal: giveUp.signal })).rejects.toThrow('enough')
  expect(graph.received).toHaveLength(1)
})

test('a caller who gives up while waiting gets his own reason back', async () => {
  const giveUp = new AbortController()
  const ports = fakePorts()
  const sleep = async (milliseconds: number, signal?: AbortSignal) => {
    giveUp.abort(new Error('enough'))
    await ports.sleep(milliseconds, signal)
  }
  graph = await graphStandIn([graphError(429, 'TooManyRequests')], { ports: { ...ports, sleep } })
  await expect(graph.client.get(read, { signal: giveUp.signal })).rejects.toThrow('enough')
  expect(graph.received).toHaveLength(1)
})

test('no error shows the token, the query or what Microsoft says of people', async () => {
  graph = await graphStandIn([graphError(403, 'Authorization_RequestDenied')])
  const error = await graph.client
    .get({ ...read, query: { $filter: "mail eq 'ada@example.test'" } })
    .catch((caught: unknown) => caught)
  const shown = error instanceof Error ? `${error.stack}${JSON.stringify(error)}` : ''
  expect(shown).toContain('/users/x')
  for (const hidden of ['token-1', 'ada@example.test']) expect(shown).not.toContain(hidden)
})

test.each([
  ['action', 'high'],
  ['interactive', 'normal'],
  ['bulk', 'low'],
] as const)('tells Microsoft how urgent a request is: %s is %s', async (urgency, priority) => {
  graph = await graphStandIn([{ json: { id: 'x' } }], { urgency })
  await graph.client.get(read)
  expect(graph.received[0]?.headers['x-ms-throttle-priority']).toBe(priority)
})

test('where the limit leaves nothing within the budget of a request, nothing is sent', async () => {
  const ports = fakePorts()
  const pacers = inProcessPacers(ports).of('app', 'tenancy')
  pacers.pause([{ limit: 'directory', units: 1 }], 60_000)
  graph = await graphStandIn([{ json: { id: 'x' } }], { ports, pacers, budgetMs: 20_000 })
  await expect(graph.client.get(read)).rejects.toMatchObject({ kind: 'throttled', retryAfterMs: 60_000 })
  expect(graph.received).toEqual([])
})

test('units are given back where a request ends without an answer', async () => {
  const settled: unknown[] = []
  const pacers = { ...unpaced, settle: (_: unknown, heard: unknown) => void settled.push(heard) }
  graph = await graphStandIn([(response) => response.destroy(), { json: { id: 'x' } }], { pacers })
  await graph.client.get(read)
  expect(settled).toEqual([undefined, expect.objectContaining({ status: 200 })])
})

test('the meter counts requests, bytes, and units as Microsoft counts them', async () => {
  graph = await graphStandIn([{ json: { id: 'x' }, headers: { 'x-ms-resource-unit': '3' } }, { json: { id: 'x' } }])
  await graph.client.get(read)
  await graph.client.get({ ...read, resource: 'other' })
  expect(graph.meter.byResource()).toEqual({
    users: { requests: 1, resourceUnits: 3, throttledMs: 0, pacedMs: 0, retries: 0, bytes: 10 },
    other: { requests: 1, resourceUnits: 1, throttledMs: 0, pacedMs: 0, retries: 0, bytes: 10 },
  })
  expect(graph.meter.total()).toMatchObject({ requests: 2, resourceUnits: 4 })
})

test('a refused credential ends the call before anything is sent; one that may pass is tried again', async () => {
  const ports = fakePorts()
  const tokens = (reason: 'secret_expired' | 'temporarily_unavailable') =>
    grantTokens({ cache: tokenCache(ports.clock), ports }, 'grant', async () => ({
      kind: 'refused',
      refusal: refusal(reason),
    }))
  graph = await graphStandIn([{}], { tokens: tokens('secret_expired') })
  await expect(graph.client.get(read)).rejects.toThrow(CredentialRefused)
  expect(graph.received).toHaveLength(0)
  expect(ports.slept).toEqual([])
  await expect(tokens('temporarily_unavailable').current()).rejects.toMatchObject({
    refusal: { reason: 'temporarily_unavailable' },
  })
  expect(ports.slept).toEqual([250, 500, 1_000, 2_000])
})
