import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type Cloud, startCloud } from './parts/cloud.ts'
import { type DurableDatabase, startDatabase } from './parts/database.ts'
import { connectByOwnRegistration, type Hub, startHub } from './parts/hub.ts'
import { stopPrograms } from './parts/program.ts'
import { round, tell } from './parts/said.ts'
import { followRun } from './parts/sync-run.ts'
import { peakRssMb } from './parts/usage.ts'

export const summary =
  'the first import of a tenancy: simulated cloud, PostgreSQL and hub, a process each  [--people 10000] [--latency 0] [--throttled]'

const Counts = z.object({
  people: z.number(),
  groups: z.number(),
  memberships: z.number(),
  applications: z.number(),
  assignments: z.number(),
})

/** Everything at once on this machine; each part is a process of its own, as in earnest. */
export async function run(args: string[]): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      people: { type: 'string', default: '10000' },
      groups: { type: 'string' },
      memberships: { type: 'string' },
      applications: { type: 'string' },
      assignments: { type: 'string' },
      latency: { type: 'string', default: '0' },
      throttled: { type: 'boolean', default: false },
    },
  })
  const interrupted = new AbortController()
  const interrupt = (): void => {
    interrupted.abort(new Error('Interrupted.'))
    // what waits for one of them ends with it
    void stopPrograms()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt)
  const dataDir = await mkdtemp(join(tmpdir(), 'atrium-bench-'))
  let database: DurableDatabase | undefined
  try {
    const [people, latency] = [Number(values.people), Number(values.latency)]
    const sizes = Object.fromEntries(
      (['groups', 'memberships', 'applications', 'assignments'] as const).flatMap((name) =>
        values[name] === undefined ? [] : [[name, Number(values[name])]],
      ),
    )
    const cloud = await startCloud({ people, latency, isThrottled: values.throttled, sizes })
    interrupted.signal.throwIfAborted()
    database = await startDatabase(join(dataDir, 'database'))
    interrupted.signal.throwIfAborted()
    const hub = await startHub({ adminUrl: database.url, dataDir: join(dataDir, 'hub'), cloudUrl: cloud.url })
    return await measure(cloud, database, hub, { latencyMs: latency, throttled: values.throttled })
  } finally {
    await stopPrograms()
    await database?.remove()
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function measure(cloud: Cloud, database: DurableDatabase, hub: Hub, setting: object): Promise<object> {
  tell(
    `PostgreSQL: ${Object.entries(database.durability)
      .map((one) => one.join(' '))
      .join(', ')}`,
  )
  const idleRssMb = await peakRssMb(hub.program.pid)

  const started = performance.now()
  const connectionId = await connectByOwnRegistration(hub, cloud)
  const imported = await followRun(hub, connectionId)
  const seconds = (performance.now() - started) / 1_000
  const peak = await peakRssMb(hub.program.pid)
  const counts = Counts.parse(await hub.call('GET', '/v1/directory/counts'))
  await requireEqual(cloud, counts)

  return {
    ...counts,
    seconds: round(seconds),
    runSeconds: round(imported.durationSeconds ?? Number.NaN),
    requests: imported.requests,
    resourceUnits: imported.resourceUnits,
    throttledSeconds: round(imported.throttledSeconds),
    rows: imported.created,
    rowsPerSecond: Math.round(imported.created / seconds),
    peakRssMb: peak,
    idleRssMb,
    ...setting,
    ...database.durability,
    node: process.version,
  }
}

async function requireEqual(cloud: Cloud, counts: z.infer<typeof Counts>): Promise<void> {
  const truth = await cloud.counts()
  const expected: typeof counts = {
    people: truth.users.total,
    groups: truth.groups.total,
    memberships: truth.memberships,
    applications: truth.servicePrincipals,
    assignments: truth.appRoleAssignments,
  }
  if (JSON.stringify(counts) !== JSON.stringify(expected))
    throw new Error(`Atrium holds ${JSON.stringify(counts)}, Microsoft has ${JSON.stringify(expected)}`)
}
