import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { certificateOf } from '../../../notifications/testing/certificate.ts'
import {
  HOUR,
  MINUTE,
  type SubscribedCloud,
  startSubscribedCloud,
} from '../../../notifications/testing/subscribed-cloud.ts'
import { errorOf, everyPermission, TEST_APP, valuesOf } from '../../../testing/cloud.ts'
import type { Json } from '../../../world/model.ts'

const DAY = 24 * HOUR
let cloud: SubscribedCloud
beforeEach(async () => {
  cloud = await startSubscribedCloud({ roles: everyPermission('application') })
})
afterEach(() => cloud.close())

const someone = () => String(cloud.simulator.world.primary.store('user').at(30)?.id)

describe('creating', () => {
  test('answers 201 with the subscription, which can then be read and listed', async () => {
    const created = await cloud.subscribe({ changeType: 'updated,deleted' })
    expect(created.status).toBe(201)
    const principal = cloud.simulator.world.primary.findByKey('servicePrincipal', TEST_APP)
    expect(created.body).toMatchObject({
      '@odata.context': `${cloud.simulator.url}/v1.0/$metadata#subscriptions/$entity`,
      applicationId: TEST_APP,
      creatorId: principal?.id,
      changeType: 'updated,deleted',
      clientState: 'secret of the subscriber',
      expirationDateTime: cloud.later(HOUR),
      latestSupportedTlsVersion: 'v1_2',
      resource: 'users',
    })
    const { id } = created.body
    expect((await cloud.graph(`/subscriptions/${String(id)}`)).body.id).toBe(id)
    expect(valuesOf((await cloud.graph('/subscriptions')).body).map((one) => one.id)).toEqual([id])
  })

  test('asks the endpoint with an encoded token behind the query that is there already', async () => {
    await cloud.subscribe({ notificationUrl: `${cloud.receiver.url}/notify?tenant=a%2Fb` })
    const [asked] = cloud.receiver.received
    expect(asked?.contentType).toBe('text/plain; charset=utf-8')
    expect(asked?.path).toMatch(/^\/notify\?tenant=a%2Fb&validationToken=Validation%3A%20/)
  })

  test('asks the lifecycle endpoint too, also when it is the same', async () => {
    const url = `${cloud.receiver.url}/notify`
    expect((await cloud.subscribe({ lifecycleNotificationUrl: url })).status).toBe(201)
    expect(cloud.receiver.received.filter(({ validationToken }) => validationToken !== undefined)).toHaveLength(2)
  })

  test.each([
    ['another status than 200', { status: 202 }, /200 OK/],
    ['another type than text/plain', { status: 200, contentType: 'application/json', text: '{}' }, /text\/plain/],
    ['the token still encoded', { status: 200, text: 'Validation%3A' }, /decoded validation token/],
  ])('is refused when the endpoint answers %s', async (_, reply, sentence) => {
    cloud.receiver.answer(() => reply)
    const refused = await cloud.subscribe()
    expect(refused.status).toBe(400)
    expect(errorOf(refused).code).toBe('InvalidRequest')
    expect(errorOf(refused).message).toMatch(/^Subscription validation request failed\. /)
    expect(errorOf(refused).message).toMatch(sentence)
    expect(valuesOf((await cloud.graph('/subscriptions')).body)).toEqual([])
  })

  test('is refused when the endpoint does not answer in time', async () => {
    await cloud.control('notifications', { validateWithinMs: 20 })
    cloud.receiver.answer(() => undefined)
    expect(errorOf(await cloud.subscribe()).message).toBe('Subscription validation request timed out.')
  })

  test('is refused when the certificate of an https endpoint is not trusted', async () => {
    const { certificate, privateKeyPem } = await certificateOf(2048)
    const cert = `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`
    const server = createServer({ key: privateKeyPem, cert }, (_, response) => response.end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const refused = await cloud.subscribe({ notificationUrl: `https://127.0.0.1:${port}/` })
    server.close()
    expect(errorOf(refused).message).toMatch(/could not be reached: self-signed certificate/)
  })

  test('is refused when nobody listens', async () => {
    await cloud.receiver.close()
    expect(errorOf(await cloud.subscribe()).message).toMatch(/could not be reached/)
  })

  test.each<[string, { [name: string]: Json }, string, RegExp]>([
    ['http to another machine', { notificationUrl: 'http://receiver.example/' }, 'InvalidRequest', /HTTPS/],
    ['no absolute URL', { notificationUrl: '/notify' }, 'InvalidRequest', /absolute URL/],
    ['an unknown resource', { resource: 'users/delta/nonsense' }, 'ExtensionError', /does not support/],
    ['an unknown kind of change', { changeType: 'updated,moved' }, 'InvalidRequest', /'moved'/],
    ['a new item of a list', { resource: 'sites/a/lists/b', changeType: 'created' }, 'InvalidRequest', /'created'/],
    ['a long clientState', { clientState: 'x'.repeat(129) }, 'InvalidRequest', /128/],
    ['an unknown TLS version', { latestSupportedTlsVersion: 'v9' }, 'InvalidRequest', /v1_2/],
    ['a $filter in the resource', { resource: "users?$filter=id eq 'a'" }, 'InvalidRequest', /\$filter/],
    ['resource data of users', { includeResourceData: true }, 'InvalidRequest', /cannot include resource data/],
    ['/me without a person', { resource: 'me/events' }, 'InvalidRequest', /delegated/],
    ['no resource', { resource: '' }, 'InvalidRequest', /'resource' is required/],
  ])('refuses %s without calling anybody', async (_, body, code, sentence) => {
    const refused = await cloud.subscribe(body)
    expect(refused.status).toBe(400)
    expect(errorOf(refused)).toMatchObject({ code, message: expect.stringMatching(sentence) })
    expect(cloud.receiver.received).toEqual([])
  })

  test('takes no person who is not there', async () => {
    expect((await cloud.subscribe({ resource: 'users/nobody@northhaven.example' })).status).toBe(404)
  })
})

describe('how long a subscription may last', () => {
  test.each([
    ['users', 41_760],
    ["users('{id}')/events", 4_230],
    ['sites/a/lists/b', 42_300],
    ['chats/getAllMessages', 4_320],
  ])('%s: %i minutes', async (template, minutes) => {
    const resource = template.replace('{id}', someone())
    const lifecycleNotificationUrl = `${cloud.receiver.url}/lifecycle`
    const body = { resource, lifecycleNotificationUrl }
    const refused = await cloud.subscribe({ ...body, expirationDateTime: cloud.later(minutes * MINUTE + 1) })
    expect(errorOf(refused)).toEqual({
      code: 'ExtensionError',
      message: `Subscription expiration can only be ${minutes} minutes in the future.`,
    })
    expect((await cloud.subscribe({ ...body, expirationDateTime: cloud.later(minutes * MINUTE) })).status).toBe(201)
  })

  test('not into the past', async () => {
    expect(errorOf(await cloud.subscribe({ expirationDateTime: cloud.later(0) })).code).toBe('ExtensionError')
  })

  test('more than an hour of Teams needs a lifecycle endpoint', async () => {
    const body = { resource: 'chats/getAllMessages', expirationDateTime: cloud.later(HOUR + 1) }
    expect(errorOf(await cloud.subscribe(body)).message).toMatch(/^lifecycleNotificationUrl is a required property/)
  })

  test('a day of Outlook when its notifications carry resource data', async () => {
    const body = {
      resource: `users/${someone()}/events?$select=subject`,
      includeResourceData: true,
      encryptionCertificate: (await certificateOf(2048)).certificate,
      encryptionCertificateId: 'mine',
    }
    const refused = await cloud.subscribe({ ...body, expirationDateTime: cloud.later(DAY + 1) })
    expect(errorOf(refused).message).toBe('Subscription expiration can only be 1440 minutes in the future.')
    expect((await cloud.subscribe({ ...body, expirationDateTime: cloud.later(DAY) })).status).toBe(201)
  })
})

describe('resource data', () => {
  const rich = () => ({ resource: 'chats/getAllMessages', includeResourceData: true, encryptionCertificateId: 'mine' })

  test.each<[string, () => Promise<{ [name: string]: Json }>, RegExp]>([
    ['no certificate', async () => ({}), /'encryptionCertificate' is required/],
    ['what is no certificate', async () => ({ encryptionCertificate: 'bm8=' }), /not a base64-encoded X.509/],
    ['a short key', async () => ({ encryptionCertificate: (await certificateOf(1024)).certificate }), /not 1024/],
    [
      'a long certificate id',
      async () => ({
        encryptionCertificate: (await certificateOf(2048)).certificate,
        encryptionCertificateId: 'x'.repeat(129),
      }),
      /128/,
    ],
  ])('is refused with %s', async (_, body, sentence) => {
    expect(errorOf(await cloud.subscribe({ ...rich(), ...(await body()) })).message).toMatch(sentence)
  })

  test('of Outlook needs a $select', async () => {
    const body = { ...rich(), resource: `users/${someone()}/events` }
    expect(errorOf(await cloud.subscribe(body)).message).toMatch(/\$select/)
  })
})

describe('who may', () => {
  test('an application needs the permission to read what it watches', async () => {
    const app = await cloud.app(['Group.Read.All'])
    expect((await cloud.subscribe({ resource: 'users' }, app)).status).toBe(403)
    expect((await cloud.subscribe({ resource: 'groups' }, app)).status).toBe(201)
  })

  test('a person’s scopes count for their own mailbox only', async () => {
    const admin = await cloud.person('admin', ['Calendars.Read'])
    expect((await cloud.subscribe({ resource: `users/${someone()}/events` }, admin)).status).toBe(403)
    const own = await cloud.subscribe({ resource: '/me/events' }, admin)
    expect(own.status).toBe(201)
    expect(own.body).toMatchObject({ creatorId: admin.id, resource: '/me/events' })
  })

  test('another application’s subscription is not there', async () => {
    const { id } = (await cloud.subscribe()).body
    const app = await cloud.app(['User.Read.All'])
    for (const method of ['GET', 'DELETE'])
      expect((await app.graph(`/subscriptions/${String(id)}`, { method })).status).toBe(404)
    expect(valuesOf((await app.graph('/subscriptions')).body)).toEqual([])
  })

  test('a person sees of an application’s subscriptions those made on their behalf', async () => {
    const admin = await cloud.person('admin', ['User.Read.All'])
    await cloud.subscribe()
    const { id } = (await cloud.subscribe({}, admin)).body
    expect(valuesOf((await admin.graph('/subscriptions')).body).map((one) => one.id)).toEqual([id])
    expect(valuesOf((await cloud.graph('/subscriptions')).body)).toHaveLength(2)
  })

  test('an application may have 100 of the directory in a tenancy, and any number elsewhere', async () => {
    for (let i = 0; i < 100; i++) expect((await cloud.subscribe()).status).toBe(201)
    const refused = await cloud.subscribe()
    expect(refused.status).toBe(403)
    expect(errorOf(refused).message).toMatch(/100 for an application in a tenant/)
    expect((await cloud.subscribe({ resource: 'chats/getAllMessages' })).status).toBe(201)
    const app = await cloud.app(['User.Read.All'])
    expect((await cloud.subscribe({}, app)).status).toBe(201)
  })
})

describe('keeping', () => {
  const patch = (id: Json | undefined, body: { [name: string]: Json }) =>
    cloud.graph(`/subscriptions/${String(id)}`, { method: 'PATCH', body })

  test('PATCH moves the expiration, within the same limit', async () => {
    const { id } = (await cloud.subscribe()).body
    const renewed = await patch(id, { expirationDateTime: cloud.later(DAY) })
    expect(renewed.status).toBe(200)
    expect(renewed.body.expirationDateTime).toBe(cloud.later(DAY))
    expect(errorOf(await patch(id, { expirationDateTime: cloud.later(30 * DAY) })).code).toBe('ExtensionError')
  })

  test('PATCH to another endpoint asks it first', async () => {
    const { id } = (await cloud.subscribe()).body
    const notificationUrl = `${cloud.receiver.url}/other`
    expect((await patch(id, { notificationUrl })).body.notificationUrl).toBe(notificationUrl)
    expect(cloud.receiver.received.at(-1)?.path).toMatch(/^\/other\?validationToken=/)
    cloud.receiver.answer(() => ({ status: 500 }))
    expect((await patch(id, { notificationUrl: `${cloud.receiver.url}/third` })).status).toBe(400)
  })

  test.each([{ lifecycleNotificationUrl: 'https://receiver.example/' }, { changeType: 'deleted' }, {}])(
    'PATCH %j is refused',
    async (body) => {
      const { id } = (await cloud.subscribe()).body
      expect(errorOf(await patch(id, body)).code).toBe('InvalidRequest')
    },
  )

  test('reauthorize and DELETE answer 204; what is deleted is gone', async () => {
    const { id } = (await cloud.subscribe()).body
    const path = `/subscriptions/${String(id)}`
    expect((await cloud.graph(`${path}/reauthorize`, { method: 'POST' })).status).toBe(204)
    expect((await cloud.graph(path, { method: 'DELETE' })).status).toBe(204)
    expect((await cloud.graph(path)).status).toBe(404)
  })

  test('what has expired is gone without a word', async () => {
    const { id } = (await cloud.subscribe()).body
    await cloud.pass(HOUR)
    await cloud.renew()
    expect((await cloud.graph(`/subscriptions/${String(id)}`)).status).toBe(404)
    expect(cloud.receiver.notifications()).toEqual([])
  })
})

test('subscriptions survive a restart, and are told of what happens then', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'simulated-subscriptions-'))
  const first = await startSubscribedCloud({ dataDir })
  const { id } = (await first.subscribe({ notificationUrl: `${cloud.receiver.url}/notify` })).body
  await first.close()
  const second = await startSubscribedCloud({ dataDir })
  try {
    expect(second.simulator.world.skipped).toEqual([])
    expect((await second.graph(`/subscriptions/${String(id)}`)).body.clientState).toBe('secret of the subscriber')
    await second.control('hire')
    await second.settled()
    expect(new Set(cloud.receiver.notifications().map((one) => one.subscriptionId))).toEqual(new Set([id]))
  } finally {
    await second.close()
    rmSync(dataDir, { recursive: true })
  }
})
