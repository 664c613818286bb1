import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startReceiver } from '../notifications/testing/receiver.ts'
import { startTestCloud, type TestCloud } from '../testing/cloud.ts'
import { isObject, type Json } from '../world/model.ts'
import { batch } from './batch.ts'
import type { GraphAnswer, GraphCall } from './call.ts'

type Request = { [name: string]: Json }

const get = (id: string, url: string, more: Request = {}): Request => ({ id, method: 'GET', url, ...more })

function responsesIn(body: GraphAnswer['body']): { [name: string]: Json }[] {
  const responses = isObject(body) && 'responses' in body ? body.responses : undefined
  return Array.isArray(responses) ? responses.filter(isObject) : []
}

describe('over the whole of Graph', () => {
  let cloud: TestCloud
  beforeAll(async () => {
    cloud = await startTestCloud()
  })
  afterAll(() => cloud.close())

  const send = (requests: Json, headers: { [name: string]: string } = {}) =>
    cloud.graph('/$batch', { method: 'POST', body: { requests }, headers })

  /** The responses by their ids. */
  async function answers(requests: Request[]) {
    const reply = await send(requests)
    expect(reply.status).toBe(200)
    return Object.fromEntries(responsesIn(reply.body).map((response) => [String(response.id), response]))
  }

  test('each request is answered on its own, with or without a leading slash', async () => {
    const found = await answers([get('a', '/users?$top=1'), get('b', 'groups?$top=1'), get('c', 'users/nobody')])
    expect(found).toMatchObject({
      a: { status: 200, headers: { 'x-ms-resource-unit': '1', 'OData-Version': '4.0' } },
      b: { status: 200, body: { value: [{}] } },
      c: { status: 404, headers: { 'Content-Type': 'application/json' } },
    })
  })

  test('an id may be a number', async () => {
    const found = await answers([{ id: 1, method: 'GET', url: '/organization' }])
    expect(found).toMatchObject({ 1: { id: '1', status: 200 } })
  })

  test('a request has its own headers and not those of the batch', async () => {
    const url = "users?$filter=endsWith(mail,'a')&$count=true"
    const own = get('own', url, { headers: { ConsistencyLevel: 'eventual' } })
    const reply = await send([own, get('none', url)], { ConsistencyLevel: 'eventual' })
    const statuses = responsesIn(reply.body).map(({ id, status }) => [id, status])
    expect(new Map(statuses.map(([id, status]) => [String(id), status]))).toEqual(
      new Map<string, Json>([
        ['own', 200],
        ['none', 400],
      ]),
    )
  })

  test('a request is throttled alone, and says for how long', async () => {
    await cloud.control('fault', { pathPattern: '/groups', times: 1, effect: { status: 429, retryAfter: 3 } })
    expect(await answers([get('a', '/users?$top=1'), get('b', '/groups?$top=1')])).toMatchObject({
      a: { status: 200 },
      b: { status: 429, headers: { 'Retry-After': '3' }, body: { error: { code: 'TooManyRequests' } } },
    })
  })

  test('resource units are counted request by request', async () => {
    const own = await startTestCloud({ unthrottled: false, monotonic: () => 0 })
    try {
      await own.graph('/users?$top=1')
      await own.control('drain-throttle')
      const reply = await own.graph('/$batch', { method: 'POST', body: { requests: [get('a', '/users?$top=1')] } })
      expect(reply.status).toBe(200)
      expect(responsesIn(reply.body)).toMatchObject([{ status: 429, headers: { 'Retry-After': '1' } }])
    } finally {
      await own.close()
    }
  })

  test('what is not served answers 501, an unknown method 405, without harm to the others', async () => {
    const found = await answers([
      get('a', '/users?$select=skills'),
      { id: 'b', method: 'DELETE', url: '/users/delta' },
      get('c', '/users?$top=1'),
    ])
    expect(found).toMatchObject({ a: { status: 501 }, b: { status: 405 }, c: { status: 200 } })
  })

  test('text is answered as base64', async () => {
    const { a } = await answers([get('a', '/users/$count', { headers: { ConsistencyLevel: 'eventual' } })])
    const count = await cloud.graph('/users/$count', { headers: { ConsistencyLevel: 'eventual' } })
    expect(a).toMatchObject({ status: 200, headers: { 'Content-Type': 'text/plain' } })
    expect(Buffer.from(String(a?.body), 'base64').toString()).toBe(count.text)
  })

  test('a batch inside a batch is refused, the others are answered', async () => {
    const inner = { id: 'a', method: 'POST', url: '/$batch', headers: { 'Content-Type': 'application/json' }, body: {} }
    expect(await answers([inner, get('b', '/users?$top=1')])).toMatchObject({ a: { status: 400 }, b: { status: 200 } })
  })

  test('the trace of the batch is the trace of its requests', async () => {
    const reply = await send([get('a', '/users/nobody')], { 'client-request-id': 'trace-of-the-batch' })
    expect(responsesIn(reply.body)).toMatchObject([
      { body: { error: { innerError: { 'client-request-id': 'trace-of-the-batch' } } } },
    ])
  })

  test('requests run at the same time: an endpoint asked by one may wait for the other', async () => {
    const receiver = await startReceiver()
    let release = () => {}
    const bothAsked = new Promise<void>((resolve) => {
      release = resolve
    })
    receiver.answer(async () => {
      if (receiver.received.length === 2) release()
      await bothAsked
      return { status: 400 }
    })
    const subscription = {
      changeType: 'updated',
      notificationUrl: `${receiver.url}/`,
      resource: 'users',
      expirationDateTime: new Date(cloud.simulator.world.now() + 3_600_000).toISOString(),
    }
    const request = { method: 'POST', url: '/subscriptions', headers: { 'Content-Type': 'application/json' } }
    const found = await answers(['a', 'b'].map((id) => ({ id, ...request, body: subscription })))
    await receiver.close()
    expect(found).toMatchObject({ a: { status: 400 }, b: { status: 400 } })
    expect(receiver.received).toHaveLength(2)
  })

  const json = { 'Content-Type': 'application/json' }
  test.each<[string, Json]>([
    ['more than 20 requests', Array.from({ length: 21 }, (_, i) => get(String(i), '/users'))],
    ['an id twice, whatever its case', [get('a', '/users'), get('A', '/users')]],
    ['a request without an id', [{ method: 'GET', url: '/users' }]],
    ['a body without Content-Type', [{ id: 'a', method: 'POST', url: '/directoryObjects/getByIds', body: {} }]],
    [
      'a body that is neither JSON nor base64',
      [{ id: 'a', method: 'PUT', url: '/me/photo', headers: { 'Content-Type': 'image/jpeg' }, body: '*' }],
    ],
    ['an absolute url', [get('a', 'https://graph.microsoft.com/v1.0/users')]],
    ['a dependency on nothing', [get('a', '/users', { dependsOn: ['b'] })]],
    ['a dependency on itself', [get('a', '/users', { dependsOn: ['A'] })]],
    [
      'dependencies in a circle',
      [
        get('a', '/users', { dependsOn: ['c'] }),
        get('b', '/users', { dependsOn: ['a'] }),
        get('c', '/users', { dependsOn: ['b'] }),
      ],
    ],
    ['dependsOn that is no list', [get('a', '/users', { dependsOn: 'b' }), get('b', '/users')]],
    ['headers that are no object', [get('a', '/users', { headers: 'none' })]],
    ['no list of requests', { a: get('a', '/users', { headers: json }) }],
  ])('%s: 400 for the whole batch', async (_, requests) => {
    const reply = await send(requests)
    expect(reply.status).toBe(400)
    expect(reply.body).toMatchObject({ error: { code: 'BadRequest' } })
  })

  test('20 requests are answered', async () => {
    const found = await answers(Array.from({ length: 20 }, (_, i) => get(String(i), '/users?$top=1')))
    expect(Object.keys(found)).toHaveLength(20)
  })
})

