import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type BackstageReport, installBackstage, readWithBackstage } from './parts/backstage.ts'
import { type Cloud, type CloudSizes, startCloud, type TrueCounts } from './parts/cloud.ts'
import { type Installation, startInstallation } from './parts/installation.ts'
import {
  floorSeconds,
  leastUnitsOfPlanC,
  UNITS_PER_SECOND,
  unitsOfPlanC,
  unitsOfPlanCWithOwners,
} from './parts/plan-c.ts'
import { stopPrograms } from './parts/program.ts'
import { round, tell } from './parts/said.ts'
import { otherMemberships, requireEqualRows } from './parts/stored-rows.ts'
import { costOf, median, type PageCost, syncPages } from './parts/sync-pages.ts'
import { cpuMs, peakRssMb } from './parts/usage.ts'

export const summary =
  'a first import beside Backstage’s client on the same simulated cloud, and once more with the throttle enforced from an empty bucket  [--people 100000] [--groups 20000] [--memberships 1000000] [--service-principals 5000] [--assignments 300000] [--latency 50] [--pages 60]'

/** Every page of the simulated cloud is to take no more than this, so that it is not what is measured. */
const PAGE_CPU_MS = 5

const OPTIONS = {
  people: { type: 'string', default: '100000' },
  groups: { type: 'string', default: '20000' },
  memberships: { type: 'string', default: '1000000' },
  'service-principals': { type: 'string', default: '5000' },
  assignments: { type: 'string', default: '300000' },
  latency: { type: 'string', default: '50' },
  pages: { type: 'string', default: '60' },
  'without-backstage': { type: 'boolean', default: false },
} as const

interface Setting {
  people: number
  latency: number
  pages: number
  sizes: CloudSizes
}

