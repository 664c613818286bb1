import { seconds } from '../../../kernel/time.ts'
import {
  type AppRegistration,
  type AppToken,
  type GraphClient,
  GraphFailure,
  graphClient,
  microsoftError,
  organization,
  PermissionMissing,
  refusedByMicrosoft,
  usageMeter,
  userDirectoryRoles,
} from '../../../microsoft/index.ts'
import { basePack, type PackName } from '../packs.ts'
import type { ConnectionParts } from '../parts.ts'
import type { ConnectRefusal } from '../reasons.ts'
import { isAdministrator, missingPermissions } from '../rules.ts'

export interface Tenancy {
  tenantId: string
  displayName: string | null
  defaultDomain: string | null
}

export type Proof =
  | { kind: 'proved'; tenancy: Tenancy; roles: readonly string[] }
  | { kind: 'refused'; reason: ConnectRefusal }

/**
 * After a consent, the token endpoint may know the application only some seconds later, and a token's roles may come later still.
 * learn.microsoft.com does not say how long; these waits are ours.
 */
const waits = [seconds(1), seconds(2), seconds(3), seconds(4)]
const comesLater: ReadonlySet<string> = new Set(['consent_missing', 'application_removed'])

interface Claim {
  pack: PackName
  /** the application that consent was asked for */
  registration: AppRegistration
  /** the tenancy of the person who signed in */
  tenantId: string
  /** that person's object id */
  objectId: string
  /** with which the person's roles are read; the pack's own application where this is the base pack */
  prover: AppRegistration
}

/**
 * Proves a consent: a token of the person's own tenancy, and by it that the person holds an administrator role there. The redirect
 * proved nothing, and the token alone would not either: every tenancy that ever consented yields one to everybody here.
 *
 * @throws AtriumError `microsoft_unavailable` where it may work by itself later; nothing was used up then
 */
export async function proveConsent(parts: ConnectionParts, claim: Claim, signal: AbortSignal): Promise<Proof> {
  for (let tries = 0; ; tries++) {
    const wait = waits[tries]
    const outcome = await proveOnce(parts, claim, wait === undefined, signal)
    if (outcome !== 'later' || wait === undefined) return outcome === 'later' ? refused('graph_refused') : outcome
    await parts.ports.sleep(wait, signal)
  }
}

async function proveOnce(
  parts: ConnectionParts,
  { pack, registration, tenantId, objectId, prover }: Claim,
  last: boolean,
  signal: AbortSignal,
): Promise<Proof | 'later'> {
  const answer = await parts.entra.clientCredentials(registration, tenantId, signal)
  if (answer.kind === 'refused') {
    const { refusal } = answer
    if (!last && (refusal.again === 'retry' || comesLater.has(refusal.reason))) return 'later'
    if (refusal.again === 'retry') throw refusedByMicrosoft(refusal)
    return refused(refusal.reason)
  }
  const { token } = answer
  if (!last && missingPermissions(pack, token.roles).length > 0) return 'later'
  const proving = pack === basePack ? answer : await parts.entra.clientCredentials(prover, tenantId, signal)
  if (proving.kind === 'refused') return refused(proving.refusal.reason)
  try {
    const graph = graphOfToken(parts, proving.token)
    const tenancy = await tenancyOf(graph, signal)
    if (tenancy.tenantId !== tenantId) return refused('tenancy_mismatch')
    const administrates = isAdministrator(await userDirectoryRoles(graph, objectId, { signal }))
    return administrates ? { kind: 'proved', tenancy, roles: token.roles } : refused('not_administrator')
  } catch (error) {
    if (error instanceof PermissionMissing) return 'later'
    throw inOurWords(error)
  }
}

export const refused = (reason: ConnectRefusal): { kind: 'refused'; reason: ConnectRefusal } => ({
  kind: 'refused',
  reason,
})

/** Graph with one token in hand; where it is not accepted there is no other. */
export const graphOfToken = (parts: ConnectionParts, token: AppToken): GraphClient =>
  graphClient({
    cloud: parts.cloud,
    ports: parts.ports,
    tokens: { current: async () => token.accessToken, rejected: () => undefined },
    pacers: parts.pacers.of(token.clientId, token.tenantId),
    urgency: 'interactive',
    meter: usageMeter(),
    timeoutMs: seconds(20),
    budgetMs: seconds(40),
  })

export async function tenancyOf(graph: GraphClient, signal: AbortSignal): Promise<Tenancy> {
  const { id, displayName, verifiedDomains } = await organization(graph, { signal })
  const domain = verifiedDomains?.find(({ isDefault }) => isDefault) ?? verifiedDomains?.[0]
  return { tenantId: id.toLowerCase(), displayName: displayName ?? null, defaultDomain: domain?.name ?? null }
}

/** Graph's failures as this program's errors; anything else as it is. */
export const inOurWords = (error: unknown): unknown =>
  error instanceof GraphFailure ? (microsoftError(error) ?? error) : error