describe('the order of work', () => {
  /** Lets everything go on that can. */
  const settled = () => new Promise((resolve) => setImmediate(resolve))

  /** A batch over a Graph whose answers a test lets go one by one. */
  async function held(requests: Request[], service: 'exchange' | 'directory' = 'directory') {
    const running: string[] = []
    const release = new Map<string, (status: number) => void>()
    const outer: GraphCall = {
      method: 'POST',
      target: '/$batch',
      headers: {},
      body: { requests },
      origin: 'http://here',
    }
    const answer = ({ target }: GraphCall) => {
      running.push(target)
      return new Promise<GraphAnswer>((resolve) => {
        release.set(target, (status) => resolve({ status, headers: {}, body: {} }))
      })
    }
    const done = batch(outer, { answer, serviceOf: () => service })
    await settled()
    return {
      running,
      /** Answers a request and lets everything go on that waited for it. */
      async letGo(target: string, status = 200) {
        release.get(target)?.(status)
        await settled()
      },
      responses: async () => responsesIn((await done).body).map(({ id, status }) => [id, status]),
    }
  }

  test('whatever depends on nothing starts at once; answers stand in the order in which they came', async () => {
    const work = await held([get('1', '/a'), get('2', '/b'), get('3', '/c')])
    expect(work.running).toEqual(['/a', '/b', '/c'])
    for (const target of ['/c', '/a', '/b']) await work.letGo(target)
    expect(await work.responses()).toEqual([
      ['3', 200],
      ['1', 200],
      ['2', 200],
    ])
  })

  test('a request waits for all that it depends on, also for one that stands behind it', async () => {
    const work = await held([get('1', '/a', { dependsOn: ['2', '3'] }), get('2', '/b'), get('3', '/c')])
    await work.letGo('/b')
    expect(work.running).not.toContain('/a')
    await work.letGo('/c')
    expect(work.running).toContain('/a')
    await work.letGo('/a')
    expect(await work.responses()).toEqual([
      ['2', 200],
      ['3', 200],
      ['1', 200],
    ])
  })

  test('after a failure whatever depends on it is not done: 424, down the chain', async () => {
    const work = await held([
      get('1', '/a'),
      get('2', '/b', { dependsOn: ['1'] }),
      get('3', '/c', { dependsOn: ['2'] }),
    ])
    await work.letGo('/a', 404)
    expect(await work.responses()).toEqual([
      ['1', 404],
      ['2', 424],
      ['3', 424],
    ])
    expect(work.running).toEqual(['/a'])
  })

  test('of Outlook’s requests four run at a time', async () => {
    const paths = ['/1', '/2', '/3', '/4', '/5', '/6']
    const work = await held(
      paths.map((path) => get(path, path)),
      'exchange',
    )
    expect(work.running).toEqual(['/1', '/2', '/3', '/4'])
    await work.letGo('/2')
    expect(work.running).toEqual(['/1', '/2', '/3', '/4', '/5'])
    for (const path of paths) await work.letGo(path)
    expect(await work.responses()).toHaveLength(6)
  })
})
