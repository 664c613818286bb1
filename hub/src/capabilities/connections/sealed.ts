import { z } from 'zod'
import type { Credential } from '../../microsoft/index.ts'
import type { Reader, Writer } from '../../platform/database/database.ts'
import type { Place, Vault } from '../../platform/vault/index.ts'

const SealedCredential = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('secret'), secret: z.string() }),
  z.object({ kind: z.literal('certificate'), certificate: z.string(), privateKey: z.string() }),
])

/** Where each sealed value of this room lies; the vault opens it there and nowhere else. */
export const places = {
  tenantId: (connectionId: string): Place => ({ table: 'connection', column: 'sealed_tenant_id', row: connectionId }),
  clientId: (connectionId: string, pack: string): Place => ({
    table: 'connection_grant',
    column: 'sealed_client_id',
    row: `${connectionId}/${pack}`,
  }),
  credential: (connectionId: string, pack: string): Place => ({
    table: 'connection_grant',
    column: 'sealed_credential',
    row: `${connectionId}/${pack}`,
  }),
  attempt: (stateHash: Uint8Array): Place => ({
    table: 'ceremony',
    column: 'payload',
    row: Buffer.from(stateHash).toString('hex'),
  }),
} as const

export const sealCredential = (
  vault: Vault,
  writer: Writer,
  organisationId: string,
  place: Place,
  credential: Credential,
): Promise<Uint8Array> => vault.seal(writer, organisationId, place, JSON.stringify(credential))

/** The credential, for one exchange in memory. @throws VaultError */
export async function openCredential(
  vault: Vault,
  reader: Reader,
  organisationId: string,
  place: Place,
  sealed: Uint8Array,
): Promise<Credential> {
  return SealedCredential.parse(JSON.parse(await vault.openText(reader, organisationId, place, sealed)))
}