export async function run(args: string[]): Promise<object> {
  const { values } = parseArgs({ args, options: OPTIONS })
  const setting: Setting = {
    people: Number(values.people),
    latency: Number(values.latency),
    pages: Number(values.pages),
    sizes: {
      groups: Number(values.groups),
      memberships: Number(values.memberships),
      applications: Number(values['service-principals']),
      assignments: Number(values.assignments),
    },
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stopPrograms())
  await installBackstage()
  const dataDir = await mkdtemp(join(tmpdir(), 'atrium-bench-'))
  try {
    const atrium = await importOnce(setting, dataDir, false)
    const backstage = values['without-backstage'] ? undefined : await backstageAlone(setting, dataDir, atrium.dropped)
    const throttled = await importOnce(setting, dataDir, true)
    return reportOf(setting, atrium, throttled, backstage)
  } finally {
    await stopPrograms()
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

type Import = Awaited<ReturnType<typeof importOnce>>

/** One first import into a new database: the rows of PostgreSQL are the simulated cloud's before anything is told. */
async function importOnce({ people, latency, pages, sizes }: Setting, dataDir: string, isThrottled: boolean) {
  tell(isThrottled ? 'Atrium, throttled, from an empty bucket …' : 'Atrium …')
  const cloud = await startCloud({ people, latency, isThrottled, sizes })
  let installation: Installation | undefined
  try {
    installation = await startInstallation(join(dataDir, isThrottled ? 'throttled' : 'plain'), cloud)
    const before = await cpuMs(cloud.program.pid)
    const imported = await installation.import({ drained: isThrottled })
    const simulator = {
      peakRssMb: await peakRssMb(cloud.program.pid),
      cpuSeconds: round(((await cpuMs(cloud.program.pid)) - before) / 1_000),
    }
    const truth = await cloud.counts()
    const rows = await requireEqualRows(installation.databaseUrl, truth)
    tell(`  ${round(imported.seconds)} s; PostgreSQL holds what the simulated cloud has: ${JSON.stringify(rows)}`)
    const usage = await installation.usage()
    const { durability } = installation
    const dropped = await otherMemberships(installation.databaseUrl)
    return {
      imported,
      usage,
      simulator,
      rows,
      truth,
      durability,
      dropped,
      pageCosts: isThrottled ? {} : await costs(cloud, pages),
    }
  } finally {
    await installation?.stop()
    await stopPrograms()
  }
}

/** Reads the same tenancy, made from the same seed, with Backstage. */
async function backstageAlone({ people, latency, sizes }: Setting, dataDir: string, dropped: number) {
  tell('Backstage …')
  const cloud = await startCloud({ people, latency, isThrottled: false, sizes })
  try {
    await cloud.register(['User.Read.All', 'Group.Read.All', 'GroupMember.Read.All', 'Organization.Read.All'])
    const before = await cpuMs(cloud.program.pid)
    const report = await readWithBackstage(cloud, dataDir, dropped)
    const cpuSeconds = round(((await cpuMs(cloud.program.pid)) - before) / 1_000)
    tell(`  ${round(report.seconds)} s, ${report.peakRssMb} MiB`)
    return { report, simulator: { cpuSeconds, peakRssMb: await peakRssMb(cloud.program.pid) } }
  } finally {
    await stopPrograms()
  }
}

/** What a page of each kind costs the simulated cloud; told, and a warning where one costs too much. */
async function costs(cloud: Cloud, pages: number): Promise<Record<string, PageCost>> {
  tell('Processor time of a page of the simulated cloud, median in ms:')
  const found: Record<string, PageCost> = {}
  for (const [kind, read] of Object.entries(await syncPages(cloud))) {
    const cost = await costOf(cloud, read, pages)
    found[kind] = cost
    const over = cost.medianCpuMs > PAGE_CPU_MS ? `  ABOVE ${PAGE_CPU_MS}` : ''
    tell(`  ${kind.padEnd(24)} ${cost.medianCpuMs.toFixed(2)} (${cost.kbPerPage} KiB)${over}`)
  }
  return found
}

function reportOf(
  { latency }: Setting,
  atrium: Import,
  throttled: Import,
  backstage: { report: BackstageReport; simulator: object } | undefined,
): object {
  const { imported, usage, rows } = atrium
  const peer = backstage?.report
  return {
    ...(peer && {
      ratio: round(imported.seconds / peer.seconds),
      memoryRatio: round(usage.workerPeakRssMb / peer.peakRssMb),
    }),
    ...floorOf(atrium.truth, throttled),
    atriumSeconds: round(imported.seconds),
    ...(peer && { backstageSeconds: round(peer.seconds) }),
    requests: imported.run.requests,
    resourceUnits: imported.run.resourceUnits,
    runSeconds: imported.run.durationSeconds,
    latencyMs: latency,
    memoryMb: {
      atriumWorkerPeakRss: usage.workerPeakRssMb,
      ...(peer && { backstagePeakRss: peer.peakRssMb }),
      atriumServerPeakRss: usage.serverPeakRssMb,
      postgresPeakPss: usage.postgresPeakPssMb,
      simulatorPeakRss: atrium.simulator.peakRssMb,
    },
    cpuSeconds: {
      atriumWorker: usage.workerCpuSeconds,
      atriumServer: usage.serverCpuSeconds,
      postgres: usage.postgresCpuSeconds,
      simulator: atrium.simulator.cpuSeconds,
      ...(backstage && { backstage: round(backstage.report.cpuSeconds), simulatorForBackstage: backstage.simulator }),
    },
    rows,
    pageCpuMs: Object.fromEntries(
      Object.entries(atrium.pageCosts).map(([kind, { medianCpuMs }]) => [kind, medianCpuMs]),
    ),
    medianPageCpuMs: median(Object.values(atrium.pageCosts).map(({ medianCpuMs }) => medianCpuMs)),
    ...(peer && { backstageVersion: peer.backstage }),
    ...atrium.durability,
    node: process.version,
  }
}

/** How close the throttled run came to the shortest time that plan C could take from an empty bucket. */
function floorOf(truth: TrueCounts, { imported: { run, seconds } }: Import) {
  const size = {
    people: truth.users.total,
    groups: truth.groups.total,
    memberships: truth.memberships,
    groupOwners: truth.groupOwners,
    servicePrincipals: truth.servicePrincipals,
    grants: truth.oauth2PermissionGrants,
  }
  const runSeconds = run.durationSeconds ?? Number.NaN
  const units = unitsOfPlanCWithOwners(size)
  const floor = floorSeconds(units, 0)
  const ratioTo = (other: number) => round(runSeconds / floorSeconds(other, 0))
  tell(
    `floorRatio = ${round(runSeconds)} s ÷ (max(0, ${units} units of plan C − 0 in the bucket) ÷ ${UNITS_PER_SECOND} per second = ${round(floor)} s) = ${ratioTo(units)}`,
  )
  return {
    floorRatio: ratioTo(units),
    floor: {
      formula: 'run seconds / (max(0, units of plan C - held) / 800)',
      runSeconds: round(runSeconds),
      secondsFromConnecting: round(seconds),
      units,
      held: 0,
      floorSeconds: round(floor),
      requests: run.requests,
      resourceUnits: run.resourceUnits,
      throttledSeconds: round(run.throttledSeconds),
      ratioFromConnecting: round(seconds / floor),
      withoutOwners: { units: unitsOfPlanC(size), ratio: ratioTo(unitsOfPlanC(size)) },
      withFullPages: { units: leastUnitsOfPlanC(size), ratio: ratioTo(leastUnitsOfPlanC(size)) },
    },
  }
}
