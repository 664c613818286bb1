import { deepEqual, equal, ok } from 'node:assert/strict'
import { check } from '../check.ts'
import { truth } from '../control.ts'
import { m365 } from './m365.ts'

interface Event {
  readonly id: string
  readonly subject: string
  readonly start: { readonly dateTime: string; readonly timeZone: string }
}

/** The skuId of SPE_E3 ("Product names and service plan identifiers for licensing"). */
const E3 = '05e9a617-0261-4cee-bb44-138d3ef5d965'

const at = (dateTime: string) => ({ dateTime, timeZone: 'UTC' })
const event = { subject: 'Reading of the meters', start: at('2030-03-04T09:00:00'), end: at('2030-03-04T10:00:00') }

/** `m365 outlook event …` and `m365 outlook calendar …` */
export async function calendars(): Promise<void> {
  const { users } = await truth()
  // Only who has Exchange has a mailbox; the administrators have no licence.
  const owner = users.find((user) => user.accountEnabled && user.assignedLicenses.some(({ skuId }) => skuId === E3))
  const userName = owner?.userPrincipalName ?? ''
  let id = ''
  const list = (...filter: string[]) => m365<Event[]>('outlook', 'event', 'list', '--userName', userName, ...filter)

  await check('outlook calendar list', async () => {
    const found = await m365<{ name: string }[]>('outlook', 'calendar', 'list', '--userName', userName)
    ok(
      found.some(({ name }) => name === 'Calendar'),
      JSON.stringify(found),
    )
  })
  await check('outlook event list tells of an event that was put in by request', async () => {
    const before = (await list()).map((one) => one.id)
    const url = `@graph/users/${owner?.id}/events`
    const write = ['--method', 'post', '--content-type', 'application/json', '--body', JSON.stringify(event)]
    id = String((await m365('request', '--url', url, ...write)).id)
    deepEqual((await list()).map((one) => one.id).sort(), [...before, id].sort())
  })
  await check('outlook event list in a span of time', async () => {
    const found = await list('--startDateTime', '2030-03-04T00:00:00Z', '--endDateTime', '2030-03-05T00:00:00Z')
    deepEqual(
      found.map(({ subject }) => subject),
      [event.subject],
    )
  })
  await check('outlook event get in a time zone', async () => {
    const zone = ['--timeZone', 'Pacific Standard Time']
    const found = await m365<Event>('outlook', 'event', 'get', '--id', id, '--userName', userName, ...zone)
    equal(found.subject, event.subject)
    deepEqual(found.start, { dateTime: '2030-03-04T01:00:00.0000000', timeZone: 'Pacific Standard Time' })
  })
  await check('outlook event remove', async () => {
    await m365('outlook', 'event', 'remove', '--id', id, '--userName', userName, '--force')
    ok((await list()).every((one) => one.id !== id))
  })
}
