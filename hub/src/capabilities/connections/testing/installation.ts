import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { type Simulator, startSimulator } from '../../../../../simulator/src/index.ts'
import { testDatabase } from '../../../../testing/index.ts'
import { AtriumError } from '../../../kernel/errors.ts'
import { idSource } from '../../../kernel/ids.ts'
import { systemRandom } from '../../../kernel/random.ts'
import { settableClock } from '../../../kernel/time.ts'
import { entra, inProcessPacers, microsoftCloud, systemPorts, tokenCache } from '../../../microsoft/index.ts'
import type { News, Principal } from '../../../operation/context.ts'
import { invoke } from '../../../operation/invoke.ts'
import { type AuditEntry, noApprovals, type OwnDeed } from '../../../operation/ports.ts'
import { createRuntime, type Runtime, transactionOver } from '../../../operation/runtime.ts'
import { allScopes } from '../../../operation/scopes.ts'
import { connectDatabase } from '../../../platform/database/database.ts'
import type { EnqueueOptions, JobPayload } from '../../../platform/jobs/jobs.ts'
import type { QueueName } from '../../../platform/jobs/queues.ts'
import { createLog } from '../../../platform/log/log.ts'
import { createVault, fileKeyEncryption, installationKeys } from '../../../platform/vault/index.ts'
import {
  type ConnectionParts,
  callbackUrl,
  createConnections,
  loadRegistrations,
  noRegistrations,
  writeSimulatedRegistrations,
} from '../index.ts'
import { RegistrationsFile } from '../registrations/registrations.ts'

export const publicUrl = 'http://localhost:9'

/** Whoever asks, and in which browser. */
export interface Caller {
  principal: Principal
  browser: string
}

/** A person at a browser, signed in to one organisation. */
export interface Owner extends Caller {
  principal: Principal & { kind: 'session' }
}

const Tenancies = z.array(z.object({ tenantId: z.string(), domain: z.string(), kind: z.string() }))

export interface Installation {
  simulator: Simulator
  /** the larger tenancy and the small one that has nothing to do with it */
  tenancies: { large: SimulatedTenancy; small: SimulatedTenancy }
  /** a new organisation with an owner, who is signed in in a browser of their own */
  newOrganisation(name?: string): Promise<Owner>
  /** through `invoke`; throws AtriumError */
  call(caller: Caller, operation: string, input?: object): Promise<unknown>
  control(name: string, body?: object): Promise<unknown>
  /** as the database's owner, past row-level security */
  sql<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>
  connections: ReturnType<typeof createConnections>
  clock: ReturnType<typeof settableClock>
  news: News[]
  audit: AuditEntry[]
  /** what Atrium did of itself, as the audit log would have it */
  deeds: OwnDeed[]
  syncs: { connectionId: string; why: string }[]
  /** for which instant each notification ordered a sync */
  wakes: { connectionId: string; at: Date }[]
  /** everything that was put on a queue */
  enqueued: { queue: QueueName; payload: JobPayload; options: EnqueueOptions }[]
  runtime: Runtime
  /** what the room was made of; a changed setting counts from then on */
  parts: ConnectionParts
  /** everything that was logged */
  logged: string[]
  secrets: string[]
  close(): Promise<void>
}

export interface SimulatedTenancy {
  tenantId: string
  domain: string
}

