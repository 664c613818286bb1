import { type AppRegistration, readAdminConsent, refusedByMicrosoft, tenancySegment } from '../../../microsoft/index.ts'
import type { BaseContext, QueryContext } from '../../../operation/context.ts'
import { openGrant } from '../open-grant.ts'
import { basePack } from '../packs.ts'
import { type ConnectionParts, callbackUrl, sameKey, tenancyKeyOf } from '../parts.ts'
import type { ConnectRefusal } from '../reasons.ts'
import { storedConnection } from '../stored.ts'
import { type Attempt, attemptOf } from './attempts.ts'
import { proveConsent, refused, type Tenancy } from './prove.ts'

/** What is known of an answer before anything is asked of Microsoft. */
export type Prepared =
  | { kind: 'refused'; reason: ConnectRefusal }
  | {
      kind: 'ready'
      stateHash: Uint8Array
      attempt: Attempt
      /** of the connection, where its tenancy is settled */
      tenancyKey: Uint8Array | null
      /** with which directory roles are read, where the pack asked for is not the base pack */
      prover: AppRegistration | undefined
    }

/** What the answer came to. */
export type Reached =
  /** nothing was begun here that it answers */
  | { kind: 'stray'; reason: ConnectRefusal }
  | { kind: 'refused'; reason: ConnectRefusal; stateHash: Uint8Array; attempt: Attempt }
  | {
      kind: 'signed_in'
      stateHash: Uint8Array
      attempt: Attempt
      administrator: NonNullable<Attempt['administrator']>
    }
  | {
      kind: 'consented'
      stateHash: Uint8Array
      attempt: Attempt
      administrator: NonNullable<Attempt['administrator']>
      tenancy: Tenancy
      clientId: string
      roles: readonly string[]
    }

export async function prepareAnswer(
  parts: ConnectionParts,
  context: QueryContext,
  state: string | undefined,
): Promise<Prepared> {
  const found = await attemptOf(parts, context, state)
  if (found.kind === 'refused') return found
  const { stateHash, attempt } = found
  const stored = await storedConnection(context.reader, attempt.connectionId)
  const { tenancy_key: tenancyKey } = stored.row
  if (attempt.step === 'sign_in' || attempt.packs[0] === basePack)
    return { kind: 'ready', stateHash, attempt, tenancyKey, prover: undefined }
  const base = await openGrant(parts, context.reader, context.organisationId, stored, basePack)
  const prover = base.kind === 'open' ? base.grant.registration : undefined
  return { kind: 'ready', stateHash, attempt, tenancyKey, prover }
}

/** Hears what Microsoft's page sent back, by the step that the attempt is at. */
export async function reachAnswer(
  parts: ConnectionParts,
  context: BaseContext,
  prepared: Prepared,
  parameters: URLSearchParams,
): Promise<Reached> {
  if (prepared.kind === 'refused') return { kind: 'stray', reason: prepared.reason }
  const { stateHash, attempt } = prepared
  const outcome =
    attempt.step === 'sign_in'
      ? await hearSignIn(parts, context, prepared, parameters)
      : await hearConsent(parts, context, prepared, parameters)
  return { ...outcome, stateHash, attempt }
}

type Ready = Prepared & { kind: 'ready' }

async function hearSignIn(
  parts: ConnectionParts,
  { signal }: BaseContext,
  { attempt, tenancyKey }: Ready,
  callback: URLSearchParams,
) {
  const registration = parts.registrations.for('sign-in')
  if (!registration) return refused('credential_missing')
  const result = await parts.entra.redeem(
    {
      tenancy: tenancySegment('organizations'),
      registration,
      redirectUri: callbackUrl(parts.publicUrl),
      // the attempt was found by the hash of this very state
      handshake: { state: callback.get('state') ?? '', nonce: attempt.nonce, codeVerifier: attempt.codeVerifier },
      callback,
    },
    signal,
  )
  if (result.kind === 'rejected') return refused('answer_rejected')
  if (result.kind === 'refused') {
    if (result.refusal.again === 'retry') throw refusedByMicrosoft(result.refusal)
    return refused(result.refusal.reason)
  }
  const { tenantId, objectId, preferredUsername, name } = result.person
  if (tenancyKey && !sameKey(tenancyKey, tenancyKeyOf(parts, tenantId))) return refused('wrong_tenancy')
  const administrator = { tenantId, objectId, userName: preferredUsername ?? name ?? objectId }
  return { kind: 'signed_in' as const, administrator }
}

async function hearConsent(
  parts: ConnectionParts,
  { signal }: BaseContext,
  { attempt, prover }: Ready,
  callback: URLSearchParams,
) {
  const answer = readAdminConsent(callback)
  const [pack] = attempt.packs
  const { administrator } = attempt
  const registration = pack && parts.registrations.for(pack)
  if (answer.kind === 'denied') return refused(answer.refusal.reason)
  if (answer.kind === 'malformed' || !administrator) return refused('answer_rejected')
  if (answer.tenantId !== administrator.tenantId) return refused('tenancy_mismatch')
  if (!pack || !registration || (pack !== basePack && !prover)) return refused('credential_missing')
  const { tenantId, objectId } = administrator
  const claim = { pack, registration, tenantId, objectId, prover: prover ?? registration }
  const proof = await proveConsent(parts, claim, signal)
  if (proof.kind === 'refused') return proof
  const { tenancy, roles } = proof
  return { kind: 'consented' as const, administrator, tenancy, clientId: registration.clientId, roles }
}
