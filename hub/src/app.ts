import { join } from 'node:path'
import { auditOperations, createAuditWriter, createSealer } from './capabilities/audit/index.ts'
import {
  boundConnections,
  type ConnectionParts,
  createConnections,
  inboundAddress,
  loadRegistrations,
  noRegistrations,
} from './capabilities/connections/index.ts'
import { createDirectory, foundBySync, syncMergedName } from './capabilities/directory/index.ts'
import { createOrganisations, type OrganisationsParts, type OwnerLink } from './capabilities/organisations/index.ts'
import type { Config } from './config.ts'
import { graphInbound } from './doors/inbound/index.ts'
import { createRestDoor } from './doors/rest/index.ts'
import { idSource } from './kernel/ids.ts'
import { type Random, systemRandom } from './kernel/random.ts'
import { type Clock, systemClock } from './kernel/time.ts'
import { entra, type MicrosoftPorts, microsoftCloud, sharedPacers, systemPorts, tokenCache } from './microsoft/index.ts'
import type { News, Transaction } from './operation/context.ts'
import type { Operation } from './operation/define.ts'
import { type AuditOwnDeed, noApprovals } from './operation/ports.ts'
import { createRuntime, type Runtime, transactionOver } from './operation/runtime.ts'
import { connectDatabase, type Database } from './platform/database/database.ts'
import { processName, requireSchema } from './platform/database/migrations/schema.ts'
import { type Jobs, startJobs } from './platform/jobs/jobs.ts'
import { createLog, type Log } from './platform/log/log.ts'
import { dispatchNews, putNews } from './platform/outbox/outbox.ts'
import {
  createVault,
  fileKeyEncryption,
  type InstallationKeys,
  installationKeys,
  type KeyEncryption,
} from './platform/vault/index.ts'
import { register } from './register.ts'

/** What a test puts in place of the system's own. */
export interface Overrides {
  clock?: Clock
  random?: Random
  log?: Log
  microsoftPorts?: MicrosoftPorts
  passwordCost?: OrganisationsParts['passwordCost']
}

export interface App {
  runtime: Runtime
  operations: Operation[]
  database: Database
  /** a sign-in link as long as the first owner can get in by nothing else */
  bootstrap(): Promise<OwnerLink | undefined>
  issueOwnerLink(): Promise<OwnerLink>
  /** opens the REST door; gives its address */
  listen(): Promise<string>
  /** begins to do the organisations' work: syncs, news, the audit chain */
  work(): Promise<void>
  /** ends what is under way in order: the door, the work, the database */
  close(): Promise<void>
}

/** Puts the hub together. The only file that knows all rooms. */
export async function createApp(config: Config, overrides: Overrides = {}): Promise<App> {
  const clock = overrides.clock ?? systemClock
  const random = overrides.random ?? systemRandom
  const log = overrides.log ?? createLog({ level: config.logLevel })
  const keys = await installationKeys(config.keysDir)
  const registrations = config.registrationsFile ? await loadRegistrations(config.registrationsFile) : noRegistrations
  const onError = (error: Error) => log.error({ err: error }, 'background work failed')
  const application = processName(await requireSchema(config.databaseUrl))
  const database = connectDatabase(config.databaseUrl, { onError, application })
  const jobs = await startJobs(config.databaseUrl, { onError, application })
  const keyEncryption = await fileKeyEncryption(config.keysDir)
  const ground: Ground = { config, database, jobs, clock, random, log, keys, keyEncryption, overrides }
  const house = assemble(ground, registrations)
  const door = await createRestDoor({
    runtime: house.runtime,
    operations: house.operations,
    beside: [graphInbound({ runtime: house.runtime, ...house.inbound })],
    publicUrl: config.publicUrl,
    consoleFolder: config.consoleFolder,
    trustedProxies: config.trustedProxies,
  })
  return {
    runtime: house.runtime,
    operations: house.operations,
    database,
    bootstrap: house.organisations.bootstrap,
    issueOwnerLink: house.organisations.issueOwnerLink,
    listen: () => door.listen({ host: config.host, port: config.port }),
    async work() {
      await jobs.work({
        'directory.sync': house.directory.sync,
        'connections.subscriptions': house.lookAfterSubscriptions,
        'outbox.dispatch': async ({ organisationId }) => {
          const some = (transaction: Transaction) =>
            dispatchNews(transaction, clock, (news) => house.deliver(transaction, news))
          while ((await house.transact(organisationId, some)) === 100);
        },
        ...house.sealer.jobs,
      })
      // a waiting job does not outlive weeks of standstill, nor a restored backup; the connection does
      const bound = await database.read({}, (reader) => reader.rows(boundConnections, {}))
      for (const { organisation_id, connection_id } of bound)
        await house.transact(organisation_id, (transaction) =>
          house.directory.keepScheduled(transaction, connection_id),
        )
    },
    async close() {
      await door.close()
      await jobs.stop()
      await house.pacers.close()
      await database.close()
    },
  }
}

