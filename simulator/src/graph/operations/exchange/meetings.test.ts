import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, valuesOf } from '../../../testing/cloud.ts'
import { answersIn, asked, at, DAY, type Outlook, startOf, startOutlook } from '../../../testing/outlook.ts'
import type { MailboxOwner } from '../../../world/exchange/owner.ts'
import type { ResourceChange } from '../../../world/feed.ts'
import { isObject, type Json } from '../../../world/model.ts'

let outlook: Outlook
let host: MailboxOwner
let guest: MailboxOwner
let other: MailboxOwner
let room: MailboxOwner
beforeAll(async () => {
  outlook = await startOutlook()
  const [first, second, third] = outlook.people
  const free = outlook.rooms.at(-1)
  if (!first || !second || !third || !free) throw new Error('The test tenancy is too small')
  ;[host, guest, other, room] = [first, second, third, free]
})
afterAll(() => outlook.cloud.close())

const VISITOR = { address: 'vera.visitor@partner.example', displayName: 'Vera Visitor' }

const path = (owner: MailboxOwner, event: { [name: string]: Json } | undefined) =>
  `/users/${owner.id}/events/${String(event?.id)}`
const act = (owner: MailboxOwner, event: { [name: string]: Json } | undefined, action: string, body: Json = {}) =>
  outlook.cloud.graph(`${path(owner, event)}/${action}`, { method: 'POST', body })
const patch = (owner: MailboxOwner, event: { [name: string]: Json }, body: Json) =>
  outlook.cloud.graph(path(owner, event), { method: 'PATCH', body })

async function meet(hour: number, ...owners: readonly { address: string }[]) {
  return (await outlook.post(host, at(hour, hour + 1, { attendees: asked(...owners) }))).body
}

describe('an invitation', () => {
  test('comes to every attendee as a copy of their own, with one iCalUId', async () => {
    const original = await meet(6, guest, other, VISITOR)
    expect(answersIn(original)).toEqual({ [guest.address]: 'none', [other.address]: 'none', [VISITOR.address]: 'none' })
    const copy = await outlook.copyIn(guest, original.iCalUId)
    expect(copy).toMatchObject({
      subject: 'Review',
      isOrganizer: false,
      showAs: 'tentative',
      organizer: { emailAddress: { address: host.address } },
      responseStatus: { response: 'notResponded' },
    })
    expect(copy?.id).not.toBe(original.id)
  })

  test('to an address outside stands in the outbox', async () => {
    await meet(6, VISITOR)
    const { outbox } = await outlook.cloud.read('mail')
    const last = Array.isArray(outbox) ? outbox.at(-1) : undefined
    expect(last).toMatchObject({ kind: 'meetingRequest', from: host.address, to: [VISITOR.address], subject: 'Review' })
  })

  test('to a group comes to its members', async () => {
    const { cloud } = outlook
    const group = await cloud.control('create-group', { displayName: 'Reception', kind: 'microsoft365' })
    await cloud.control('add-to-group', { group: String(group.id), member: guest.id })
    const address = `reception@${cloud.simulator.world.primary.profile.domain}`
    const original = await meet(6, { address })
    const copy = await outlook.copyIn(guest, original.iCalUId)
    await act(guest, copy, 'accept')
    const { body } = await cloud.graph(path(host, original))
    expect(answersIn(body)).toEqual({ [address]: 'none', [guest.address]: 'accepted' })
  })

  test('to somebody without a mailbox changes nothing but the list', async () => {
    const { primary } = outlook.cloud.simulator.world
    const address = `helpdesk@${primary.profile.domain}`
    expect(answersIn(await meet(6, { address }))).toEqual({ [address]: 'none' })
  })
})

