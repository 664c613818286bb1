import { days } from '../../../kernel/time.ts'
import type { Credential } from '../../../microsoft/index.ts'
import type { CommandContext } from '../../../operation/context.ts'
import { connectionNews, newsOf } from '../events.ts'
import type { ConnectionStep } from '../model.ts'
import { basePack, type PackName } from '../packs.ts'
import { type ConnectionParts, sameKey, tenancyKeyOf } from '../parts.ts'
import { type ConnectRefusal, connectRefusal } from '../reasons.ts'
import { binding, missingPermissions } from '../rules.ts'
import { places, sealCredential } from '../sealed.ts'
import { bindTenancy } from '../sql/bind-tenancy.ts'
import { deleteGrants } from '../sql/delete-grants.ts'
import { insertRequest } from '../sql/insert-request.ts'
import { lockTenancy } from '../sql/lock-tenancy.ts'
import { lookUpTenancy } from '../sql/look-up-tenancy.ts'
import { openRequest } from '../sql/open-request.ts'
import { putGrant } from '../sql/put-grant.ts'
import { setTenancy } from '../sql/set-tenancy.ts'
import { useRequest } from '../sql/use-request.ts'
import { grantOf, type Stored, storedConnection } from '../stored.ts'
import type { Tenancy } from './prove.ts'

/** What was proved about a tenancy, ready to be recorded. */
export interface Proved {
  connectionId: string
  way: 'admin_consent' | 'own_registration'
  tenancy: Tenancy
  /** who was proved to ask, as the tenancy's administrator will recognise them */
  administrator: string
  grants: {
    pack: PackName
    clientId: string
    /** undefined where it is the installation's, which is not ours to keep here */
    credential: Credential | undefined
    credentialExpiresAt: Date | null
    roles: readonly string[]
  }[]
}

const requestLives = days(14)

/**
 * Binds the tenancy to the organisation and keeps its grants, or asks the organisation that holds it. One at a time for a
 * tenancy, so that of two organisations at once one is first.
 */
export async function settle(parts: ConnectionParts, context: CommandContext, proved: Proved): Promise<ConnectionStep> {
  const { transaction, organisationId, clock } = context
  const { connectionId } = proved
  const now = clock.now()
  const tenancyKey = tenancyKeyOf(parts, proved.tenancy.tenantId)
  await transaction.run(lockTenancy, { tenancyKey })
  const before = await storedConnection(transaction, connectionId)
  if (before.row.tenancy_key && !sameKey(before.row.tenancy_key, tenancyKey))
    return refusal('wrong_tenancy', connectionId)
  // a further pack stands on the base pack; it may have been revoked while Microsoft's page was open
  const base =
    proved.grants.some(({ pack }) => pack === basePack) || (!before.row.revoked_at && grantOf(before, basePack))
  if (!base) return refusal('consent_missing', connectionId)

  const holders = (await transaction.rows(lookUpTenancy, { tenancyKey })).map((row) => row.organisation_id)
  const asked = await transaction.first(openRequest, { tenancyKey, now })
  const agreed = asked?.state === 'agreed' && asked.holder_organisation_id === holders[0]
  const verdict = binding(holders, organisationId, agreed)
  if (!verdict.may) return ask(context, proved, { tenancyKey, holder: verdict.ask, state: asked?.state })
  if (asked && agreed) await transaction.run(useRequest, { tenancyRequestId: asked.tenancy_request_id })

  await transaction.run(bindTenancy, { connectionId, tenancyKey, now })
  await transaction.run(setTenancy, {
    connectionId,
    way: proved.way,
    tenancyKey,
    sealedTenantId: await parts.vault.seal(
      transaction,
      organisationId,
      places.tenantId(connectionId),
      proved.tenancy.tenantId,
    ),
    tenancyName: proved.tenancy.displayName,
    tenancyDomain: proved.tenancy.defaultDomain,
    now,
  })
  await keepGrants(parts, context, before, proved)
  await tell(parts, context, before, proved)
  return {
    next: 'connected',
    connectionId,
    missing: proved.grants.flatMap(({ pack, roles }) => missingPermissions(pack, roles)),
  }
}

async function keepGrants(
  { vault }: ConnectionParts,
  { transaction, organisationId, clock }: CommandContext,
  before: Stored,
  { connectionId, way, grants }: Proved,
): Promise<void> {
  const now = clock.now()
  const put = new Set<string>(grants.map(({ pack }) => pack))
  // an own registration answers for all packs at once; the installation has an application for each
  const stale = before.grants.filter((grant) =>
    way === 'own_registration'
      ? !put.has(grant.pack)
      : grant.credential_kind !== 'installation' && !put.has(grant.pack),
  )
  await transaction.run(deleteGrants, { connectionId, packs: stale.map(({ pack }) => pack) })
  for (const { pack, clientId, credential, credentialExpiresAt, roles } of grants)
    await transaction.run(putGrant, {
      connectionId,
      pack,
      credentialKind: credential?.kind ?? 'installation',
      sealedClientId: await vault.seal(transaction, organisationId, places.clientId(connectionId, pack), clientId),
      sealedCredential: credential
        ? await sealCredential(vault, transaction, organisationId, places.credential(connectionId, pack), credential)
        : null,
      credentialExpiresAt,
      roles,
      now,
    })
}

async function tell(
  parts: ConnectionParts,
  { transaction }: CommandContext,
  before: Stored,
  { connectionId, grants }: Proved,
): Promise<void> {
  const first = before.row.connected_at === null || before.row.revoked_at !== null
  await transaction.emit(newsOf(first ? connectionNews.connected : connectionNews.reauthorised, connectionId))
  for (const { pack } of grants)
    if (!before.grants.some((grant) => grant.pack === pack))
      await transaction.emit(newsOf(connectionNews.packEnabled, connectionId, { pack }))
  await parts.wakeSync(transaction, connectionId, before.row.first_imported_at ? 'manual' : 'first_import')
}

/** Asks the holder once; while its answer is waited for, or was no, nothing is asked again. */
async function ask(
  { transaction, clock, newId }: CommandContext,
  { connectionId, administrator, tenancy }: Proved,
  { tenancyKey, holder, state }: { tenancyKey: Uint8Array; holder: string; state: string | undefined },
): Promise<ConnectionStep> {
  if (state !== 'waiting' && state !== 'refused')
    await transaction.run(insertRequest, {
      tenancyRequestId: newId(),
      holderOrganisationId: holder,
      tenancyKey,
      administrator,
      tenancyName: tenancy.displayName,
      now: clock.now(),
      expiresAt: new Date(clock.now().getTime() + requestLives),
    })
  if (state !== 'refused') return refusal('tenancy_bound_elsewhere', connectionId)
  return refusal(
    'tenancy_bound_elsewhere',
    connectionId,
    'An owner of that organisation has said no. Speak with them first.',
  )
}

/** A refusal in the shape of an answer. */
export function refusal(reason: ConnectRefusal, connectionId: string | null, nextStep?: string): ConnectionStep {
  const { sentence, next, canRetry } = connectRefusal(reason)
  return { next: 'refused', connectionId, reason, detail: sentence, nextStep: nextStep ?? next, canRetry }
}
