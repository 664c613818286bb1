import { join } from 'node:path'
import type { Cloud } from './cloud.ts'
import { watchCluster } from './cluster-usage.ts'
import { startDatabase } from './database.ts'
import { connectByOwnRegistration, type Hub, startHub } from './hub.ts'
import { answerTo } from './pages.ts'
import { round } from './said.ts'
import { followRun, type SyncRun } from './sync-run.ts'
import { cpuMs, peakRssMb } from './usage.ts'

export interface Imported {
  connectionId: string
  run: SyncRun
  /** from the call that connects the tenancy until the sync's own events say that it is merged and readable */
  seconds: number
}

export interface InstallationUsage {
  /** VmHWM of the process that syncs */
  workerPeakRssMb: number
  serverPeakRssMb: number
  postgresPeakPssMb: number
  workerCpuSeconds: number
  serverCpuSeconds: number
  /** since the installation was started */
  postgresCpuSeconds: number
}

/** PostgreSQL, `hub serve` and `hub work`, each in processes of their own. */
export interface Installation {
  hub: Hub
  databaseUrl: string
  durability: Record<string, string>
  /** @param how.drained whether the tenancy's buckets are emptied as the run begins */
  import(how: { drained: boolean }): Promise<Imported>
  usage(): Promise<InstallationUsage>
  stop(): Promise<void>
}

export async function startInstallation(dataDir: string, cloud: Cloud): Promise<Installation> {
  const database = await startDatabase(join(dataDir, 'database'))
  const cluster = watchCluster(database.pid)
  try {
    const place = { adminUrl: database.url, dataDir: join(dataDir, 'hub'), cloudUrl: cloud.url, alone: true }
    const hub = await startHub(place)
    const worker = await hub.startWorker()
    return {
      hub,
      databaseUrl: database.url,
      durability: database.durability,
      async import({ drained }) {
        if (drained) await emptyBucket(cloud)
        const started = performance.now()
        const connectionId = await connectByOwnRegistration(hub, cloud)
        // What was refilled while it connected is taken away as soon as the run is told of.
        const run = await followRun(hub, connectionId, drained ? { begun: () => cloud.order('drain-throttle') } : {})
        return { connectionId, run, seconds: (performance.now() - started) / 1_000 }
      },
      usage: async () => ({
        workerPeakRssMb: await peakRssMb(worker.pid),
        serverPeakRssMb: await peakRssMb(hub.program.pid),
        postgresPeakPssMb: cluster.peakPssMb(),
        workerCpuSeconds: round((await cpuMs(worker.pid)) / 1_000),
        serverCpuSeconds: round((await cpuMs(hub.program.pid)) / 1_000),
        postgresCpuSeconds: round(await cluster.cpuSeconds()),
      }),
      async stop() {
        cluster.stop()
        await worker.stop()
        await hub.program.stop()
        await database.remove()
      },
    }
  } catch (error) {
    cluster.stop()
    await database.remove()
    throw error
  }
}

/** There is a bucket to be emptied once the application has asked for something. */
async function emptyBucket(cloud: Cloud): Promise<void> {
  await cloud.register(['Organization.Read.All'])
  await answerTo({ url: `${cloud.url}/v1.0/organization` }, await cloud.token())
  await cloud.order('drain-throttle')
}
