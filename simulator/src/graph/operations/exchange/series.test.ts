import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, valuesOf } from '../../../testing/cloud.ts'
import { answersIn, asked, type Outlook, startOf, startOutlook } from '../../../testing/outlook.ts'
import type { MailboxOwner } from '../../../world/exchange/owner.ts'
import type { Json } from '../../../world/model.ts'

let outlook: Outlook
let host: MailboxOwner
let guest: MailboxOwner
let room: MailboxOwner
beforeAll(async () => {
  outlook = await startOutlook()
  const [first, second] = outlook.people
  const free = outlook.rooms.at(-1)
  if (!first || !second || !free) throw new Error('The test tenancy is too small')
  ;[host, guest, room] = [first, second, free]
})
afterAll(() => outlook.cloud.close())

type Row = { [name: string]: Json }

const time = (date: string, hour: string) => ({ dateTime: `${date}T${hour}:00`, timeZone: 'Europe/Berlin' })

/** A weekly series on Mondays from 3 February to 24 March 2031, eight times, at nine in Berlin. */
async function series(hour: string, end: string, ...owners: readonly { address: string }[]) {
  const { body } = await outlook.post(host, {
    subject: `Weekly ${hour}`,
    start: time('2031-02-03', hour),
    end: time('2031-02-03', end),
    attendees: asked(...owners),
    recurrence: {
      pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'] },
      range: { type: 'numbered', startDate: '2031-02-03', numberOfOccurrences: 8 },
    },
  })
  return body
}

const WINDOW = 'startDateTime=2031-02-01T00:00:00Z&endDateTime=2031-04-30T00:00:00Z'

async function instances(owner: MailboxOwner, master: Row | undefined): Promise<Row[]> {
  const reply = await outlook.cloud.graph(`/users/${owner.id}/events/${String(master?.id)}/instances?${WINDOW}`)
  return valuesOf(reply.body)
}

const change = (owner: MailboxOwner, event: Row | undefined, body: Row) =>
  outlook.cloud.graph(`/users/${owner.id}/events/${String(event?.id)}`, { method: 'PATCH', body })
const remove = (owner: MailboxOwner, event: Row | undefined) =>
  outlook.cloud.graph(`/users/${owner.id}/events/${String(event?.id)}`, { method: 'DELETE' })

describe('a series', () => {
  test('is a master on the list and its occurrences in the view, each leading to the master', async () => {
    const master = await series('09:00', '09:30')
    expect(master).toMatchObject({
      type: 'seriesMaster',
      recurrence: {
        pattern: {
          type: 'weekly',
          interval: 1,
          month: 0,
          dayOfMonth: 0,
          daysOfWeek: ['monday'],
          firstDayOfWeek: 'sunday',
          index: 'first',
        },
        range: {
          type: 'numbered',
          startDate: '2031-02-03',
          endDate: '0001-01-01',
          recurrenceTimeZone: 'Europe/Berlin',
          numberOfOccurrences: 8,
        },
      },
    })
    const all = await instances(host, master)
    expect(all).toHaveLength(8)
    expect(all[0]).toMatchObject({
      type: 'occurrence',
      seriesMasterId: master.id,
      recurrence: null,
      originalStart: '2031-02-03T08:00:00Z',
    })
    const one = await outlook.cloud.graph(`/users/${host.id}/events/${String(all[1]?.id)}`)
    expect(one.body).toMatchObject({ id: all[1]?.id, type: 'occurrence', subject: 'Weekly 09:00' })
  })

  test('keeps its time on the wall over the spring change', async () => {
    const { body } = await outlook.post(host, {
      subject: 'Over spring',
      start: time('2031-03-24', '09:00'),
      end: time('2031-03-24', '10:00'),
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'] },
        range: { type: 'endDate', startDate: '2031-03-24', endDate: '2031-04-07' },
      },
    })
    expect((await instances(host, body)).map(startOf)).toEqual([
      '2031-03-24T08:00:00.0000000',
      '2031-03-31T07:00:00.0000000',
      '2031-04-07T07:00:00.0000000',
    ])
  })

  test('whose range begins on another day than the event is refused', async () => {
    const reply = await outlook.post(host, {
      subject: 'x',
      start: time('2031-02-04', '09:00'),
      end: time('2031-02-04', '10:00'),
      recurrence: { pattern: { type: 'daily', interval: 1 }, range: { type: 'noEnd', startDate: '2031-02-03' } },
    })
    expect([reply.status, errorOf(reply).code]).toEqual([400, 'ErrorPropertyValidationFailure'])
  })

  test('begins with its first occurrence', async () => {
    const { body } = await outlook.post(host, {
      subject: 'Fridays',
      start: time('2031-02-03', '09:00'),
      end: time('2031-02-03', '10:00'),
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['friday'] },
        range: { type: 'noEnd', startDate: '2031-02-03' },
      },
    })
    expect(startOf(body)).toBe('2031-02-07T08:00:00.0000000')
  })
})