describe('an answer', () => {
  test.each([
    ['accept', 'accepted', 'busy'],
    ['tentativelyAccept', 'tentativelyAccepted', 'tentative'],
  ])('%s stands in the copy and in the organiser’s tracking', async (action, response, showAs) => {
    const original = await meet(7, guest)
    const copy = await outlook.copyIn(guest, original.iCalUId)
    const reply = await act(guest, copy, action, { comment: 'Fine', sendResponse: true })
    expect([reply.status, reply.text]).toEqual([202, ''])
    expect(await outlook.copyIn(guest, original.iCalUId)).toMatchObject({ responseStatus: { response }, showAs })
    expect(answersIn((await outlook.cloud.graph(path(host, original))).body)).toEqual({ [guest.address]: response })
  })

  test('that declines takes the copy away', async () => {
    const original = await meet(7, guest)
    await act(guest, await outlook.copyIn(guest, original.iCalUId), 'decline')
    expect(await outlook.copyIn(guest, original.iCalUId)).toBeUndefined()
    expect(answersIn((await outlook.cloud.graph(path(host, original))).body)).toEqual({ [guest.address]: 'declined' })
  })

  test('that is not sent leaves the tracking alone', async () => {
    const original = await meet(7, guest)
    await act(guest, await outlook.copyIn(guest, original.iCalUId), 'accept', { sendResponse: false })
    expect(answersIn((await outlook.cloud.graph(path(host, original))).body)).toEqual({ [guest.address]: 'none' })
  })

  test('can propose another time', async () => {
    const original = await meet(7, guest)
    const slot = {
      start: { dateTime: `${DAY}T15:00:00`, timeZone: 'UTC' },
      end: { dateTime: `${DAY}T16:00:00`, timeZone: 'UTC' },
    }
    await act(guest, await outlook.copyIn(guest, original.iCalUId), 'tentativelyAccept', { proposedNewTime: slot })
    const { body } = await outlook.cloud.graph(path(host, original))
    const [attendee] = Array.isArray(body.attendees) ? body.attendees.filter(isObject) : []
    expect(attendee?.proposedNewTime).toMatchObject({ start: { dateTime: `${DAY}T15:00:00.0000000` } })
  })

  test('is not the organiser’s to give', async () => {
    const reply = await act(host, await meet(7, guest), 'accept')
    expect(reply.status).toBe(400)
    expect(errorOf(reply).message).toMatch(/you're the meeting organizer/)
  })
})

describe('a change by the organiser', () => {
  test('of the subject comes to the copies and leaves answers alone', async () => {
    const original = await meet(8, guest)
    const copy = await outlook.copyIn(guest, original.iCalUId)
    await act(guest, copy, 'accept')
    await outlook.cloud.graph(path(guest, copy), { method: 'PATCH', body: { categories: ['Mine'] } })
    await patch(host, original, { subject: 'Audit' })
    expect(await outlook.copyIn(guest, original.iCalUId)).toMatchObject({
      id: copy?.id,
      subject: 'Audit',
      categories: ['Mine'],
      responseStatus: { response: 'accepted' },
    })
  })

  test('of the time asks everybody again', async () => {
    const original = await meet(8, guest)
    await act(guest, await outlook.copyIn(guest, original.iCalUId), 'accept')
    const { body } = await patch(host, original, at(18))
    expect(answersIn(body)).toEqual({ [guest.address]: 'none' })
    const copy = await outlook.copyIn(guest, original.iCalUId)
    expect(startOf(copy)).toBe(`${DAY}T18:00:00.0000000`)
    expect(copy).toMatchObject({ responseStatus: { response: 'notResponded' } })
  })

  test('that leaves somebody out cancels their copy alone', async () => {
    const original = await meet(8, guest, other)
    await patch(host, original, { attendees: asked(other) })
    expect(await outlook.copyIn(guest, original.iCalUId)).toMatchObject({
      isCancelled: true,
      subject: 'Canceled: Review',
      showAs: 'free',
    })
    expect(await outlook.copyIn(other, original.iCalUId)).toMatchObject({ isCancelled: false })
  })

  test('that ends the meeting cancels every copy', async () => {
    for (const end of ['cancel', 'delete']) {
      const original = await meet(9, guest)
      const reply =
        end === 'cancel'
          ? await act(host, original, 'cancel', { Comment: 'The line is down' })
          : await outlook.cloud.graph(path(host, original), { method: 'DELETE' })
      expect(reply.status).toBe(end === 'cancel' ? 202 : 204)
      expect((await outlook.cloud.graph(path(host, original))).status).toBe(404)
      expect(await outlook.copyIn(guest, original.iCalUId)).toMatchObject({ isCancelled: true })
    }
  })

  test('that cancels tells attendees outside why, under either spelling of the comment', async () => {
    for (const name of ['Comment', 'comment']) {
      const reply = await act(host, await meet(9, VISITOR), 'cancel', { [name]: `Storm (${name})` })
      expect(reply.status).toBe(202)
      const { outbox } = await outlook.cloud.read('mail')
      expect(Array.isArray(outbox) ? outbox.at(-1) : undefined).toMatchObject({
        kind: 'meetingCancellation',
        bodyPreview: `Storm (${name})`,
      })
    }
  })

  test('is not an attendee’s to make: they cannot cancel', async () => {
    const original = await meet(9, guest)
    const reply = await act(guest, await outlook.copyIn(guest, original.iCalUId), 'cancel')
    expect(reply.status).toBe(400)
    expect(errorOf(reply).message).toBe(
      "Your request can't be completed. You need to be an organizer to cancel a meeting.",
    )
  })

  test('hides attendees from each other when it says so', async () => {
    const { body } = await outlook.post(host, at(9, 10, { attendees: asked(guest, other), hideAttendees: true }))
    expect(Object.keys(answersIn(await outlook.copyIn(guest, body.iCalUId)))).toEqual([guest.address])
  })
})

describe('a room', () => {
  test('accepts when it is free, and shows the organiser’s name for a subject', async () => {
    const original = await meet(12, room)
    expect(answersIn(original)).toEqual({ [room.address]: 'accepted' })
    expect(await outlook.copyIn(room, original.iCalUId)).toMatchObject({
      subject: host.displayName,
      bodyPreview: '',
      showAs: 'busy',
      responseStatus: { response: 'accepted' },
    })
  })

  test('declines when it is taken, and keeps nothing of it', async () => {
    const second = await meet(12, room)
    expect(answersIn(second)).toEqual({ [room.address]: 'declined' })
    expect(await outlook.copyIn(room, second.iCalUId)).toBeUndefined()
  })

  test('answers again when the meeting moves', async () => {
    const original = await meet(12, room)
    const { body } = await patch(host, original, at(16))
    expect(answersIn(body)).toEqual({ [room.address]: 'accepted' })
    expect(startOf(await outlook.copyIn(room, original.iCalUId))).toBe(`${DAY}T16:00:00.0000000`)
  })

  test('is free again when the meeting is cancelled', async () => {
    const original = await meet(19, room)
    await act(host, original, 'cancel')
    expect(answersIn(await meet(19, room))).toEqual({ [room.address]: 'accepted' })
  })

  test('takes nothing beyond its booking window of 180 days', async () => {
    const far = { dateTime: '2031-12-01T09:00:00', timeZone: 'UTC' }
    const times = { start: far, end: { ...far, dateTime: '2031-12-01T10:00:00' } }
    const { body } = await outlook.post(host, at(9, 10, { ...times, attendees: asked(room) }))
    expect(answersIn(body)).toEqual({ [room.address]: 'declined' })
  })
})

test('whatever happens to an event in a mailbox is told on, with its etag', async () => {
  const told: ResourceChange[] = []
  const stop = outlook.cloud.simulator.world.feed.listen((change) => told.push(change))
  const original = await meet(20, guest)
  const copy = await outlook.copyIn(guest, original.iCalUId)
  await act(guest, copy, 'decline')
  stop()
  expect(told.map(({ changeType, resource }) => `${changeType} ${resource}`)).toEqual([
    `created users/${host.id}/events/${String(original.id)}`,
    `created users/${guest.id}/events/${String(copy?.id)}`,
    `deleted users/${guest.id}/events/${String(copy?.id)}`,
    `updated users/${host.id}/events/${String(original.id)}`,
  ])
  expect(told[0]).toMatchObject({ type: 'microsoft.graph.event', etag: original['@odata.etag'] })
})

test('the control door makes a meeting with people, rooms and visitors', async () => {
  const made = await outlook.cloud.control('meeting', {
    organizer: host.address,
    attendees: [guest.id],
    rooms: [room.address],
    visitors: ['Vera Visitor <vera.visitor@partner.example>'],
    subject: 'Tour',
    start: '2031-02-07T20:00:00',
    weeks: 2,
  })
  expect(made.attendees).toEqual([
    { address: guest.address, response: 'none' },
    { address: room.address, response: 'accepted' },
    { address: VISITOR.address, response: 'none' },
  ])
  const found = await outlook.view(room, '2031-02-01T00:00:00Z', '2031-03-01T00:00:00Z')
  const tour = found.filter((event) => event.subject === host.displayName && event.type === 'occurrence')
  expect(tour.map(startOf)).toEqual(['2031-02-07T19:00:00.0000000', '2031-02-14T19:00:00.0000000'])
  expect(valuesOf({ value: found })).toHaveLength(found.length)
})

test('the control door says what is wrong with a meeting', async () => {
  const domain = outlook.cloud.simulator.world.primary.profile.domain
  const bad = await outlook.cloud.control('meeting', { organizer: `helpdesk@${domain}` })
  expect(bad.error).toMatch(/has no mailbox/)
})
