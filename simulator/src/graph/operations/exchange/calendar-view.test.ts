import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, valuesOf } from '../../../testing/cloud.ts'
import { asked, at, DAY, type Outlook, startOf, startOutlook } from '../../../testing/outlook.ts'
import type { MailboxOwner } from '../../../world/exchange/owner.ts'
import type { Json } from '../../../world/model.ts'

let outlook: Outlook
let owner: MailboxOwner
let other: MailboxOwner
beforeAll(async () => {
  outlook = await startOutlook()
  const [first, second] = outlook.people.slice(-2)
  if (!first || !second) throw new Error('The test tenancy is too small')
  ;[owner, other] = [first, second]
})
afterAll(() => outlook.cloud.close())

/** A day without generated meetings: a Saturday. */
const SATURDAY = '2031-02-08'
const WINDOW = `startDateTime=${SATURDAY}T00:00:00Z&endDateTime=2031-02-10T00:00:00Z`
const on = (hour: number, more: { [name: string]: Json } = {}) => {
  const time = (value: number) => ({ dateTime: `${SATURDAY}T${String(value).padStart(2, '0')}:00:00`, timeZone: 'UTC' })
  return { subject: `At ${hour}`, start: time(hour), end: time(hour + 1), ...more }
}

describe('a calendarView', () => {
  test('needs a window', async () => {
    const reply = await outlook.cloud.graph(`/users/${owner.id}/calendarView?startDateTime=${DAY}T00:00:00Z`)
    expect(reply.status).toBe(400)
    expect(errorOf(reply)).toEqual({
      code: 'ErrorInvalidParameter',
      message:
        'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
    })
  })

  test.each([
    ['startDateTime=yesterday&endDateTime=2031-02-09', 'ErrorInvalidParameter'],
    ['startDateTime=2031-02-09&endDateTime=2031-02-08', 'ErrorInvalidParameter'],
    ['startDateTime=2031-01-01&endDateTime=2037-01-01', 'ErrorCalendarViewRangeTooBig'],
  ])('refuses %s', async (query, code) => {
    const reply = await outlook.cloud.graph(`/users/${owner.id}/calendarView?${query}`)
    expect([reply.status, errorOf(reply).code]).toEqual([400, code])
  })

  test('has single events and occurrences by their start, and what only touches the window not', async () => {
    await outlook.post(owner, on(12))
    await outlook.post(owner, {
      ...on(9),
      subject: 'Daily',
      recurrence: {
        pattern: { type: 'daily', interval: 1 },
        range: { type: 'numbered', startDate: SATURDAY, numberOfOccurrences: 2 },
      },
    })
    const found = await outlook.view(owner, `${SATURDAY}T00:00:00Z`, '2031-02-10T00:00:00Z')
    expect(found.map(({ subject, type }) => [subject, type])).toEqual([
      ['Daily', 'occurrence'],
      ['At 12', 'singleInstance'],
      ['Daily', 'occurrence'],
    ])
    expect(await outlook.view(owner, `${SATURDAY}T13:00:00Z`, `${SATURDAY}T14:00:00Z`)).toEqual([])
  })

  test('takes an offset in its window, and orders as it is asked', async () => {
    const found = await outlook.view(
      owner,
      encodeURIComponent(`${SATURDAY}T13:00:00+01:00`),
      encodeURIComponent(`${SATURDAY}T23:00:00+01:00`),
      '&$orderby=start/dateTime desc&$select=subject',
    )
    expect(found.map(({ subject }) => subject)).toEqual(['At 12'])
  })

  test('of another calendar has none of it', async () => {
    const calendars = await outlook.cloud.graph(`/users/${owner.id}/calendars`)
    const [own, birthdays] = valuesOf(calendars.body)
    expect([own?.isDefaultCalendar, birthdays?.isDefaultCalendar]).toEqual([true, false])
    const within = async (calendar: Json | undefined) =>
      valuesOf(
        (await outlook.cloud.graph(`/users/${owner.id}/calendars/${String(calendar)}/calendarView?${WINDOW}`)).body,
      )
    expect(await within(own?.id)).toHaveLength(3)
    expect(await within(birthdays?.id)).toHaveLength(0)
  })
})

