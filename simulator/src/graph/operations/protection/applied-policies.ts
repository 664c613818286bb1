import { type Entity, type Json, textOf } from '../../../world/model.ts'
import { type PolicyResult, resultOf, type SignInFacts, textsIn } from '../../../world/protection/access-evaluation.ts'
import type { AccessObject } from '../../../world/protection/conditional-access.ts'
import { rolesOf } from '../../../world/protection/role-holders.ts'
import { deviceOf } from '../../../world/protection/sign-in-origin.ts'
import { groupsContaining } from '../../../world/reachable-groups.ts'
import type { SignIn } from '../../../world/sign-ins.ts'
import type { Tenancy } from '../../../world/tenancy.ts'

/** Refusals that conditional access is behind (learn.microsoft.com/entra/identity-platform/reference-error-codes). */
const BY_CONDITIONAL_ACCESS: ReadonlySet<number> = new Set([50076, 50079, 50158, 53000, 53001, 53002, 53003, 53004])

export interface AppliedPolicy {
  readonly policy: AccessObject
  readonly result: PolicyResult
}

/**
 * What the policies that were there at the time made of a sign-in, as they are worded today. Nothing for one that failed
 * before policies were asked, e.g. for its password.
 */
export function appliedPolicies(tenancy: Tenancy, entry: SignIn, user: Entity, isSuspicious: boolean): AppliedPolicy[] {
  if (entry.errorCode !== 0 && !BY_CONDITIONAL_ACCESS.has(entry.errorCode)) return []
  const facts = factsOf(tenancy, entry, user, isSuspicious)
  return [...tenancy.protection.access.policies.values()]
    .filter(({ properties }) => Date.parse(String(properties.createdDateTime)) <= entry.at)
    .map((policy) => ({ policy, result: resultOf(policy, facts) }))
}

/** `conditionalAccessStatus` of a sign-in. */
export function accessStatus(entry: SignIn, applied: readonly AppliedPolicy[]): 'success' | 'failure' | 'notApplied' {
  if (BY_CONDITIONAL_ACCESS.has(entry.errorCode)) return 'failure'
  return applied.some(({ result }) => result === 'success') ? 'success' : 'notApplied'
}

/** learn.microsoft.com/graph/api/resources/appliedconditionalaccesspolicy. */
export function appliedItem({ policy: { id, properties }, result }: AppliedPolicy): Json {
  const grant = properties.grantControls
  const controls = typeof grant === 'object' && grant !== null && !Array.isArray(grant) ? grant : {}
  return {
    displayName: String(properties.displayName),
    enforcedGrantControls: textsIn(controls, 'builtInControls').map((name) => CONTROLS[name] ?? name),
    enforcedSessionControls: [],
    id,
    result,
  }
}

/** As the log spells them, with capitals. */
const CONTROLS: { readonly [control: string]: string } = {
  block: 'Block',
  compliantDevice: 'RequireCompliantDevice',
  domainJoinedDevice: 'RequireDomainJoinedDevice',
  mfa: 'Mfa',
  passwordChange: 'PasswordChange',
}

/** Whether a sign-in came by a protocol that knows a password only: refused ones without a page did. */
export const isLegacy = (entry: SignIn) => entry.errorCode === 53003 && !entry.interactive

function factsOf(tenancy: Tenancy, entry: SignIn, user: Entity, isSuspicious: boolean): SignInFacts {
  return {
    userId: user.id,
    isGuest: user.properties.userType === 'Guest',
    groupIds: () => new Set([...groupsContaining(tenancy, user)].map(({ id }) => id)),
    roleTemplateIds: () => templatesOf(tenancy, rolesOf(tenancy, user)),
    appId: entry.appId,
    clientAppType: isLegacy(entry)
      ? 'exchangeActiveSync'
      : entry.interactive
        ? 'browser'
        : 'mobileAppsAndDesktopClients',
    deviceIsCompliant: deviceOf(entry.id).isCompliant,
    usedMfa: entry.errorCode === 0 && tenancy.protection.methods.of(user).some(({ kind }) => SECOND_FACTORS.has(kind)),
    isInTrustedPlace: !isSuspicious,
    wasLetIn: entry.errorCode === 0,
  }
}

const SECOND_FACTORS: ReadonlySet<string> = new Set([
  'fido2AuthenticationMethod',
  'microsoftAuthenticatorAuthenticationMethod',
  'phoneAuthenticationMethod',
  'softwareOathAuthenticationMethod',
  'windowsHelloForBusinessAuthenticationMethod',
])

function templatesOf(tenancy: Tenancy, names: ReadonlySet<string>): ReadonlySet<string> {
  const roles = [...tenancy.store('directoryRole')].filter((role) => names.has(textOf(role, 'displayName') ?? ''))
  return new Set(roles.map((role) => textOf(role, 'roleTemplateId') ?? ''))
}