/** The room over a real database, a real vault and the simulated Microsoft cloud. Only waiting after a consent is not waited. */
export async function installation({
  registered = true,
  inboundUrl = undefined,
}: {
  registered?: boolean
  inboundUrl?: string | undefined
} = {}): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'atrium-connections-'))
  const file = join(folder, 'registrations.json')
  await writeSimulatedRegistrations(file, callbackUrl(publicUrl))
  const written = z.json().parse(JSON.parse(await readFile(file, 'utf8')))
  const simulator = await startSimulator({ people: 60, seed: '7', registrations: written, unthrottled: true })
  const test = await testDatabase()
  const logged: string[] = []
  const log = createLog({ level: 'debug', destination: { write: (line) => void logged.push(line) } })
  const database = connectDatabase(test.applicationUrl)
  const admin = new pg.Client({ connectionString: test.adminUrl, application_name: 'tests: connections' })
  await admin.connect()

  const clock = settableClock(new Date())
  const newId = idSource(clock, systemRandom)
  const news: News[] = []
  const audit: AuditEntry[] = []
  const syncs: { connectionId: string; why: string }[] = []
  const deeds: Installation['deeds'] = []
  const wakes: Installation['wakes'] = []
  const enqueued: Installation['enqueued'] = []
  const keys = await installationKeys(folder)
  const cloud = microsoftCloud({ authority: simulator.url, graph: simulator.url })
  const ports = {
    ...systemPorts,
    clock: { now: () => new Date(simulator.world.now()) },
    sleep: async (_: number, signal?: AbortSignal) => signal?.throwIfAborted(),
  }
  const runtime = createRuntime({
    database,
    jobs: {
      enqueue: async (_, queue, payload, options) => void enqueued.push({ queue, payload, options }),
      work: async () => undefined,
      stop: async () => undefined,
    },
    clock,
    random: systemRandom,
    newId,
    log,
    cursorKey: keys.cursorKey,
    ports: {
      authenticate: async () => undefined,
      approval: noApprovals,
      writeAudit: async (_, entry) => void audit.push(entry),
      writeNews: async (_, one) => void news.push(one),
      idempotency: { claim: async () => undefined, keep: async () => undefined },
    },
  })
  const parts: ConnectionParts = {
    cloud,
    ports,
    entra: entra(cloud, ports),
    pacers: inProcessPacers(ports),
    tokens: tokenCache(ports.clock),
    vault: createVault({ keyEncryption: await fileKeyEncryption(folder), random: systemRandom, clock }),
    database,
    clock,
    random: systemRandom,
    log,
    inboundUrl,
    auditOwnDeed: async (_, deed) => void deeds.push(deed),
    lookupHmac: keys.lookupHmac,
    registrations: registered ? await loadRegistrations(file) : noRegistrations,
    publicUrl,
    transact: (organisationId, work) =>
      database.write({ organisationId }, (writer) => work(transactionOver(runtime, writer, { organisationId }))),
    wakeSync: async (_, connectionId, why) => void syncs.push({ connectionId, why }),
    wakeDelta: async (_, connectionId, at) => void wakes.push({ connectionId, at }),
  }
  const connections = createConnections(parts)

  const sql = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await admin.query<Row>(text, values)).rows
  const control = async (name: string, body?: object): Promise<unknown> => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(`${simulator.url}/_control/${name}`, body === undefined ? {} : init)
    if (!response.ok) throw new Error(`${name}: ${await response.text()}`)
    return response.json()
  }
  const found = Tenancies.parse(await control('tenancies'))
  const ofKind = (wanted: (kind: string) => boolean) => {
    const tenancy = found.find(({ kind }) => wanted(kind))
    if (!tenancy) throw new Error('the simulator lacks a tenancy')
    return tenancy
  }
  const secrets = RegistrationsFile.parse(written).applications.flatMap(({ secret }) => secret ?? [])

  return {
    simulator,
    tenancies: {
      large: ofKind((kind) => kind === 'primary'),
      small: ofKind((kind) => kind !== 'primary' && kind !== 'publisher'),
    },
    async newOrganisation(name = 'Example') {
      const organisationId = newId()
      const accountId = newId()
      await sql('insert into organisation values ($1, $2, now())', [organisationId, name])
      await sql('insert into account (account_id, email, display_name, created_at) values ($1, null, $2, now())', [
        accountId,
        'Owner',
      ])
      const session = {
        kind: 'session',
        id: newId(),
        accountId,
        organisationId,
        role: 'owner',
        scopes: allScopes,
      } as const
      return { principal: session, browser: `browser of ${accountId}` }
    },
    async call({ principal, browser }, name, input = {}) {
      const operation = connections.operations.find((one) => one.name === name)
      if (!operation) throw new Error(`there is no operation ${name}`)
      const call = { credentials: { address: '192.0.2.1' }, input, requestId: newId(), principal, browser }
      return invoke(runtime, operation, call)
    },
    control,
    sql,
    connections,
    clock,
    news,
    audit,
    syncs,
    wakes,
    enqueued,
    deeds,
    runtime,
    parts,
    logged,
    secrets,
    async close() {
      await simulator.close()
      await database.close()
      await admin.end()
      await test.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What an operation refuses with: the code, and the reason below it where there is one. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    if (!(error instanceof AtriumError)) throw error
    return [error.code, error.details.reason].filter((part) => part !== undefined).join(' ')
  }
  throw new Error('it was not refused')
}
