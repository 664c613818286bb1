import { type PackName, packs } from './packs.ts'
import type { ReasonCode } from './reasons.ts'

/** What is known of one grant. */
export interface GrantFacts {
  pack: PackName
  /** application permissions in the last token */
  roles: readonly string[]
  credentialExpiresAt: Date | null
  /** the closed reason of Microsoft's last refusal that does not pass by itself; null where it last said yes */
  refusedReason: ReasonCode | null
  /** what Graph refused to give although the token came */
  deniedResources: readonly string[]
}

export interface ConnectionFacts {
  /** whether a tenancy was ever proved */
  bound: boolean
  firstImportedAt: Date | null
  revokedAt: Date | null
  grants: readonly GrantFacts[]
}

export type State = 'pending_consent' | 'importing' | 'connected' | 'degraded' | 'needs_reauthorization' | 'revoked'

export interface Why {
  code: ReasonCode
  pack: PackName | null
}

const expiresSoonMs = 30 * 86_400_000

/**
 * Where a connection stands, and why. The base pack decides whether anything works; what befalls another pack only degrades.
 * A credential that ends soon is a reason that changes no state.
 */
export function standing(facts: ConnectionFacts, now: Date): { state: State; reasons: Why[] } {
  if (facts.revokedAt) return { state: 'revoked', reasons: [{ code: 'revoked', pack: null }] }
  const base = facts.grants.find(({ pack }) => pack === 'directory-read')
  if (!facts.bound || !base) return { state: 'pending_consent', reasons: [{ code: 'consent_pending', pack: null }] }
  const problems = facts.grants.flatMap((grant) => troubles(grant, now))
  const soon = facts.grants.filter((grant) => endsSoon(grant, now))
  const reasons = [...problems, ...soon.map(({ pack }): Why => ({ code: 'credential_expires_soon', pack }))]
  if (closedBecause(base, now)) return { state: 'needs_reauthorization', reasons }
  if (!facts.firstImportedAt) return { state: 'importing', reasons }
  return { state: problems.length > 0 ? 'degraded' : 'connected', reasons }
}

/** Why a grant must not be used until a person has acted; undefined where it may be. */
export function closedBecause(grant: GrantFacts, now: Date): ReasonCode | undefined {
  if (grant.refusedReason) return grant.refusedReason
  return ended(grant, now) ? 'credential_expired' : undefined
}

function troubles(grant: GrantFacts, now: Date): Why[] {
  const closed = closedBecause(grant, now)
  if (closed) return [{ code: closed, pack: grant.pack }]
  const lacks = missingPermissions(grant.pack, grant.roles).length > 0 || grant.deniedResources.length > 0
  return lacks ? [{ code: 'permissions_missing', pack: grant.pack }] : []
}

const ended = ({ credentialExpiresAt }: GrantFacts, now: Date): boolean =>
  credentialExpiresAt !== null && credentialExpiresAt <= now

const endsSoon = (grant: GrantFacts, now: Date): boolean =>
  grant.credentialExpiresAt !== null &&
  !ended(grant, now) &&
  grant.credentialExpiresAt.getTime() - now.getTime() <= expiresSoonMs

/** How a permission of a pack stands, given what a token holds. */
export function permissionStatus(
  need: { permission: string; coveredBy: readonly string[] },
  roles: readonly string[],
): 'granted' | 'covered' | 'missing' {
  if (roles.includes(need.permission)) return 'granted'
  return need.coveredBy.some((wider) => roles.includes(wider)) ? 'covered' : 'missing'
}

/** The pack's permissions that a token with these roles can do without in no way. */
export const missingPermissions = (pack: PackName, roles: readonly string[]): string[] =>
  packs[pack].permissions
    .filter((need) => permissionStatus(need, roles) === 'missing')
    .map(({ permission }) => permission)

/** What a token holds that none of these packs needs: neither asked for, nor standing in for something that is. */
export function excessPermissions(enabled: readonly PackName[], roles: readonly string[]): string[] {
  const needs = enabled.flatMap((pack) => packs[pack].permissions)
  const useful = (role: string) =>
    needs.some(
      (need) =>
        need.permission === role ||
        (need.coveredBy.some((wider) => wider === role) && !roles.includes(need.permission)),
    )
  const used = enabled.flatMap((pack) => packs[pack].usesIfGranted ?? [])
  return roles.filter((role) => !useful(role) && !used.includes(role))
}

/**
 * Template ids of the roles whose holder may consent to application permissions of Graph:
 * learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference.
 */
export const administratorRoles = {
  globalAdministrator: '62e90394-69f5-4237-9190-012177145e10',
  privilegedRoleAdministrator: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
} as const

export const isAdministrator = (roleTemplateIds: readonly string[]): boolean =>
  Object.values(administratorRoles).some((role) => roleTemplateIds.includes(role))

/**
 * Whether an organisation may bind a tenancy.
 * @param holders the organisations that have bound it, the first one first
 * @param agreed whether the first holder's owner agreed to this very organisation
 */
export function binding(
  holders: readonly string[],
  organisationId: string,
  agreed: boolean,
): { may: true } | { may: false; ask: string } {
  const [first] = holders
  if (first === undefined || holders.includes(organisationId) || agreed) return { may: true }
  return { may: false, ask: first }
}