/** The platform that the rooms stand on. */
export interface Ground {
  config: Pick<Config, 'publicUrl' | 'inboundUrl' | 'microsoft' | 'dataDir' | 'keysDir'>
  database: Database
  jobs: Jobs
  clock: Clock
  random: Random
  log: Log
  keys: InstallationKeys
  keyEncryption: KeyEncryption
  overrides: Overrides
}

/** Puts the rooms together; touches neither database nor network, so that the contract can be made without them. */
export function assemble(ground: Ground, registrations: ConnectionParts['registrations']) {
  const { config, database, jobs, clock, random, log, keys, keyEncryption, overrides } = ground
  const newId = idSource(clock, random)
  const organisations = createOrganisations({
    database,
    clock,
    random,
    newId,
    log,
    url: config.publicUrl,
    signing: keys.signing,
    ...(overrides.passwordCost && { passwordCost: overrides.passwordCost }),
  })
  const writeAudit = createAuditWriter({ clock, newId })
  const auditOwnDeed: AuditOwnDeed = (transaction, deed) =>
    writeAudit(transaction, {
      ...deed,
      kind: 'command',
      principal: { kind: 'system', id: 'atrium', organisationId: transaction.scope.organisationId ?? '', scopes: [] },
      requestId: newId(),
      address: '',
    })
  const runtime = createRuntime({
    database,
    jobs,
    clock,
    random,
    newId,
    log,
    cursorKey: keys.cursorKey,
    ports: {
      authenticate: organisations.authenticate,
      idempotency: organisations.idempotency,
      approval: noApprovals,
      writeAudit,
      async writeNews(transaction, news) {
        await putNews(transaction, { newId, clock }, news)
        await transaction.enqueue('outbox.dispatch', {}, {})
      },
    },
  })
  const transact = <T>(organisationId: string, work: (transaction: Transaction) => Promise<T>): Promise<T> =>
    database.write({ organisationId }, (writer) => work(transactionOver(runtime, writer, { organisationId })))

  const microsoftPorts = overrides.microsoftPorts ?? systemPorts
  const cloud = microsoftCloud(config.microsoft)
  const pacers = sharedPacers({
    ports: microsoftPorts,
    random,
    database,
    lookupHmac: keys.lookupHmac,
    onError: (err) => log.error({ err }, 'the account of Microsoft’s limits was not reached'),
  })
  const connections = createConnections({
    cloud,
    ports: microsoftPorts,
    entra: entra(cloud, microsoftPorts),
    pacers,
    tokens: tokenCache(clock),
    vault: createVault({ keyEncryption, random, clock }),
    database,
    clock,
    random,
    log,
    lookupHmac: keys.lookupHmac,
    registrations,
    publicUrl: config.publicUrl,
    inboundUrl: inboundAddress({ ...config, cloudIsHere: cloud.onThisMachine }),
    transact,
    auditOwnDeed,
    wakeSync: (transaction, connectionId) => directory.syncSoon(transaction, connectionId),
    wakeDelta: (transaction, connectionId, at) => directory.syncNotified(transaction, connectionId, at),
  })
  const directory = createDirectory({ database, source: connections.reader, clock, newId, log, transact, auditOwnDeed })
  const sealer = createSealer({
    database,
    jobs,
    clock,
    log,
    signing: keys.signing,
    checkpointFolder: join(config.dataDir, 'audit-checkpoints'),
  })
  return {
    runtime,
    organisations,
    directory,
    sealer,
    pacers,
    transact,
    /** what others' systems call; no part of the contract for callers */
    inbound: connections.inbound,
    lookAfterSubscriptions: connections.subscriptions,
    /** hands news to the rooms that want it */
    async deliver(transaction: Transaction, { name, payload }: News): Promise<void> {
      if (name !== syncMergedName) return
      const found = await foundBySync(transaction, payload)
      if (found) await connections.syncFound(transaction, found)
    },
    operations: register({ organisations, audit: auditOperations(keys.signing), connections, directory }),
  }
}
