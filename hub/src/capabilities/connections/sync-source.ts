import { AtriumError } from '../../kernel/errors.ts'
import {
  type ClientCredentialsResult,
  type GraphClient,
  grantTokens,
  graphClient,
  type Meter,
  refusal,
} from '../../microsoft/index.ts'
import { noteOutcome, type Outcome } from './note.ts'
import { type OpenGrant, openGrant } from './open-grant.ts'
import { basePack, type PackName } from './packs.ts'
import type { ConnectionParts } from './parts.ts'
import { reasonText } from './reasons.ts'
import { noteRoles } from './sql/note-roles.ts'
import { storedConnection } from './stored.ts'
import { lookAfterIfDue } from './subscriptions/due.ts'

/** A connection as whoever reads through it needs it. */
export type OpenedConnection =
  | {
      kind: 'ready'
      scheduleMinutes: number
      guard: { atLeast: number; percent: number }
      /** a reader for a pack, counted by the caller's meter; undefined where the pack is not enabled or is closed */
      graph(pack: PackName, meter: Meter): GraphClient | undefined
      /** the application permissions that the pack's grant was last seen to hold */
      roles(pack: PackName): readonly string[]
      /** tells how many people the tenancy has: Microsoft's limit, and so the pace, follows from it */
      sized(people: number): void
    }
  | { kind: 'closed'; reason: string; detail: string }

export interface ConnectionReader {
  /** why the connection cannot be read now, or everything needed to read it; no remote call */
  open(organisationId: string, connectionId: string): Promise<OpenedConnection>
  /** what a run met: the connection's state follows from it */
  note(organisationId: string, connectionId: string, outcome: Outcome): Promise<void>
}

export function connectionReader(parts: ConnectionParts): ConnectionReader {
  return {
    async open(organisationId, connectionId) {
      const { stored, base, grants } = await openAll(parts, organisationId, connectionId)
      if (base.kind === 'closed' && base.reason === 'credential_missing')
        await noteAll(parts, organisationId, connectionId, {
          kind: 'credential_refused',
          pack: basePack,
          refusal: refusal('credential_missing'),
        })
      if (base.kind === 'closed') {
        const reason = base.reason === 'pack_not_enabled' ? 'consent_pending' : base.reason
        const { sentence, next } = reasonText(reason)
        return { kind: 'closed', reason, detail: `${sentence} ${next}` }
      }
      return {
        kind: 'ready',
        scheduleMinutes: stored.row.schedule_minutes,
        guard: { atLeast: stored.row.guard_at_least, percent: stored.row.guard_percent },
        graph(pack, meter) {
          const grant = grants.get(pack)
          return grant && clientOf(parts, organisationId, connectionId, grant, meter)
        },
        roles: (pack) => grants.get(pack)?.roles ?? [],
        sized(people) {
          for (const { tenantId } of grants.values()) parts.pacers.sized(tenantId, people)
        },
      }
    },
    note: (organisationId, connectionId, outcome) => noteAll(parts, organisationId, connectionId, outcome),
  }
}

/** What was met, with the news and the audit entry that follow from it. */
const noteAll = (
  parts: ConnectionParts,
  organisationId: string,
  connectionId: string,
  outcome: Outcome,
): Promise<void> =>
  parts.transact(organisationId, async (transaction) => {
    for (const news of await noteOutcome(transaction, connectionId, outcome, parts.clock.now())) {
      await transaction.emit(news)
      await parts.auditOwnDeed(transaction, {
        operation: news.name,
        subject: { type: 'connection', id: connectionId },
        outcome: 'refused',
        reason: String(news.payload.reason),
        facts: { pack: String(news.payload.pack) },
      })
    }
    if (outcome.kind === 'read') await lookAfterIfDue(parts, transaction, connectionId)
  })

function openAll(parts: ConnectionParts, organisationId: string, connectionId: string) {
  return parts.database.read({ organisationId }, async (reader) => {
    const stored = await storedConnection(reader, connectionId)
    const base = await openGrant(parts, reader, organisationId, stored, basePack)
    const grants = new Map<PackName, OpenGrant>()
    for (const { pack } of stored.grants) {
      const opened = await openGrant(parts, reader, organisationId, stored, pack)
      if (opened.kind === 'open') grants.set(pack, opened.grant)
    }
    return { stored, base, grants }
  })
}

function clientOf(
  parts: ConnectionParts,
  organisationId: string,
  connectionId: string,
  { pack, registration, tenantId, tokenKey }: OpenGrant,
  meter: Meter,
): GraphClient {
  const fetchToken = () => freshToken(parts, organisationId, connectionId, pack)
  return graphClient({
    cloud: parts.cloud,
    ports: parts.ports,
    tokens: grantTokens({ cache: parts.tokens, ports: parts.ports }, tokenKey, fetchToken),
    pacers: parts.pacers.of(registration.clientId, tenantId),
    urgency: 'bulk',
    meter,
  })
}

/**
 * Reads the grant anew for each token, so that a run that is under way stops at the next one once the connection is revoked. What the token
 * holds is kept when it has changed.
 */
async function freshToken(
  parts: ConnectionParts,
  organisationId: string,
  connectionId: string,
  pack: PackName,
): Promise<ClientCredentialsResult> {
  const { grants } = await openAll(parts, organisationId, connectionId).catch((error: unknown) => {
    if (error instanceof AtriumError && error.code === 'not_found') return { grants: new Map<PackName, OpenGrant>() }
    throw error
  })
  const grant = grants.get(pack)
  if (!grant) return { kind: 'refused', refusal: refusal('credential_missing') }
  const result = await parts.entra.clientCredentials(grant.registration, grant.tenantId)
  if (result.kind === 'token' && !sameRoles(result.token.roles, grant.roles)) {
    const { roles } = result.token
    await parts.database.write({ organisationId }, (writer) =>
      writer.run(noteRoles, { connectionId, pack, roles, now: parts.clock.now() }),
    )
  }
  return result
}

const sameRoles = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((role) => other.includes(role))
