import type { Random } from '../../kernel/random.ts'
import type { Clock } from '../../kernel/time.ts'
import type { Entra, MicrosoftCloud, MicrosoftPorts, PacerRegistry, TokenCache } from '../../microsoft/index.ts'
import type { Transaction } from '../../operation/context.ts'
import type { AuditOwnDeed } from '../../operation/ports.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Log } from '../../platform/log/log.ts'
import type { Vault } from '../../platform/vault/index.ts'
import type { Registrations } from './registrations/registrations.ts'

/** What this room needs of the installation; `app.ts` gives it. */
export interface ConnectionParts {
  cloud: MicrosoftCloud
  /** how Microsoft is reached, and the clock and sleep of doing so */
  ports: MicrosoftPorts
  entra: Entra
  pacers: PacerRegistry
  tokens: TokenCache
  vault: Vault
  database: Database
  clock: Clock
  random: Random
  log: Log
  /** `InstallationKeys.lookupHmac` */
  lookupHmac(kind: string, value: string): Uint8Array
  registrations: Registrations
  /** where browsers find this installation, an origin: `https://atrium.example.org` */
  publicUrl: string
  /** where Microsoft can call this installation; undefined where nowhere: `subscriptions/address.ts` */
  inboundUrl: string | undefined
  /** a transaction of Atrium's own, outside of any operation: what a background run met is kept with it */
  transact<T>(organisationId: string, work: (transaction: Transaction) => Promise<T>): Promise<T>
  auditOwnDeed: AuditOwnDeed
  /** wakes the directory's sync of a connection when the transaction commits */
  wakeSync(transaction: Transaction, connectionId: string, why: 'first_import' | 'manual'): Promise<void>
  /** the same, because Microsoft told of a change: from that instant on, and once however many ask for it */
  wakeDelta(transaction: Transaction, connectionId: string, at: Date): Promise<void>
}

/** The one address that Microsoft's pages return to; registered with every application of the installation. */
export const callbackUrl = (publicUrl: string): string => `${publicUrl}/connect/callback`

/** By what a tenancy is found again without its directory id being readable in the database. */
export const tenancyKeyOf = (parts: Pick<ConnectionParts, 'lookupHmac'>, tenantId: string): Uint8Array =>
  parts.lookupHmac('tenancy', tenantId.toLowerCase())

export const sameKey = (one: Uint8Array | null, other: Uint8Array): boolean =>
  one !== null && Buffer.from(one).equals(other)