describe('an occurrence', () => {
  test('that is changed is an exception, in the copies too, and keeps its id', async () => {
    const master = await series('10:00', '10:30', guest)
    const [, second] = await instances(host, master)
    const reply = await change(host, second, { start: time('2031-02-11', '15:00'), end: time('2031-02-11', '16:00') })
    expect(reply.body).toMatchObject({ id: second?.id, type: 'exception', originalStart: '2031-02-10T09:00:00Z' })
    expect(startOf(reply.body)).toBe('2031-02-11T14:00:00.0000000')
    const copies = await instances(guest, await outlook.copyIn(guest, master.iCalUId))
    expect(copies.map(({ type }) => type)).toEqual(['occurrence', 'exception', ...Array(6).fill('occurrence')])
    expect(startOf(copies[1])).toBe('2031-02-11T14:00:00.0000000')
    expect(copies[1]?.iCalUId).toBe(reply.body.iCalUId)
    expect(copies[0]?.iCalUId).not.toBe(copies[1]?.iCalUId)
  })

  test('does not cross the one beside it', async () => {
    const [, second] = await instances(host, await series('11:00', '11:30'))
    const reply = await change(host, second, { start: time('2031-02-17', '15:00'), end: time('2031-02-17', '16:00') })
    expect(reply.status).toBe(400)
    expect(errorOf(reply)).toEqual({
      code: 'ErrorOccurrenceCrossingBoundary',
      message: 'Modified occurrence is crossing or overlapping adjacent occurrence.',
    })
  })

  test('that is deleted is gone for the organiser, cancelled for attendees, free for the room', async () => {
    const master = await series('07:00', '07:30', guest, room)
    const [first] = await instances(host, master)
    expect((await remove(host, first)).status).toBe(204)
    expect(await instances(host, master)).toHaveLength(7)
    const [copy] = await instances(guest, await outlook.copyIn(guest, master.iCalUId))
    expect(copy).toMatchObject({ isCancelled: true, subject: 'Canceled: Weekly 07:00' })
    expect(startOf(copy)).toBe('2031-02-03T06:00:00.0000000')
    const inRoom = await outlook.view(room, '2031-02-03T05:00:00Z', '2031-02-03T07:00:00Z')
    expect(inRoom).toEqual([])
    const shown = await outlook.cloud.graph(
      `/users/${host.id}/events/${String(master.id)}?$select=cancelledOccurrences`,
    )
    expect(shown.body.cancelledOccurrences).toEqual([`OID.${String(master.id)}.2031-02-03`])
  })

  test('is answered alone', async () => {
    const master = await series('12:00', '12:30', guest)
    const copies = await instances(guest, await outlook.copyIn(guest, master.iCalUId))
    const path = `/users/${guest.id}/events/${String(copies[2]?.id)}`
    await outlook.cloud.graph(`${path}/accept`, { method: 'POST', body: {} })
    const after = await instances(host, master)
    expect(after.map((one) => answersIn(one)[guest.address])).toEqual([
      'none',
      'none',
      'accepted',
      ...Array(5).fill('none'),
    ])
  })

  test('has no recurrence of its own', async () => {
    const [first] = await instances(host, await series('13:00', '13:30'))
    const recurrence = { pattern: { type: 'daily', interval: 1 }, range: { type: 'noEnd', startDate: '2031-02-03' } }
    expect((await change(host, first, { recurrence })).status).toBe(400)
  })

  test('on a day that the pattern does not have is not found', async () => {
    const master = await series('14:00', '14:30')
    const [first] = await instances(host, master)
    const id = String(first?.id).replace('20310203', '20310204')
    expect((await outlook.cloud.graph(`/users/${host.id}/events/${id}`)).status).toBe(404)
  })
})

