import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, startTestCloud, TEST_APP } from '../../../testing/cloud.ts'
import { asked, at, type Outlook, startOutlook } from '../../../testing/outlook.ts'
import type { MailboxOwner } from '../../../world/exchange/owner.ts'

let outlook: Outlook
let inside: MailboxOwner
let outside: MailboxOwner
let group: string
beforeAll(async () => {
  outlook = await startOutlook()
  const [first, second] = outlook.people
  if (!first || !second) throw new Error('The test tenancy is too small')
  ;[inside, outside] = [first, second]
  group = String(
    (await outlook.cloud.control('create-group', { displayName: 'Scope', kind: 'mailEnabledSecurity' })).id,
  )
  await outlook.cloud.control('add-to-group', { group, member: inside.id })
})
afterAll(() => outlook.cloud.close())

const events = (owner: { id: string }) => `/users/${owner.id}/events`

describe('a mailbox', () => {
  test('is there for who has a licence with an Exchange plan, and for nobody else', async () => {
    const { primary } = outlook.cloud.simulator.world
    const admin = primary.findByKey('user', `admin@${primary.profile.domain}`)
    const reply = await outlook.cloud.graph(`/users/${admin?.id}/events`)
    expect(reply.status).toBe(404)
    expect(errorOf(reply)).toEqual({
      code: 'MailboxNotEnabledForRESTAPI',
      message: 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
    })
  })

  test('goes with the licence', async () => {
    const leaver = outlook.people[5] ?? outside
    expect((await outlook.cloud.graph(events(leaver))).status).toBe(200)
    await outlook.cloud.control('update', { id: leaver.id, properties: { assignedLicenses: [] } })
    expect((await outlook.cloud.graph(events(leaver))).status).toBe(404)
  })

  test.each([
    ['00000000-0000-4000-8000-00000000dead', 'ResourceNotFound'],
    ['nobody@nowhere.example', 'ErrorInvalidUser'],
  ])('of %s is nobody’s', async (reference, code) => {
    const reply = await outlook.cloud.graph(`/users/${reference}/events`)
    expect([reply.status, errorOf(reply).code]).toEqual([404, code])
  })

  test('of a room is found by its address', async () => {
    const [room] = outlook.rooms
    const reply = await outlook.cloud.graph(`/users/${room?.address}/calendar`)
    expect(reply.body).toMatchObject({ isDefaultCalendar: true, owner: { address: room?.address } })
  })
})

describe('a person', () => {
  test('reads and writes their own calendar as /me', async () => {
    const person = await outlook.cloud.person(inside.id, ['Calendars.ReadWrite'])
    const made = await person.graph('/me/events', { method: 'POST', body: at(6) })
    expect(made.status).toBe(201)
    expect((await person.graph(`${events(inside)}/${String(made.body.id)}`)).status).toBe(200)
  })

  test('is kept from the calendar of another', async () => {
    const person = await outlook.cloud.person(inside.id, ['Calendars.ReadWrite'])
    const reply = await person.graph(events(outside))
    expect([reply.status, errorOf(reply).code]).toEqual([403, 'ErrorAccessDenied'])
  })

  test('finds nothing shared where they ask with a permission for what is', async () => {
    const person = await outlook.cloud.person(outside.id, ['Calendars.Read', 'Calendars.Read.Shared'])
    const reply = await person.graph(events(inside))
    expect([reply.status, errorOf(reply).code]).toEqual([404, 'ErrorItemNotFound'])
  })
})

test('the basic permission shows no body', async () => {
  const app = await outlook.cloud.app(['Calendars.ReadBasic.All'])
  const { body } = await outlook.post(inside, at(6, 7, { body: { contentType: 'text', content: 'Secret' } }))
  const reply = await app.graph(`/users/${inside.id}/calendar/events?$filter=iCalUId eq '${String(body.iCalUId)}'`)
  expect(reply.status).toBe(200)
  expect(reply.text).toContain('Review')
  expect(reply.text).not.toContain('Secret')
})

