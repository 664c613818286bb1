import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, type GraphClient, valuesOf } from '../../../testing/cloud.ts'
import { at, DAY, type Outlook, startOutlook } from '../../../testing/outlook.ts'
import type { MailboxOwner } from '../../../world/exchange/owner.ts'
import type { Json } from '../../../world/model.ts'

let outlook: Outlook
let owner: MailboxOwner
let asking: MailboxOwner
beforeAll(async () => {
  outlook = await startOutlook()
  const [first, second] = outlook.people.slice(-2)
  if (!first || !second) throw new Error('The test tenancy is too small')
  ;[owner, asking] = [first, second]
  await outlook.post(owner, at(4, 5, { subject: 'Early', location: { displayName: 'Gate 1' } }))
  await outlook.post(owner, at(5, 6, { subject: 'Away', showAs: 'oof' }))
  await outlook.post(owner, at(5, 6, { subject: 'Perhaps', showAs: 'tentative' }))
  await outlook.post(owner, at(6, 7, { subject: 'Mine', sensitivity: 'private' }))
  await outlook.post(owner, at(7, 8, { subject: 'Note', showAs: 'free' }))
})
afterAll(() => outlook.cloud.close())

const time = (hour: string) => ({ dateTime: `${DAY}T${hour}:00`, timeZone: 'UTC' })

async function ask(
  schedules: readonly string[],
  more: { [name: string]: Json } = {},
  client: GraphClient = outlook.cloud,
) {
  const body = {
    schedules: [...schedules],
    startTime: time('04:00'),
    endTime: time('08:00'),
    availabilityViewInterval: 30,
    ...more,
  }
  return client.graph(`/users/${asking.id}/calendar/getSchedule`, { method: 'POST', body })
}

describe('getSchedule', () => {
  test('has a digit for each interval, the weightiest of what lies in it', async () => {
    const [schedule] = valuesOf((await ask([owner.address])).body)
    expect(schedule).toMatchObject({ scheduleId: owner.address, availabilityView: '22332200' })
    const [hourly] = valuesOf((await ask([owner.address], { availabilityViewInterval: 60 })).body)
    expect(hourly?.availabilityView).toBe('2320')
  })

  test('tells what is busy, but nothing of what is private and nothing of what is free', async () => {
    const [schedule] = valuesOf((await ask([owner.address])).body)
    expect(schedule?.scheduleItems).toEqual([
      expect.objectContaining({ isPrivate: false, status: 'busy', subject: 'Early', location: 'Gate 1' }),
      expect.objectContaining({ status: 'oof', subject: 'Away' }),
      expect.objectContaining({ status: 'tentative', subject: 'Perhaps' }),
      { isPrivate: true, status: 'busy', start: expect.anything(), end: expect.anything() },
    ])
    expect(schedule?.workingHours).toMatchObject({ startTime: '08:00:00.0000000', timeZone: { name: owner.zone } })
  })

  test('tells a person of others only when they are busy', async () => {
    const person = await outlook.cloud.person(asking.id, ['Calendars.Read'])
    const [schedule] = valuesOf((await ask([owner.address], {}, person)).body)
    expect(JSON.stringify(schedule)).not.toContain('Early')
    expect(schedule?.availabilityView).toBe('22332200')
  })

  test('says of each address that it cannot resolve, and answers for the others', async () => {
    const { body } = await ask(['nobody@nowhere.example', owner.address])
    expect(valuesOf(body)[0]).toEqual({
      scheduleId: 'nobody@nowhere.example',
      error: {
        message: 'Unable to resolve e-mail address nobody@nowhere.example to an Active Directory object.',
        responseCode: '5009',
      },
    })
    expect(valuesOf(body)[1]).toHaveProperty('availabilityView')
  })

  test.each([
    ['more than 20 schedules', { schedules: Array(21).fill('a@b.example') }, 'ErrorMailboxDataArrayTooBig'],
    ['an interval of 4 minutes', { availabilityViewInterval: 4 }, 'ErrorInvalidMergedFreeBusyInterval'],
    ['an end before the start', { endTime: time('03:00') }, 'ErrorInvalidTimeInterval'],
    ['more than 62 days', { endTime: { dateTime: '2031-06-01T00:00:00', timeZone: 'UTC' } }, 'ErrorTimeIntervalTooBig'],
  ])('refuses %s', async (_, more, code) => {
    const reply = await ask([owner.address], more)
    expect([reply.status, errorOf(reply).code]).toEqual([400, code])
  })
})

describe('mailboxSettings', () => {
  const path = () => `/users/${owner.id}/mailboxSettings`

  test('say where and when somebody works', async () => {
    const { body } = await outlook.cloud.graph(path())
    expect(body).toMatchObject({
      timeZone: owner.zone,
      userPurpose: 'user',
      workingHours: {
        daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
        timeZone: { name: owner.zone },
      },
    })
  })

  test('can be changed, and free/busy follows', async () => {
    const workingHours = { startTime: '06:00:00.0000000', endTime: '14:00:00.0000000' }
    const reply = await outlook.cloud.graph(path(), {
      method: 'PATCH',
      body: { timeZone: 'GMT Standard Time', workingHours },
    })
    expect(reply.status).toBe(200)
    const [schedule] = valuesOf((await ask([owner.address])).body)
    expect(schedule?.workingHours).toMatchObject({ ...workingHours, timeZone: { name: 'GMT Standard Time' } })
  })

  test('do not take a zone that is none', async () => {
    const reply = await outlook.cloud.graph(path(), { method: 'PATCH', body: { timeZone: 'Mars' } })
    expect(errorOf(reply).code).toBe('TimeZoneNotSupportedException')
  })

  test('of a room say that it is one', async () => {
    const { body } = await outlook.cloud.graph(`/users/${outlook.rooms[0]?.id}/mailboxSettings`)
    expect(body.userPurpose).toBe('room')
  })
})

describe('places', () => {
  test('are the rooms of the offices, found by address, and in the list of their city', async () => {
    const { items } = await outlook.cloud.all('/places/microsoft.graph.room')
    expect(items.length).toBe(outlook.rooms.length)
    expect(items[0]).toMatchObject({
      building: 'HQ',
      floorNumber: 1,
      bookingType: 'standard',
      address: { city: 'Northhaven' },
    })
    const lists = await outlook.cloud.all('/places/microsoft.graph.roomList')
    expect(lists.items.map(({ displayName }) => displayName)).toContain('Rooms Fjordby')
    const address = String(lists.items[0]?.emailAddress)
    const within = await outlook.cloud.all(`/places/${address}/microsoft.graph.roomlist/rooms`)
    expect(within.items.every((room) => JSON.stringify(room.address).includes('Northhaven'))).toBe(true)
    const one = await outlook.cloud.graph(`/places/${String(items[0]?.emailAddress)}`)
    expect(one.body).toMatchObject({ '@odata.type': '#microsoft.graph.room', displayName: items[0]?.displayName })
  })

  test('leave the people as they are: a room is no user', async () => {
    const reader = await outlook.cloud.app(['User.Read.All'])
    const reply = await reader.graph(`/users/${outlook.rooms[0]?.address}`)
    expect(reply.status).toBe(404)
  })
})