describe('a change of the whole series', () => {
  test('of its times lets exceptions go', async () => {
    const master = await series('16:00', '16:30')
    const [first] = await instances(host, master)
    await change(host, first, { subject: 'Kick-off' })
    await change(host, master, { start: time('2031-02-03', '17:00'), end: time('2031-02-03', '17:30') })
    const after = await instances(host, master)
    expect(after.map(({ type }) => type)).toEqual(Array(8).fill('occurrence'))
    expect(startOf(after[0])).toBe('2031-02-03T16:00:00.0000000')
  })

  test('of its subject leaves their times alone', async () => {
    const master = await series('18:00', '18:30')
    const [first] = await instances(host, master)
    await change(host, first, { start: time('2031-02-04', '18:00'), end: time('2031-02-04', '18:30') })
    await change(host, master, { subject: 'Renamed' })
    const [after] = await instances(host, master)
    expect(after).toMatchObject({ type: 'exception', subject: 'Renamed' })
    expect(startOf(after)).toBe('2031-02-04T17:00:00.0000000')
  })

  test('to a single event ends it', async () => {
    const master = await series('19:00', '19:30')
    const { body } = await change(host, master, { recurrence: null })
    expect(body).toMatchObject({ type: 'singleInstance', recurrence: null })
  })
})

test('who is left out of one occurrence loses that one alone', async () => {
  const master = await series('05:00', '05:30', guest, room)
  const [, second] = await instances(host, master)
  await change(host, second, { attendees: [] })
  const copies = await instances(guest, await outlook.copyIn(guest, master.iCalUId))
  expect(copies.map(({ isCancelled }) => isCancelled)).toEqual([false, true, ...Array(6).fill(false)])
  expect(await outlook.view(room, '2031-02-10T03:00:00Z', '2031-02-10T05:00:00Z')).toEqual([])
  expect(await outlook.view(room, '2031-02-17T03:00:00Z', '2031-02-17T05:00:00Z')).toHaveLength(1)
})

test('a room that declined a series stays out of its occurrences', async () => {
  await outlook.post(guest, {
    subject: 'Before',
    start: time('2031-02-17', '22:00'),
    end: time('2031-02-17', '23:00'),
    attendees: asked(room),
  })
  const master = await series('22:00', '22:30', room)
  const [first] = await instances(host, master)
  const { body } = await change(host, first, { start: time('2031-02-03', '23:00'), end: time('2031-02-03', '23:30') })
  expect(answersIn(body)).toEqual({ [room.address]: 'declined' })
  expect(await outlook.copyIn(room, master.iCalUId)).toBeUndefined()
})

test('a room takes a series whole, or not at all', async () => {
  const taken = await outlook.post(guest, {
    subject: 'Once',
    start: time('2031-02-17', '20:00'),
    end: time('2031-02-17', '21:00'),
    attendees: asked(room),
  })
  expect(answersIn(taken.body)).toEqual({ [room.address]: 'accepted' })
  expect(answersIn(await series('20:30', '21:00', room))).toEqual({ [room.address]: 'declined' })
  expect(answersIn(await series('21:00', '21:30', room))).toEqual({ [room.address]: 'accepted' })
})
