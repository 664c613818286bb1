import type { Mailbox } from '../../../world/exchange/mailbox.ts'
import { ExchangeRefusal, failedValidation } from '../../../world/exchange/refusal.ts'
import { checkWindow, scheduleOf, type Window } from '../../../world/exchange/schedule.ts'
import { instantOf, readZonedTime } from '../../../world/exchange/time-zone.ts'
import { isObject, type Json } from '../../../world/model.ts'
import type { GraphAnswer, GraphContext } from '../../call.ts'
import { OUTLOOK } from '../../limits.ts'
import { contextUrl } from '../../listing.ts'
import type { Route } from '../../route.ts'
import { mailboxRead } from './mailbox-route.ts'
import { preferencesOf } from './preferences.ts'

const DEFAULT_INTERVAL = 30

/** Parameter names are taken in any case, as OData actions take them here. */
function parametersOf(body: Json | undefined): { [name: string]: Json } {
  const given: { [name: string]: Json } = {}
  if (isObject(body)) for (const [name, value] of Object.entries(body)) given[name.toLowerCase()] = value
  return given
}

function getSchedule(context: GraphContext, own: Mailbox): GraphAnswer {
  const { zone, headers } = preferencesOf(context)
  const given = parametersOf(context.call.body)
  const schedules = Array.isArray(given.schedules) ? given.schedules.map(String) : []
  if (schedules.length === 0) throw failedValidation()
  if (schedules.length > OUTLOOK.schedules)
    throw new ExchangeRefusal(
      400,
      'ErrorMailboxDataArrayTooBig',
      `There are too many mailboxes in the request: at most ${OUTLOOK.schedules}.`,
    )
  const interval =
    typeof given.availabilityviewinterval === 'number' ? given.availabilityviewinterval : DEFAULT_INTERVAL
  const from = instantOf(readZonedTime(given.starttime, 'StartTime'))
  const window = { from, to: instantOf(readZonedTime(given.endtime, 'EndTime')), interval }
  checkWindow(window)
  const body = {
    '@odata.context': contextUrl(context, 'Collection(microsoft.graph.scheduleInformation)'),
    value: schedules.map((address) => one(context, own, address, window, zone)),
  }
  return { status: 200, headers, body }
}

/** An application sees subjects; a person sees of others only when they are free, as calendars are shared by default. */
function one({ tenancy, token }: GraphContext, own: Mailbox, address: string, window: Window, zone: string): Json {
  const owner = tenancy.exchange.find(address)
  if (owner === undefined || owner === 'noMailbox') {
    const message = `Unable to resolve e-mail address ${address} to an Active Directory object.`
    return { scheduleId: address, error: { message, responseCode: '5009' } }
  }
  const detailed = token.isAppOnly || owner.id === own.owner.id
  return scheduleOf(address, tenancy.exchange.mailbox(owner), window, zone, detailed)
}

/** learn.microsoft.com/graph/api/calendar-getschedule */
export const scheduleRoutes: readonly Route[] = [
  mailboxRead({ method: 'POST', template: '/users/{user-id}/calendar/getSchedule', answer: getSchedule }),
]
