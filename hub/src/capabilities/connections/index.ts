import type { Transaction } from '../../operation/context.ts'
import type { Command, Operation, Query } from '../../operation/define.ts'
import type { JobHandler } from '../../platform/jobs/jobs.ts'
import { agreeTenancyRequest } from './operations/agree-tenancy-request.ts'
import { beginConsent } from './operations/begin-consent.ts'
import { configureConnection } from './operations/configure.ts'
import { connectOwn } from './operations/connect-own.ts'
import { continueConsent } from './operations/continue.ts'
import { disablePack } from './operations/disable-pack.ts'
import { enablePack } from './operations/enable-pack.ts'
import { listConnections } from './operations/list.ts'
import { listPacks } from './operations/packs.ts'
import { showPermissions } from './operations/permissions.ts'
import { reauthorizeConnection } from './operations/reauthorize.ts'
import { receiveNotification } from './operations/receive-notification.ts'
import { refuseTenancyRequest } from './operations/refuse-tenancy-request.ts'
import { replaceCredential } from './operations/replace-credential.ts'
import { revokeConnection } from './operations/revoke.ts'
import { showConnection } from './operations/show.ts'
import { listTenancyRequests } from './operations/tenancy-requests.ts'
import { testConnection } from './operations/test.ts'
import { validateEndpoint } from './operations/validate-endpoint.ts'
import type { ConnectionParts } from './parts.ts'
import { lookAfterSubscriptions } from './subscriptions/look-after.ts'
import { countStrangers } from './subscriptions/strangers.ts'
import { doubtSilent, type FoundChanges } from './subscriptions/unannounced.ts'
import { type ConnectionReader, connectionReader } from './sync-source.ts'

export { type ConnectionParts, callbackUrl } from './parts.ts'
export { manifestText } from './registrations/manifests.ts'
export { loadRegistrations, noRegistrations, RegistrationsUnusable } from './registrations/registrations.ts'
export { writeSimulatedRegistrations } from './registrations/simulated.ts'
export { boundConnections } from './sql/bound-connections.ts'
export { inboundAddress } from './subscriptions/address.ts'
export type { ConnectionReader } from './sync-source.ts'
export { whyClosed } from './why-closed.ts'

export interface Connections {
  operations: Operation[]
  /** what the directory's sync reads with, and tells what it met */
  reader: ConnectionReader
  /** what Microsoft calls, at the inbound door */
  inbound: { validate: Query; receive: Command }
  /** looks after a connection's subscriptions; of the queue `connections.subscriptions` */
  subscriptions: JobHandler
  /** what a sync found; in the transaction that hears of it */
  syncFound(transaction: Transaction, found: FoundChanges): Promise<void>
}

/** The room, over what `app.ts` gives it. Nothing is reached before an operation is called. */
export const createConnections = (parts: ConnectionParts): Connections => ({
  operations: operationsOf(parts),
  reader: connectionReader(parts),
  inbound: { validate: validateEndpoint, receive: receiveNotification(parts, countStrangers(parts)) },
  subscriptions: lookAfterSubscriptions(parts),
  syncFound: (transaction, found) => doubtSilent(parts, transaction, found),
})

const operationsOf = (parts: ConnectionParts): Operation[] => [
  listConnections(parts),
  showConnection(parts),
  listPacks(parts),
  showPermissions(parts),
  beginConsent(parts),
  continueConsent(parts),
  connectOwn(parts),
  reauthorizeConnection(parts),
  replaceCredential(parts),
  enablePack(parts),
  disablePack(parts),
  testConnection(parts),
  configureConnection(parts),
  revokeConnection(parts),
  listTenancyRequests(parts),
  agreeTenancyRequest(parts),
  refuseTenancyRequest(parts),
]
