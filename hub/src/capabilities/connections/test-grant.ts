import type { z } from 'zod'
import { seconds } from '../../kernel/time.ts'
import {
  GraphFailure,
  graphClient,
  organizationTimed,
  PermissionMissing,
  type Refusal,
  TokenRejected,
  usageMeter,
} from '../../microsoft/index.ts'
import type { GrantTest } from './model.ts'
import type { OpenedGrant } from './open-grant.ts'
import { basePack, type PackName } from './packs.ts'
import type { ConnectionParts } from './parts.ts'
import { connectRefusal, reasonText } from './reasons.ts'
import { excessPermissions, missingPermissions } from './rules.ts'

type Step = z.input<typeof GrantTest>['token']

export interface TestedGrant {
  pack: PackName
  token: Step
  graph: Step
  roles: readonly string[]
  missing: readonly string[]
  excess: readonly string[]
  /** Microsoft's clock minus ours */
  clockSkewMs: number | null
  /** what the identity platform refused with, where it did */
  refusal: Refusal | undefined
}

const untried: Step = { ok: false, latencyMs: null, reason: null, detail: null, next: null }
const passed = (latencyMs: number): Step => ({ ...untried, ok: true, latencyMs })

/** Acquires a token anew and asks Graph one small thing with it, whatever is remembered about the grant. */
export async function testGrant(
  parts: ConnectionParts,
  pack: PackName,
  opened: OpenedGrant,
  packsBehind: readonly PackName[],
  signal: AbortSignal,
): Promise<TestedGrant> {
  const nothing = { pack, graph: untried, roles: [], missing: [], excess: [], clockSkewMs: null, refusal: undefined }
  if (opened.kind === 'closed') {
    const text = reasonText(opened.reason === 'pack_not_enabled' ? 'consent_pending' : opened.reason)
    return { ...nothing, token: { ...untried, reason: opened.reason, detail: text.sentence, next: text.next } }
  }
  const { registration, tenantId } = opened.grant
  const askedAt = parts.ports.clock.now().getTime()
  const answer = await parts.entra.clientCredentials(registration, tenantId, signal)
  const latencyMs = parts.ports.clock.now().getTime() - askedAt
  if (answer.kind === 'refused') {
    const { reason, sentence, next } = answer.refusal
    return { ...nothing, refusal: answer.refusal, token: { ok: false, latencyMs, reason, detail: sentence, next } }
  }
  const { roles, accessToken } = answer.token
  const graph = graphClient({
    cloud: parts.cloud,
    ports: parts.ports,
    tokens: { current: async () => accessToken, rejected: () => undefined },
    pacers: parts.pacers.of(registration.clientId, tenantId),
    urgency: 'interactive',
    meter: usageMeter(),
    timeoutMs: seconds(10),
    budgetMs: seconds(20),
  })
  const reached = await reachGraph(pack, () => organizationTimed(graph, { signal }))
  return {
    pack,
    token: passed(latencyMs),
    graph: reached.step,
    roles,
    missing: missingPermissions(pack, roles),
    excess: excessPermissions(packsBehind, roles),
    clockSkewMs: reached.serverTime === null ? null : reached.serverTime.getTime() - parts.ports.clock.now().getTime(),
    refusal: undefined,
  }
}

async function reachGraph(
  pack: PackName,
  read: () => Promise<{ elapsedMs: number; serverTime: Date | null }>,
): Promise<{ step: Step; serverTime: Date | null }> {
  try {
    const { elapsedMs, serverTime } = await read()
    return { step: passed(elapsedMs), serverTime }
  } catch (error) {
    // A pack that may not read the tenancy's name has reached Graph all the same: Graph said so.
    if (error instanceof PermissionMissing && pack !== basePack)
      return { step: { ...untried, ok: true }, serverTime: null }
    if (!(error instanceof GraphFailure)) throw error
    const next =
      error instanceof TokenRejected
        ? reasonText('token_rejected').next
        : error instanceof PermissionMissing
          ? connectRefusal('graph_refused').next
          : 'Test again in a minute.'
    return { step: { ...untried, reason: error.kind, detail: error.message, next }, serverTime: null }
  }
}
