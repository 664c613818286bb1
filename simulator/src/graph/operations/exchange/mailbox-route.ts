import type { Mailbox } from '../../../world/exchange/mailbox.ts'
import type { MailboxOwner } from '../../../world/exchange/owner.ts'
import { ExchangeRefusal, itemNotFound } from '../../../world/exchange/refusal.ts'
import { type Work, workOf } from '../../../world/exchange/work.ts'
import { type GraphAnswer, type GraphContext, parameter, type WriteContext } from '../../call.ts'
import { denied, GraphError } from '../../errors.ts'
import { acceptedPermissions } from '../../permissions.ts'
import type { Accepted, ReadRoute, Route, WriteRoute } from '../../route.ts'
import { preferencesOf } from './preferences.ts'

interface ReadGiven extends Pick<ReadRoute, 'method' | 'template' | 'response'> {
  readonly permissions?: Accepted
  readonly answer: (context: GraphContext, mailbox: Mailbox) => GraphAnswer
}

interface WriteGiven extends Pick<WriteRoute, 'method' | 'template' | 'response' | 'request'> {
  readonly permissions?: Accepted
  readonly write: (context: WriteContext, mailbox: Mailbox, work: Work) => GraphAnswer
}

/** A read below `/users/{user-id}` that Exchange answers: who the mailbox is of, and whether the caller may. */
export function mailboxRead(given: ReadGiven): Route {
  const accepted = acceptedPermissions(given.method, given.template, given.permissions)
  return {
    ...given,
    service: 'exchange',
    otherwiseAllowed: (context) => roleInExchange(context, accepted),
    answer: (context) => inExchange(() => given.answer(context, mailboxOf(context, accepted))),
  }
}

/** Likewise an operation that changes something in a mailbox. */
export function mailboxWrite(given: WriteGiven): Route {
  const accepted = acceptedPermissions(given.method, given.template, given.permissions)
  return {
    ...given,
    service: 'exchange',
    otherwiseAllowed: (context) => roleInExchange(context, accepted),
    write: (context) =>
      inExchange(() => {
        const mailbox = mailboxOf(context, accepted)
        // Whatever is wrong with how the answer is wanted has to be said before anything changes.
        preferencesOf(context)
        return given.write({ ...context, query: NO_OPTIONS }, mailbox, workOf(context))
      }),
  }
}

/** Query options of reads mean nothing to a change. */
const NO_OPTIONS: ReadonlyMap<string, string> = new Map()

/** Lets Exchange's refusals be Graph's errors. */
export function inExchange<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw error instanceof ExchangeRefusal ? new GraphError(error.status, error.code, error.message) : error
  }
}

/** Whether a role inside Exchange lets an application in whose token has no permission (RBAC for Applications). */
function roleInExchange(context: GraphContext, accepted: Accepted | undefined): string | undefined {
  const { tenancy, token } = context
  const owner = tenancy.exchange.find(parameter(context))
  if (!token.isAppOnly || !owner || owner === 'noMailbox') return undefined
  const role = tenancy.exchange.access.roleFor(token.appId, accepted?.application ?? [], owner)
  return role && `Application ${role.permission}`
}

function mailboxOf(context: GraphContext, accepted: Accepted | undefined): Mailbox {
  const { tenancy, token } = context
  const reference = parameter(context)
  const owner = tenancy.exchange.find(reference)
  if (owner === undefined) throw unknownUser(reference)
  if (owner === 'noMailbox')
    throw new GraphError(
      404,
      'MailboxNotEnabledForRESTAPI',
      'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
    )
  if (!token.isAppOnly) refuseStranger(context, owner)
  else if (tenancy.exchange.access.blocks(token.appId, owner) && !roleInExchange(context, accepted))
    throw new GraphError(
      403,
      'ErrorAccessDenied',
      'Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.',
    )
  return tenancy.exchange.mailbox(owner)
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function unknownUser(reference: string): GraphError {
  return GUID.test(reference)
    ? new GraphError(404, 'ResourceNotFound', 'Resource could not be discovered.')
    : new GraphError(404, 'ErrorInvalidUser', `The requested user '${reference}' is invalid.`)
}

/**
 * A person reaches their own mailbox. With a `.Shared` permission another one is asked, where nothing is shared with
 * them (graph/outlook-get-shared-events-calendars).
 */
function refuseStranger({ token }: GraphContext, owner: MailboxOwner): void {
  if (owner.id === token.userObjectId) return
  throw token.scopes.some((scope) => scope.endsWith('.Shared')) ? itemNotFound() : denied('exchange')
}
