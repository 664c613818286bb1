import { type Entity, type Json, textOf } from '../model.ts'
import type { Tenancy } from '../tenancy.ts'

/** Who made or changed something in SharePoint, as Graph's identitySet tells it. */
export interface SharePointIdentity {
  readonly kind: 'user' | 'application'
  /** Object id of the person, or application id; undefined for SharePoint's own account. */
  readonly id: string | undefined
  readonly displayName: string
  readonly email: string | null
  /** The id by which lookups name it: its row in the site's User Information List. */
  readonly lookupId: number
}

/** Accounts that every site knows besides people; their rows have the highest ids (sp-dev-docs: SPUser). */
const SHAREPOINT_APP = 1_073_741_822
const SYSTEM_ACCOUNT = 1_073_741_823

/** People's rows begin behind the ones that SharePoint makes for itself. */
const FIRST_PERSON = 10

/** Whoever made what was there from the beginning. */
export const SYSTEM: SharePointIdentity = {
  kind: 'user',
  id: undefined,
  displayName: 'System Account',
  email: null,
  lookupId: SYSTEM_ACCOUNT,
}

/** The row of the person at a place in the directory's list of people. */
export const lookupIdOf = (ordinal: number): number => ordinal + FIRST_PERSON

export function personIdentity(user: Entity): SharePointIdentity {
  return {
    kind: 'user',
    id: user.id,
    displayName: textOf(user, 'displayName') ?? '',
    email: textOf(user, 'mail'),
    lookupId: lookupIdOf(user.ordinal),
  }
}

export function applicationIdentity(tenancy: Tenancy, appId: string): SharePointIdentity {
  const principal = tenancy.findByKey('servicePrincipal', appId)
  const displayName = (principal && textOf(principal, 'displayName')) ?? 'SharePoint App'
  return { kind: 'application', id: appId, displayName, email: null, lookupId: SHAREPOINT_APP }
}

/** The person behind a lookup id; undefined when there is none. */
export function personOfLookup(tenancy: Tenancy, lookupId: number): Entity | undefined {
  const user = tenancy.store('user').at(lookupId - FIRST_PERSON)
  return user?.state === 'live' ? user : undefined
}

/** `createdBy` and `lastModifiedBy` (learn.microsoft.com/graph/api/resources/identityset). */
export function identitySet({ kind, id, displayName, email }: SharePointIdentity): { [name: string]: Json } {
  const identity = { ...(email === null ? {} : { email }), ...(id === undefined ? {} : { id }), displayName }
  return { [kind]: identity }
}
