import type { AccessToken } from '../identity-port.ts'
import type { Json, Kind, Properties } from '../world/model.ts'
import type { Random } from '../world/random.ts'
import type { Tenancy } from '../world/tenancy.ts'
import type { World } from '../world/world.ts'

/** A request to Graph, whether it came over the network or as one item of a batch. */
export interface GraphCall {
  readonly method: string
  /** Path and query below `/v1.0`, as sent. */
  readonly target: string
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string | undefined }
  readonly body: Json | undefined
  /** Scheme and host the caller used; links in the answer begin with it. */
  readonly origin: string
}

export interface GraphAnswer {
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  /** JSON; a text is sent as text/plain; undefined is an empty body. */
  readonly body: Json | { readonly text: string } | undefined
}

/** Everything that stands in a Graph collection by Graph's own type name; directory objects by their kind. */
export type ItemKind =
  | Kind
  | 'aadUserConversationMember'
  | 'attachment'
  | 'authenticationMethod'
  | 'authenticationMethodsPolicy'
  | 'authorizationPolicy'
  | 'calendar'
  | 'channel'
  | 'chat'
  | 'chatMessage'
  | 'columnDefinition'
  | 'conditionalAccessPolicy'
  | 'directoryAudit'
  | 'directoryRoleTemplate'
  | 'domain'
  | 'event'
  | 'identitySecurityDefaultsEnforcementPolicy'
  | 'licenseDetails'
  | 'list'
  | 'listItem'
  | 'namedLocation'
  | 'organization'
  | 'passwordAuthenticationMethod'
  | 'riskDetection'
  | 'riskyUser'
  | 'room'
  | 'roomList'
  | 'signIn'
  | 'site'
  | 'subscribedSku'
  | 'subscription'
  | 'team'
  | 'unifiedRoleAssignment'
  | 'unifiedRoleDefinition'
  | 'userRegistrationDetails'

/** Whatever stands in a Graph collection: a directory object, or a row of a report. */
export interface Item {
  readonly id: string
  readonly kind: ItemKind
  readonly properties: Properties
  /** What a relation leads to, of a thing that stands in no directory. */
  readonly related?: (relation: string) => Iterable<Item>
  /** Reads one property without the others, where that is less work. */
  read?(name: string): Json | undefined
}

/** A list with holes in which a page starts at a remembered position. */
export interface Sequence {
  readonly end: number
  at(position: number): Item | undefined
  /** How many items there are, when it is known without counting. */
  readonly size?: number
  /** The order in which the items stand by nature, when there is one. */
  readonly arrangedBy?: { readonly name: string; readonly descending: boolean }
}

/** One routed and authorised call, as an operation sees it. */
export interface GraphContext {
  readonly world: World
  readonly tenancy: Tenancy
  readonly token: AccessToken
  readonly call: GraphCall
  readonly route: string
  /** Path below `/v1.0`, without query. */
  readonly path: string
  readonly parameters: readonly string[]
  readonly query: ReadonlyMap<string, string>
  /** The type named by a cast segment, e.g. `/members/microsoft.graph.user`. */
  readonly cast: Kind | undefined
  /** Whether the path ended in `/$count`. */
  readonly countOnly: boolean
}

/** A call that changes something, with what a repeatable change may depend on. */
export interface WriteContext extends GraphContext {
  /** Depends on the seed and the place in the journal. */
  readonly random: Random
  /** The instant of the change, simulated epoch milliseconds. */
  readonly now: number
  /** What `prepare` of the route brought. */
  readonly prepared: Json | undefined
}

export function parameter(context: GraphContext, index = 0): string {
  return context.parameters[index] ?? ''
}

/** Whether the token holds this permission, as an app role or a delegated scope. */
export function holds(context: GraphContext, permission: string): boolean {
  return context.token.roles.includes(permission) || context.token.scopes.includes(permission)
}

/** An answer without a body. */
export function noContent(status = 204, headers: { readonly [name: string]: string } = {}): GraphAnswer {
  return { status, headers, body: undefined }
}
