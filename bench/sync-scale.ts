import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { type Cloud, type CloudSizes, startCloud } from './parts/cloud.ts'
import { hundredChanges, requireExactly } from './parts/hundred-changes.ts'
import { type Imported, type Installation, startInstallation } from './parts/installation.ts'
import { stopPrograms } from './parts/program.ts'
import { round, tell } from './parts/said.ts'
import { asOwner, requireEqualRows } from './parts/stored-rows.ts'
import { followRun } from './parts/sync-run.ts'

export const summary =
  'first imports of ever larger tenancies, and a delta of 100 changes in each  [--people 1000,10000,100000,1000000] [--latency 0] [--throttled]'

/** The sizes of the largest tenancy; others are left at the simulated cloud's own proportions. */
const LARGEST: CloudSizes = { groups: 50_000, memberships: 5_000_000 }

const Requested = z.object({ lastRunId: z.string().nullable() })

export async function run(args: string[]): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      people: { type: 'string', default: '1000,10000,100000,1000000' },
      latency: { type: 'string', default: '0' },
      throttled: { type: 'boolean', default: false },
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stopPrograms())
  const sizes: Awaited<ReturnType<typeof measure>>[] = []
  for (const people of values.people.split(',').map(Number)) {
    const setting = { people, latency: Number(values.latency), isThrottled: values.throttled }
    sizes.push(await measure({ ...setting, ...(people === 1_000_000 && { sizes: LARGEST }) }))
    tell(`  ${JSON.stringify(sizes.at(-1))}`)
  }
  const peakOf = (people: number) => sizes.find((size) => size.people === people)?.peakRssMb ?? Number.NaN
  const deltas = sizes.map(({ deltaSeconds }) => deltaSeconds)
  return {
    sizes,
    // JSON has no NaN: null where one of the two was not measured
    peakRssRatio: round(peakOf(1_000_000) / peakOf(10_000)),
    deltaSecondsRatio: round(Math.max(...deltas) / Math.min(...deltas)),
    latencyMs: Number(values.latency),
    node: process.version,
  }
}

async function measure(setting: { people: number; latency: number; isThrottled: boolean; sizes?: CloudSizes }) {
  tell(`${setting.people} people …`)
  const dataDir = await mkdtemp(join(tmpdir(), 'atrium-bench-'))
  let installation: Installation | undefined
  try {
    const cloud = await startCloud(setting)
    installation = await startInstallation(dataDir, cloud)
    const imported = await installation.import({ drained: false })
    const truth = await cloud.counts()
    const rows = await requireEqualRows(installation.databaseUrl, truth)
    const { workerPeakRssMb, postgresPeakPssMb } = await installation.usage()
    const delta = await deltaOf100(cloud, installation, imported)
    await requireEqualRows(installation.databaseUrl, await cloud.counts())
    return {
      people: rows.people,
      groups: rows.groups,
      memberships: rows.memberships,
      seconds: round(imported.seconds),
      secondsPerMillionMemberships: round(imported.seconds / (rows.memberships / 1e6)),
      requests: imported.run.requests,
      resourceUnits: imported.run.resourceUnits,
      peakRssMb: workerPeakRssMb,
      ...delta,
      peakRssAfterDeltaMb: (await installation.usage()).workerPeakRssMb,
      postgresPeakPssMb,
      ...installation.durability,
    }
  } finally {
    await installation?.stop()
    await stopPrograms()
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Changes a hundred things at Microsoft, syncs, and looks whether just these changed in Atrium. */
async function deltaOf100(cloud: Cloud, { hub, databaseUrl }: Installation, { connectionId, run: first }: Imported) {
  return asOwner(databaseUrl, async (client) => {
    const changes = await hundredChanges(client, cloud)
    for (const { order, body } of changes) await cloud.order(order, body)
    const started = performance.now()
    Requested.parse(await hub.call('POST', `/v1/connections/${connectionId}/sync`, { onlyChanges: true }))
    const run = await followRun(hub, connectionId, { after: first.id })
    const wall = (performance.now() - started) / 1_000
    await requireExactly(client, run.id, changes)
    return {
      deltaSeconds: round(run.durationSeconds ?? Number.NaN),
      deltaWallSeconds: round(wall),
      deltaRequests: run.requests,
      deltaResourceUnits: run.resourceUnits,
    }
  })
}
