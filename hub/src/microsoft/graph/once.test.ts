import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type GraphStandIn, graphError, graphStandIn } from '../testing/graph-stand-in.ts'
import type { Reply } from '../testing/http-stand-in.ts'
import { AnswerLost, ObjectNotFound, PermissionMissing } from './failures.ts'
import { deleteSubscription } from './subscriptions.ts'

let graph: GraphStandIn
afterEach(() => graph.close())

const made: Reply = { status: 201, json: { id: 'x' } }
const change = {
  method: 'POST',
  path: '/subscriptions',
  body: { resource: 'users' },
  schema: z.object({ id: z.string() }),
  resource: 'subscriptions',
} as const
const once = async (...replies: Reply[]) => {
  graph = await graphStandIn(replies)
  return graph.client.change({ ...change, once: true })
}
const drop: Reply = (response) => response.destroy()

describe('what must not be done twice', () => {
  test.each<[string, Reply]>([
    ['a connection that broke', drop],
    ['a 500', graphError(500, 'InternalServerError')],
    ['a 503 that is no throttling', graphError(503, 'serviceNotAvailable')],
    ['a 504', graphError(504, 'timeout')],
    ['an answer of another shape', { status: 201, json: {} }],
  ])('is not sent again after %s', async (_, reply) => {
    await expect(once(reply, made)).rejects.toThrow(AnswerLost)
    expect(graph.received).toHaveLength(1)
  })

  test.each<[string, Reply]>([
    ['429', graphError(429, 'TooManyRequests', { 'retry-after': '1' })],
    ['a 503 that throttles', graphError(503, 'activityLimitReached', { 'retry-after': '1' })],
    ['401', graphError(401, 'InvalidAuthenticationToken')],
  ])('is sent again after %s, which did nothing', async (_, reply) => {
    expect(await once(reply, made)).toEqual({ id: 'x' })
    expect(graph.received).toHaveLength(2)
  })

  test('fails as anything else where Graph says no', async () => {
    await expect(once(graphError(403, 'accessDenied'))).rejects.toThrow(PermissionMissing)
  })
})

test('what may be done twice is sent again after a broken connection', async () => {
  graph = await graphStandIn([drop, { json: { id: 'x' } }])
  expect(await graph.client.change({ ...change, method: 'PATCH' })).toEqual({ id: 'x' })
  expect(graph.received).toHaveLength(2)
})

test('a change carries its body as JSON', async () => {
  expect(await once(made)).toEqual({ id: 'x' })
  const [request] = graph.received
  expect(request).toMatchObject({ method: 'POST', headers: { 'content-type': 'application/json' } })
})

describe('the end of a subscription', () => {
  test.each<[string, Reply]>([
    ['204', { status: 204 }],
    ['404, as it was gone already', graphError(404, 'ResourceNotFound')],
  ])('is there with %s', async (_, reply) => {
    graph = await graphStandIn([reply])
    await expect(deleteSubscription(graph.client, 'an id')).resolves.toBeUndefined()
  })

  test('is not there where Graph refuses', async () => {
    graph = await graphStandIn([graphError(403, 'accessDenied')])
    await expect(deleteSubscription(graph.client, 'an id')).rejects.not.toThrow(ObjectNotFound)
  })
})
