import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, valuesOf } from '../../../testing/cloud.ts'
import { asked, at, DAY, type Outlook, startOf, startOutlook } from '../../../testing/outlook.ts'
import type { MailboxOwner } from '../../../world/exchange/owner.ts'

let outlook: Outlook
let owner: MailboxOwner
beforeAll(async () => {
  outlook = await startOutlook()
  owner = outlook.people[0] ?? outlook.rooms[0] ?? expect.fail('nobody has a mailbox')
})
afterAll(() => outlook.cloud.close())

describe('an event', () => {
  test('is made with 201, a Location, an etag and what was not said as it is by default', async () => {
    const reply = await outlook.post(owner, at(8))
    expect(reply.status).toBe(201)
    expect(reply.headers.get('location')).toMatch(/\/v1\.0\/users\/[^/]+\/events\/AAMkA/)
    expect(reply.body).toMatchObject({
      subject: 'Review',
      type: 'singleInstance',
      isOrganizer: true,
      showAs: 'busy',
      sensitivity: 'normal',
      originalStartTimeZone: 'UTC',
      organizer: { emailAddress: { address: owner.address } },
      responseStatus: { response: 'organizer', time: '0001-01-01T00:00:00Z' },
      recurrence: null,
      onlineMeeting: null,
    })
    expect(reply.body['@odata.etag']).toBe(`W/"${String(reply.body.changeKey)}"`)
    expect(reply.body).not.toHaveProperty('transactionId')
    const again = await outlook.cloud.graph(`/users/${owner.address}/events/${String(reply.body.id)}`)
    expect(again.body.id).toBe(reply.body.id)
  })

  test('shows its times in the zone that is preferred, by either name, and says so', async () => {
    const start = { dateTime: '2031-07-01T09:00:00', timeZone: 'Pacific Standard Time' }
    const { body } = await outlook.post(owner, {
      subject: 'Zones',
      start,
      end: { ...start, dateTime: '2031-07-01T10:00:00' },
    })
    const path = `/users/${owner.id}/events/${String(body.id)}`
    expect(startOf(body)).toBe('2031-07-01T16:00:00.0000000')
    for (const [zone, local] of [
      ['Europe/Berlin', '18:00'],
      ['W. Europe Standard Time', '18:00'],
      ['America/Los_Angeles', '09:00'],
    ]) {
      const reply = await outlook.cloud.graph(path, { headers: { prefer: `outlook.timezone="${zone}"` } })
      expect(reply.body.start).toEqual({ dateTime: `2031-07-01T${local}:00.0000000`, timeZone: zone })
      expect(reply.body.originalStartTimeZone).toBe('Pacific Standard Time')
      expect(reply.headers.get('preference-applied')).toBe(`outlook.timezone="${zone}"`)
    }
  })

  test('is refused in a zone that is none, in header and body alike', async () => {
    const prefer = await outlook.cloud.graph(`/users/${owner.id}/events`, {
      headers: { prefer: 'outlook.timezone="Mars Standard Time"' },
    })
    const body = await outlook.post(
      owner,
      at(8, 9, { start: { dateTime: `${DAY}T08:00:00`, timeZone: 'Mars Standard Time' } }),
    )
    for (const reply of [prefer, body]) {
      expect(reply.status).toBe(400)
      expect(errorOf(reply)).toEqual({
        code: 'TimeZoneNotSupportedException',
        message:
          "A valid TimeZone value must be specified. The following TimeZone value is not supported: 'Mars Standard Time'.",
      })
    }
  })

  test('is not made when the answer is wanted in a zone that is none', async () => {
    const before = valuesOf((await outlook.cloud.graph(`/users/${owner.id}/events?$top=1000`)).body).length
    const reply = await outlook.post(owner, at(8), { prefer: 'outlook.timezone="Mars"' })
    expect(reply.status).toBe(400)
    expect(valuesOf((await outlook.cloud.graph(`/users/${owner.id}/events?$top=1000`)).body)).toHaveLength(before)
  })

  test('is found below its own calendar and below no other', async () => {
    const { body } = await outlook.post(owner, at(9))
    const calendars = valuesOf((await outlook.cloud.graph(`/users/${owner.id}/calendars`)).body)
    const statuses = await Promise.all(
      calendars.map(async ({ id }) => {
        const reply = await outlook.cloud.graph(`/users/${owner.id}/calendars/${String(id)}/events/${String(body.id)}`)
        return reply.status
      }),
    )
    expect(statuses).toEqual([200, 404])
  })

  test.each([
    ['that ends before it begins', at(10, 9), 'At least one property failed validation.'],
    [
      'without an end',
      { subject: 'x', start: { dateTime: DAY, timeZone: 'UTC' } },
      'At least one property failed validation.',
    ],
    [
      'of all day that begins at eight',
      at(8, 9, { isAllDay: true }),
      'The Event.Start property for an all-day event needs to be set to midnight.',
    ],
    [
      'of all day that ends at nine',
      at(0, 9, { isAllDay: true }),
      'The Event.End property for an all-day event needs to be set to midnight.',
    ],
    [
      'of all day that is no day long',
      at(0, 0, { isAllDay: true }),
      'The duration of an event marked as All day must be at least 24 hours.',
    ],
  ])('%s is refused', async (_, body, message) => {
    const reply = await outlook.post(owner, body)
    expect(reply.status).toBe(400)
    expect(errorOf(reply)).toEqual({ code: 'ErrorPropertyValidationFailure', message })
  })

  test('of all day goes from midnight to midnight in every zone', async () => {
    const midnight = { dateTime: DAY, timeZone: 'Europe/Berlin' }
    const { body } = await outlook.post(owner, {
      subject: 'Audit',
      isAllDay: true,
      start: midnight,
      end: { ...midnight, dateTime: '2031-02-06' },
    })
    const headers = { prefer: 'outlook.timezone="Tokyo Standard Time"' }
    const reply = await outlook.cloud.graph(`/users/${owner.id}/events/${String(body.id)}`, { headers })
    expect(reply.body.start).toEqual({ dateTime: `${DAY}T00:00:00.0000000`, timeZone: 'Tokyo Standard Time' })
  })

  test('has at most 500 attendees', async () => {
    const many = Array.from({ length: 501 }, (_, i) => ({ address: `guest${i}@elsewhere.example` }))
    expect((await outlook.post(owner, at(8, 9, { attendees: asked(...many) }))).status).toBe(400)
  })

  test('with a transactionId is made once', async () => {
    const body = at(11, 12, { transactionId: 'b7c1c8f0-1' })
    const first = await outlook.post(owner, body)
    expect(first.body.transactionId).toBe('b7c1c8f0-1')
    const second = await outlook.post(owner, body)
    expect(second.status).toBe(409)
    expect(errorOf(second).code).toBe('ErrorDuplicateTransactionId')
  })

  test('that is online has an address to join at', async () => {
    const { body } = await outlook.post(owner, at(12, 13, { isOnlineMeeting: true }))
    expect(body).toMatchObject({
      onlineMeetingProvider: 'teamsForBusiness',
      onlineMeeting: { joinUrl: expect.stringMatching(/^https:\/\/teams\.microsoft\.com\/l\/meetup-join\//) },
    })
  })

  test('shows its body as HTML, or as text when that is preferred', async () => {
    const { body } = await outlook.post(
      owner,
      at(13, 14, { body: { contentType: 'html', content: '<p>Bring a <b>badge</b></p>' } }),
    )
    expect(body).toMatchObject({ bodyPreview: 'Bring a badge', body: { contentType: 'html' } })
    const headers = { prefer: 'outlook.body-content-type="text", outlook.timezone="UTC"' }
    const reply = await outlook.cloud.graph(`/users/${owner.id}/events/${String(body.id)}`, { headers })
    expect(reply.body.body).toEqual({ contentType: 'text', content: 'Bring a badge' })
    expect(reply.headers.get('preference-applied')).toBe('outlook.timezone="UTC", outlook.body-content-type="text"')
  })

  test('is changed only in the state that If-Match names', async () => {
    const { body } = await outlook.post(owner, at(14))
    const path = `/users/${owner.id}/events/${String(body.id)}`
    const etag = String(body['@odata.etag'])
    const patch = (headers: { [name: string]: string }) =>
      outlook.cloud.graph(path, { method: 'PATCH', headers, body: { subject: 'Changed' } })
    const changed = await patch({ 'if-match': etag })
    expect(changed.body.subject).toBe('Changed')
    expect(changed.body.changeKey).not.toBe(body.changeKey)
    const late = await patch({ 'if-match': etag })
    expect(late.status).toBe(412)
    expect(errorOf(late).code).toBe('ErrorIrresolvableConflict')
    expect((await outlook.cloud.graph(path, { method: 'DELETE', headers: { 'if-match': '*' } })).status).toBe(204)
    expect(errorOf(await outlook.cloud.graph(path)).code).toBe('ErrorItemNotFound')
  })

  test('with an id that is none is refused as malformed', async () => {
    const reply = await outlook.cloud.graph(`/users/${owner.id}/events/nonsense`)
    expect([reply.status, errorOf(reply).code]).toEqual([400, 'ErrorInvalidIdMalformed'])
  })

  test('that is changed in part keeps the rest', async () => {
    const { body } = await outlook.post(
      owner,
      at(15, 16, { location: { displayName: 'Gate 2' }, categories: ['Visit'] }),
    )
    const path = `/users/${owner.id}/events/${String(body.id)}`
    const { body: after } = await outlook.cloud.graph(path, { method: 'PATCH', body: { sensitivity: 'private' } })
    expect(after).toMatchObject({
      sensitivity: 'private',
      categories: ['Visit'],
      location: { displayName: 'Gate 2', uniqueId: 'Gate 2' },
    })
  })
})

describe('an extended property', () => {
  const id = 'String {66f5a359-4659-4830-9070-00047ec6ac6e} Name visit'
  const filter = `$filter=singleValueExtendedProperties/any(ep: ep/id eq '${id}' and ep/value eq 'v-1')`

  test('is found by its value and shown only when it is expanded', async () => {
    const { body } = await outlook.post(owner, at(17, 18, { singleValueExtendedProperties: [{ id, value: 'v-1' }] }))
    await outlook.post(owner, at(17, 18, { singleValueExtendedProperties: [{ id, value: 'v-2' }] }))
    const found = await outlook.cloud.graph(`/users/${owner.id}/events?${filter}`)
    expect(valuesOf(found.body).map((event) => event.id)).toEqual([body.id])
    expect(valuesOf(found.body)[0]).not.toHaveProperty('singleValueExtendedProperties')
    const shown = await outlook.cloud.graph(
      `/users/${owner.id}/events/${String(body.id)}?$expand=singleValueExtendedProperties($filter=id eq '${id}')`,
    )
    expect(shown.body.singleValueExtendedProperties).toEqual([{ id, value: 'v-1' }])
  })

  test('whose id has no type and name is refused', async () => {
    const reply = await outlook.post(
      owner,
      at(17, 18, { singleValueExtendedProperties: [{ id: 'visit', value: 'x' }] }),
    )
    expect(reply.status).toBe(400)
  })
})

describe('a list of events', () => {
  test('has ten on a page, goes on by $skip, and counts without a header', async () => {
    const other = outlook.people[1] ?? owner
    for (let i = 0; i < 12; i++) await outlook.post(other, at(8, 9, { subject: `Shift ${String(i).padStart(2, '0')}` }))
    const filter = "$filter=startswith(subject,'Shift')&$orderby=subject desc&$count=true"
    const first = await outlook.cloud.graph(`/users/${other.id}/events?${filter}`)
    expect(first.body['@odata.count']).toBe(12)
    expect(valuesOf(first.body)).toHaveLength(10)
    expect(first.body['@odata.nextLink']).toMatch(/%24skip=10|\$skip=10/)
    const { items } = await outlook.cloud.all(`/users/${other.id}/events?${filter}`)
    expect(items.map((event) => event.subject)).toEqual(
      Array.from({ length: 12 }, (_, i) => `Shift ${String(11 - i).padStart(2, '0')}`),
    )
  })

  test.each([
    ['$top=1001', 400, 'ErrorInvalidUrlQuery'],
    ['$skip=-1', 400, 'ErrorInvalidUrlQuery'],
    ['$select=nonsense', 400, 'RequestBroker--ParseUri'],
    ["$filter=attendees/any(a:a/type eq 'required')", 400, 'ErrorInvalidUrlQueryFilter'],
  ])('refuses %s', async (option, status, code) => {
    const reply = await outlook.cloud.graph(`/users/${owner.id}/events?${option}`)
    expect([reply.status, errorOf(reply).code]).toEqual([status, code])
  })

  test('is filtered by start in UTC, whatever zone it is shown in', async () => {
    const other = outlook.people[2] ?? owner
    await outlook.post(other, at(8))
    await outlook.post(other, at(12))
    const reply = await outlook.cloud.graph(
      `/users/${other.id}/events?$filter=start/dateTime ge '${DAY}T10:00'&$select=start`,
      {
        headers: { prefer: 'outlook.timezone="Tokyo Standard Time"' },
      },
    )
    expect(
      valuesOf(reply.body)
        .filter((event) => String(startOf(event)).startsWith(DAY))
        .map(startOf),
    ).toEqual([`${DAY}T21:00:00.0000000`])
    expect(Object.keys(valuesOf(reply.body)[0] ?? {}).sort()).toEqual(['@odata.etag', 'id', 'start'])
  })
})
