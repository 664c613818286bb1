import { createEvent } from '../exchange/create-event.ts'
import { calendarIdOf } from '../exchange/mailbox.ts'
import type { MailboxOwner } from '../exchange/owner.ts'
import { weekdayOf } from '../exchange/recurrence.ts'
import { ExchangeRefusal } from '../exchange/refusal.ts'
import { localAt } from '../exchange/time-zone.ts'
import { workOf } from '../exchange/work.ts'
import { BadInput } from '../input.ts'
import type { Json } from '../model.ts'
import type { Tenancy } from '../tenancy.ts'
import type { Mutation } from './mutation.ts'

const HOUR = 3_600_000

export const meeting: Mutation = {
  name: 'meeting',
  summary:
    'A meeting of `organizer` with `attendees` (people), `rooms` and `visitors` (addresses, or `Name <address>`): `subject`, `start` (wall clock, 2027-01-31T09:00:00) in `timeZone`, `minutes`, `weeks` (how often, weekly), `online`',
  apply(context, input) {
    const { tenancy, now } = context
    const organizer = ownerIn(tenancy, input.text('organizer'))
    const people = input.texts('attendees').map((one) => ownerIn(tenancy, one))
    const rooms = input.texts('rooms').map((one) => ownerIn(tenancy, one))
    const visitors = input.texts('visitors').map(visitor)
    const subject = input.optionalText('subject') ?? 'Meeting'
    const timeZone = input.optionalText('timeZone') ?? organizer.zone
    const start = input.optionalText('start') ?? localAt(Math.ceil(now / HOUR) * HOUR, timeZone).slice(0, 19)
    const minutes = input.count('minutes', 5, 1_440, 60)
    const weeks = input.count('weeks', 1, 200, 1)
    const isOnlineMeeting = input.flag('online', false)
    input.done()
    const begins = Date.parse(`${start}Z`)
    if (!Number.isFinite(begins)) throw new BadInput('`start` must be a wall-clock time, e.g. 2027-01-31T09:00:00')
    const attendees = [
      ...people.map(({ displayName, address }) => attendee(displayName, address, 'required')),
      ...rooms.map(({ displayName, address }) => attendee(displayName, address, 'resource')),
      ...visitors.map(({ name, address }) => attendee(name, address, 'required')),
    ]
    const body = {
      subject,
      start: { dateTime: start, timeZone },
      end: { dateTime: new Date(begins + minutes * 60_000).toISOString().slice(0, 19), timeZone },
      attendees,
      isOnlineMeeting,
      locations: rooms.map(({ displayName, address }) => ({
        displayName,
        locationEmailAddress: address,
        locationType: 'conferenceRoom',
      })),
      ...(weeks === 1 ? {} : { recurrence: weekly(start, weeks) }),
    }
    const item = refusable(() =>
      createEvent(
        tenancy.exchange,
        workOf(context),
        tenancy.exchange.mailbox(organizer),
        calendarIdOf(organizer),
        body,
      ),
    )
    return { id: item.id, organizer: organizer.id, attendees: item.attendees.map((one) => answered(one)) }
  },
}

export const exchangeAppPolicy: Mutation = {
  name: 'exchange-app-policy',
  summary:
    'An application access policy: `appId`, `scope` (id of a group or mailbox), `accessRight`: RestrictAccess (default) or DenyAccess; `remove`: true takes the policies of `appId` away',
  apply({ tenancy }, input) {
    const appId = input.text('appId').toLowerCase()
    const accessRight = input.oneOf('accessRight', ['RestrictAccess', 'DenyAccess'], 'RestrictAccess')
    const remove = input.flag('remove', false)
    const scope = input.optionalText('scope')
    input.done()
    const { policies } = tenancy.exchange.access
    if (remove) policies.splice(0, policies.length, ...policies.filter((policy) => policy.appId !== appId))
    else policies.push({ appId, accessRight, scopeId: scopeIn(tenancy, scope) ?? needed() })
    return { appId, policies: policies.filter((policy) => policy.appId === appId).map((policy) => ({ ...policy })) }
  },
}

export const exchangeRbac: Mutation = {
  name: 'exchange-rbac',
  summary:
    'A role inside Exchange for an application (RBAC for Applications): `appId`, `role` (e.g. Application Calendars.Read), `scope` (id of a group or mailbox; none is the whole organisation); `remove`: true takes the roles of `appId` away',
  apply({ tenancy }, input) {
    const appId = input.text('appId').toLowerCase()
    const remove = input.flag('remove', false)
    const permission = input.optionalText('role')?.replace(/^Application /, '')
    const scopeId = scopeIn(tenancy, input.optionalText('scope'))
    input.done()
    const { roles } = tenancy.exchange.access
    if (remove) roles.splice(0, roles.length, ...roles.filter((role) => role.appId !== appId))
    else if (permission === undefined) throw new BadInput('Say `role`: e.g. Application Calendars.Read')
    else roles.push({ appId, permission, scopeId })
    const left = roles.filter((role) => role.appId === appId)
    return {
      appId,
      roles: left.map((role) => ({ role: `Application ${role.permission}`, scope: role.scopeId ?? null })),
    }
  },
}

function needed(): never {
  throw new BadInput('Say `scope`: the id of a group or mailbox')
}

function ownerIn(tenancy: Tenancy, reference: string): MailboxOwner {
  const owner = tenancy.exchange.find(reference)
  if (owner === undefined)
    throw new BadInput(`There is no person or room ${reference} in ${tenancy.profile.displayName}`)
  if (owner === 'noMailbox') throw new BadInput(`${reference} has no mailbox: their licence has no Exchange plan`)
  return owner
}

function scopeIn(tenancy: Tenancy, reference: string | undefined): string | undefined {
  if (reference === undefined) return undefined
  const group = tenancy.findOf('group', reference.toLowerCase())
  return group ? group.id : ownerIn(tenancy, reference).id
}

function visitor(text: string): { name: string; address: string } {
  const [, name, address] = /^(.*?)\s*<([^<>\s]+@[^<>\s]+)>$/.exec(text) ?? [undefined, text, text]
  if (!address?.includes('@')) throw new BadInput('`visitors` must be addresses, or `Name <address>`')
  return { name: name || address, address }
}

const attendee = (name: string, address: string, type: string): Json => ({ type, emailAddress: { name, address } })

const answered = ({ address, status }: { address: string; status: { response: string } }): Json => ({
  address,
  response: status.response,
})

function weekly(start: string, weeks: number): Json {
  return {
    pattern: { type: 'weekly', interval: 1, daysOfWeek: [weekdayOf(start.slice(0, 10))] },
    range: { type: 'numbered', startDate: start.slice(0, 10), numberOfOccurrences: weeks },
  }
}

function refusable<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof ExchangeRefusal ? new BadInput(error.message) : error
  }
}
