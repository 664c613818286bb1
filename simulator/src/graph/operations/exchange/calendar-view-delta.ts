import { type CalendarItem, type Instance, instancesBetween, single } from '../../../world/exchange/calendar-item.ts'
import { eventBody, idOf, occurrenceBody } from '../../../world/exchange/event-view.ts'
import { calendarIdOf, type Mailbox } from '../../../world/exchange/mailbox.ts'
import { ExchangeRefusal } from '../../../world/exchange/refusal.ts'
import type { Json } from '../../../world/model.ts'
import type { GraphAnswer, GraphContext } from '../../call.ts'
import { OUTLOOK } from '../../limits.ts'
import { contextUrl } from '../../listing.ts'
import { OpaqueTokens } from '../../opaque.ts'
import type { Route } from '../../route.ts'
import { READ_CALENDARS } from './calendar-permissions.ts'
import { eventViewOf } from './event-list.ts'
import { calendarIn } from './events.ts'
import { mailboxRead } from './mailbox-route.ts'
import { preferencesOf } from './preferences.ts'
import { type TimeWindow, timeWindowOf } from './time-window.ts'

/** Where a round stands. The window is fixed at the first call and travels in the token. */
interface Round extends TimeWindow {
  readonly calendarId: string
  /** The changes since this one; undefined for the first round, which tells everything. */
  readonly since: number | undefined
  /** How many changes there were when the round began: where the next one goes on. */
  readonly until: number
  /** How much of it was told. */
  readonly skip: number
}

type Told = { [name: string]: Json }

/** Events of a window as they change: learn.microsoft.com/graph/api/event-delta. */
function delta(context: GraphContext, mailbox: Mailbox, calendarId: string): GraphAnswer {
  refuseOptions(context)
  const preferences = preferencesOf(context)
  const round = roundOf(context, mailbox, calendarId)
  const view = eventViewOf(context, preferences)
  const show = (one: Instance) => (one.type === 'occurrence' ? occurrenceBody(one, view) : whole(eventBody(one, view)))
  const told = round.since === undefined ? firstRound(mailbox, round, show) : changesRound(mailbox, round, show)
  const size = preferences.pageSize ?? OUTLOOK.defaultSize
  const last = round.skip + size >= told.length
  const token = last
    ? seal(context, mailbox, { ...round, since: round.until, skip: 0 })
    : seal(context, mailbox, { ...round, skip: round.skip + size })
  const link = `${context.call.origin}/v1.0${context.path}?${last ? '$deltatoken' : '$skiptoken'}=${token}`
  const body = {
    '@odata.context': contextUrl(context, 'Collection(event)'),
    [last ? '@odata.deltaLink' : '@odata.nextLink']: link,
    value: told.slice(round.skip, round.skip + size),
  }
  return { status: 200, headers: preferences.headers, body }
}

function whole({ singleValueExtendedProperties, cancelledOccurrences, ...event }: Told): Told {
  return { '@odata.type': '#microsoft.graph.event', ...event }
}

/** A series is told before its occurrences. */
function standing(item: CalendarItem | undefined, { from, to, calendarId }: Round): Instance[] {
  if (item?.calendarId !== calendarId) return []
  const instances = instancesBetween(item, from, to)
  return item.recurrence && instances.length > 0 ? [single(item), ...instances] : instances
}

function firstRound(mailbox: Mailbox, round: Round, show: (one: Instance) => Told): Told[] {
  return [...mailbox.items].flatMap((item) => standing(item, round)).map(show)
}

/** What of the changed items stands in the window now, and what stood there and does no more. */
function changesRound(mailbox: Mailbox, round: Round, show: (one: Instance) => Told): Told[] {
  const changed = mailbox.changedSince(round.since ?? 0, round.until)
  if (!changed)
    throw new ExchangeRefusal(
      410,
      'SyncStateNotFound',
      'The sync state generation is not found. The delta token is expired and data must be synchronized again.',
    )
  return [...changed].flatMap(([id, before]) => {
    const now = standing(mailbox.item(id), round)
    const there = new Set(now.map(idOf))
    const gone = standing(before, round)
      .map(idOf)
      .filter((one) => !there.has(one))
    return [...now.map(show), ...gone.map((one): Told => ({ id: one, '@removed': { reason: 'deleted' } }))]
  })
}

function roundOf(context: GraphContext, mailbox: Mailbox, calendarId: string): Round {
  const token = context.query.get('$skiptoken') ?? context.query.get('$deltatoken')
  if (token === undefined)
    return { ...timeWindowOf(context.query), calendarId, since: undefined, until: mailbox.changes, skip: 0 }
  const content = new OpaqueTokens(context.world.seed).open(token)
  const [from, to, until, skip] = Array.isArray(content?.p) ? content.p.filter((n) => typeof n === 'number') : []
  if (
    content?.o !== mailbox.owner.id ||
    content.c !== calendarId ||
    from === undefined ||
    to === undefined ||
    until === undefined ||
    skip === undefined
  )
    throw new ExchangeRefusal(400, 'ErrorInvalidSyncStateData', 'The sync state data is corrupt or otherwise invalid.')
  const since = typeof content.s === 'number' ? content.s : undefined
  const goesOn = context.query.has('$deltatoken')
  return { from, to, calendarId, since, until: goesOn ? mailbox.changes : until, skip }
}

function seal({ world }: GraphContext, { owner }: Mailbox, round: Round): string {
  const { from, to, calendarId, since, until, skip } = round
  const content = { o: owner.id, c: calendarId, p: [from, to, until, skip], s: since ?? null }
  return new OpaqueTokens(world.seed).seal(content)
}

const REFUSED = ['$select', '$filter', '$orderby', '$expand', '$search', '$top']

function refuseOptions({ query }: GraphContext): void {
  const refused = REFUSED.filter((name) => query.has(name))
  if (refused.length === 0) return
  throw new ExchangeRefusal(
    400,
    'ErrorInvalidUrlQuery',
    `The following parameters are not supported with change tracking over the 'CalendarView' resource: '${refused.join(', ')}'.`,
  )
}

/** Change tracking of a calendarView. */
export const calendarViewDeltaRoutes: readonly Route[] = [
  mailboxRead({
    method: 'GET',
    template: '/users/{user-id}/calendarView/delta',
    answer: (context, mailbox) => delta(context, mailbox, calendarIdOf(mailbox.owner)),
  }),
  mailboxRead({
    method: 'GET',
    template: '/users/{user-id}/calendars/{calendar-id}/calendarView/delta',
    permissions: READ_CALENDARS,
    response: '#/$defs/microsoft.graph.event!delta',
    answer: (context, mailbox) => delta(context, mailbox, calendarIn(context, mailbox)),
  }),
]