describe('an application access policy', () => {
  const RAOP = 'Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.'

  test('restricts an application to the mailboxes of a group', async () => {
    const app = await outlook.cloud.app(['Calendars.Read'])
    await outlook.cloud.control('exchange-app-policy', { appId: app.appId, scope: group })
    expect((await app.graph(events(inside))).status).toBe(200)
    const refused = await app.graph(events(outside))
    expect(refused.status).toBe(403)
    expect(errorOf(refused)).toEqual({ code: 'ErrorAccessDenied', message: RAOP })
    expect((await outlook.cloud.graph(events(outside))).status).toBe(200)
    await outlook.cloud.control('exchange-app-policy', { appId: app.appId, remove: true })
    expect((await app.graph(events(outside))).status).toBe(200)
  })

  test('denies the mailboxes of a group', async () => {
    const app = await outlook.cloud.app(['Calendars.Read'])
    await outlook.cloud.control('exchange-app-policy', { appId: app.appId, scope: group, accessRight: 'DenyAccess' })
    expect((await app.graph(events(inside))).status).toBe(403)
    expect((await app.graph(events(outside))).status).toBe(200)
  })

  test('does not concern people', async () => {
    await outlook.cloud.control('exchange-app-policy', { appId: TEST_APP, scope: group })
    const person = await outlook.cloud.person(outside.id, ['Calendars.Read'])
    expect((await person.graph('/me/events')).status).toBe(200)
    await outlook.cloud.control('exchange-app-policy', { appId: TEST_APP, remove: true })
  })
})

describe('a role inside Exchange', () => {
  test('lets an application whose token has no permission into its scope, and no further', async () => {
    const app = await outlook.cloud.app([])
    expect((await app.graph(events(inside))).status).toBe(403)
    await outlook.cloud.control('exchange-rbac', { appId: app.appId, role: 'Application Calendars.Read', scope: group })
    expect((await app.graph(events(inside))).status).toBe(200)
    const refused = await app.graph(events(outside))
    expect(errorOf(refused)).toEqual({
      code: 'ErrorAccessDenied',
      message: 'Access is denied. Check credentials and try again.',
    })
    expect((await app.graph(events(inside), { method: 'POST', body: at(6) })).status).toBe(403)
    const { requests } = await outlook.cloud.read('requests')
    expect(JSON.stringify(requests)).toContain('"permission":"Application Calendars.Read"')
  })

  test('adds to what the token allows: it opens what a policy closes', async () => {
    const app = await outlook.cloud.app(['Calendars.Read'])
    await outlook.cloud.control('exchange-app-policy', { appId: app.appId, scope: group })
    await outlook.cloud.control('exchange-rbac', {
      appId: app.appId,
      role: 'Application Calendars.Read',
      scope: outside.id,
    })
    expect((await app.graph(events(outside))).status).toBe(200)
  })
})

test('what was written is there again after a restart, with the same ids and delta links', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'exchange-'))
  const options = { roles: ['Calendars.ReadWrite'], people: 80, dataDir }
  const first = await startTestCloud(options)
  const body = at(6, 7, { attendees: asked(outside, { address: 'a@partner.example' }) })
  const made = await first.graph(events(inside), { method: 'POST', body })
  expect(made.status).toBe(201)
  const window = 'startDateTime=2031-02-05T00:00:00Z&endDateTime=2031-02-06T00:00:00Z'
  const before = await first.all(`/users/${outside.id}/calendarView/delta?${window}`)
  await first.close()
  const second = await startTestCloud(options)
  const after = await second.all(`/users/${outside.id}/calendarView/delta?${window}`)
  expect(after.items).toEqual(before.items)
  expect((await second.all(before.deltaLink.replace(/^https?:\/\/[^/]+\/v1\.0/, ''))).items).toEqual([])
  expect((await second.read('mail')).outbox).toHaveLength(1)
  await second.close()
  rmSync(dataDir, { recursive: true })
})