describe('delta of a calendarView', () => {
  const start = `/users/XX/calendarView/delta?${WINDOW}`
  const begin = (who: MailboxOwner) => outlook.cloud.all(start.replace('XX', who.id))

  test('tells a series before its occurrences, of which it tells little', async () => {
    await outlook.post(other, {
      ...on(9),
      subject: 'Daily',
      recurrence: {
        pattern: { type: 'daily', interval: 1 },
        range: { type: 'numbered', startDate: SATURDAY, numberOfOccurrences: 2 },
      },
    })
    const { items } = await begin(other)
    expect(items.map(({ type }) => type)).toEqual(['seriesMaster', 'occurrence', 'occurrence'])
    expect(Object.keys(items[1] ?? {}).sort()).toEqual([
      '@odata.etag',
      '@odata.type',
      'end',
      'id',
      'seriesMasterId',
      'start',
      'type',
    ])
    expect(items[1]?.seriesMasterId).toBe(items[0]?.id)
  })

  test('tells afterwards what came, what changed, and what left the window', async () => {
    const { body: moved } = await outlook.post(other, on(14))
    const { body: gone } = await outlook.post(other, on(15))
    const { deltaLink } = await begin(other)
    expect((await outlook.cloud.all(deltaLink)).items).toEqual([])
    const path = (event: { [name: string]: Json }) => `/users/${other.id}/events/${String(event.id)}`
    const { body: came } = await outlook.post(owner, on(16, { attendees: asked(other) }))
    await outlook.cloud.graph(path(moved), { method: 'PATCH', body: at(9) })
    await outlook.cloud.graph(path(gone), { method: 'DELETE' })
    const { items, deltaLink: next } = await outlook.cloud.all(deltaLink)
    expect(items).toContainEqual(
      expect.objectContaining({ subject: 'At 16', iCalUId: came.iCalUId, isOrganizer: false }),
    )
    expect(items.filter((item) => '@removed' in item)).toEqual([
      { id: moved.id, '@removed': { reason: 'deleted' } },
      { id: gone.id, '@removed': { reason: 'deleted' } },
    ])
    expect(items).toHaveLength(3)
    expect((await outlook.cloud.all(next)).items).toEqual([])
  })

  test('tells of what left the window even when more has happened to it since', async () => {
    const { body } = await outlook.post(other, on(18))
    const { deltaLink } = await begin(other)
    const path = `/users/${other.id}/events/${String(body.id)}`
    await outlook.cloud.graph(path, { method: 'PATCH', body: at(10) })
    await outlook.cloud.graph(path, { method: 'PATCH', body: { subject: 'Elsewhere' } })
    expect((await outlook.cloud.all(deltaLink)).items).toEqual([{ id: body.id, '@removed': { reason: 'deleted' } }])
  })

  test('tells of a deleted occurrence and of an exception by their ids', async () => {
    const { items, deltaLink } = await begin(other)
    const [first, second] = items.filter(({ type }) => type === 'occurrence')
    const path = (event: { [name: string]: Json } | undefined) => `/users/${other.id}/events/${String(event?.id)}`
    await outlook.cloud.graph(path(first), { method: 'DELETE' })
    await outlook.cloud.graph(path(second), { method: 'PATCH', body: { subject: 'Special' } })
    const { items: changes } = await outlook.cloud.all(deltaLink)
    expect(changes).toContainEqual({ id: first?.id, '@removed': { reason: 'deleted' } })
    expect(changes).toContainEqual(expect.objectContaining({ id: second?.id, type: 'exception', subject: 'Special' }))
  })

  test('comes in pages of the size that is preferred', async () => {
    const reply = await outlook.cloud.graph(start.replace('XX', other.id), {
      headers: { prefer: 'odata.maxpagesize=2' },
    })
    expect(valuesOf(reply.body)).toHaveLength(2)
    expect(reply.headers.get('preference-applied')).toBe('odata.maxpagesize=2')
    expect(reply.body['@odata.nextLink']).toMatch(/\$skiptoken=/)
    const whole = await begin(other)
    const rest = await outlook.cloud.all(String(reply.body['@odata.nextLink']))
    expect([...valuesOf(reply.body), ...rest.items]).toEqual(whole.items)
  })

  test('has its window in the token, which is of one mailbox only', async () => {
    const { deltaLink } = await begin(other)
    expect(deltaLink).not.toContain('startDateTime')
    const stolen = await outlook.cloud.graph(deltaLink.replace(other.id, owner.id))
    expect([stolen.status, errorOf(stolen).code]).toEqual([400, 'ErrorInvalidSyncStateData'])
  })

  test.each(["$filter=subject eq 'x'", '$select=subject', '$top=5', '$orderby=subject'])(
    'does not take %s',
    async (option) => {
      const reply = await outlook.cloud.graph(`${start.replace('XX', other.id)}&${option}`)
      expect([reply.status, errorOf(reply).code]).toEqual([400, 'ErrorInvalidUrlQuery'])
    },
  )

  test('begins again when too much has happened since', async () => {
    const crowd = outlook.people[3] ?? owner
    const { deltaLink } = await begin(crowd)
    const { body } = await outlook.post(crowd, on(10))
    for (let i = 0; i < 1_000; i++)
      outlook.cloud.simulator.world.primary.exchange
        .open(crowd)
        .put(outlook.cloud.simulator.world.primary.exchange.open(crowd).item(String(body.id)) ?? expect.fail())
    const reply = await outlook.cloud.graph(deltaLink)
    expect([reply.status, errorOf(reply).code]).toEqual([410, 'SyncStateNotFound'])
  })
})

test('a month later the same series is told for the window of then', async () => {
  const { cloud } = outlook
  const leader = [...cloud.simulator.world.primary.store('user')].find(
    (user) => [...cloud.simulator.world.primary.relations.manager.to(user.id)].length > 3,
  )
  const windowOf = (from: string, to: string) => `startDateTime=${from}T00:00:00Z&endDateTime=${to}T00:00:00Z`
  await cloud.control('clock', { advanceSeconds: 28 * 86_400 })
  await cloud.renew()
  const view = `/users/${leader?.id}/calendarView?${windowOf('2031-03-03', '2031-03-08')}`
  const weekly = (await cloud.all(view)).items.filter((event) => event.type === 'occurrence')
  expect(weekly.length).toBeGreaterThan(0)
  expect(String(startOf(weekly[0])) >= '2031-03-03').toBe(true)
})
