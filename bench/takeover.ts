import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { type Cloud, startCloud } from './parts/cloud.ts'
import { startDatabase } from './parts/database.ts'
import { connectByOwnRegistration, type Hub, startHub } from './parts/hub.ts'
import { stopPrograms } from './parts/program.ts'

export const summary =
  'how soon another process takes over the import of one that was killed, several times, and that nothing is lost  [--people 4000] [--latency 300] [--kills 5]'

const patienceMs = 120_000

/** Two processes of one installation; the one that holds the import is killed, again and again, while it goes on. */
export async function run(args: string[]): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      people: { type: 'string', default: '4000' },
      latency: { type: 'string', default: '300' },
      kills: { type: 'string', default: '5' },
    },
  })
  const [people, latency, kills] = [Number(values.people), Number(values.latency), Number(values.kills)]
  const dataDir = await mkdtemp(join(tmpdir(), 'atrium-bench-'))
  const cloud = await startCloud({ people, latency, isThrottled: false })
  const database = await startDatabase(join(dataDir, 'database'))
  const client = new pg.Client({ connectionString: database.url })
  try {
    const hub = await startHub({ adminUrl: database.url, dataDir: join(dataDir, 'hub'), cloudUrl: cloud.url })
    await hub.startWorker()
    await client.connect()
    await connectByOwnRegistration(hub, cloud)
    const seconds: number[] = []
    for (let kill = 1; kill <= kills; kill++) seconds.push(await killHolder(client, (people * kill) / (kills + 1), hub))
    const after = await until(client, ({ status }) => status !== 'running')
    if (after.status !== 'completed') throw new Error(`the import ended as ${after.status}`)
    await requireEqual(client, cloud)
    const sorted = seconds.toSorted((one, other) => one - other)
    return {
      ...{ people, latencyMs: latency, kills },
      takeoverSeconds: { min: sorted[0], median: sorted[Math.floor(sorted.length / 2)], max: sorted.at(-1) },
      ...database.durability,
    }
  } finally {
    await client.end()
    await stopPrograms()
    await database.remove()
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** @returns the seconds until another process held the import; a new worker stands by afterwards */
async function killHolder(client: pg.Client, objects: number, hub: Pick<Hub, 'startWorker'>): Promise<number> {
  const before = await until(client, ({ read, status }) => read >= objects && status === 'running')
  process.stderr.write(`Killing the holder, process ${before.holder}, after ${before.read} objects …\n`)
  process.kill(before.holder, 'SIGKILL')
  const killed = performance.now()
  await until(client, ({ holder, fencing }) => holder !== before.holder && fencing > before.fencing)
  const seconds = (performance.now() - killed) / 1_000
  await hub.startWorker()
  return Math.round(seconds * 10) / 10
}

interface Moment {
  status: string
  read: number
  holder: number
  fencing: number
}

/** Looks at the run and its lease until they are so. */
async function until(client: pg.Client, isSo: (moment: Moment) => boolean): Promise<Moment> {
  for (const end = performance.now() + patienceMs; performance.now() < end; await pause(50)) {
    const { rows } = await client.query<Moment>(`
      select s.status, (select coalesce(sum(r.objects_read), 0)::int from sync_run_resource r) as read,
        split_part(l.holder, ':', -1)::int as holder, l.fencing::int as fencing
      from sync_run s join lease l on l.name = 'sync:' || s.connection_id`)
    const [moment] = rows
    if (moment && isSo(moment)) return moment
  }
  throw new Error('it did not come about within two minutes')
}

async function requireEqual(client: pg.Client, cloud: Cloud): Promise<void> {
  const { rows } = await client.query<{ people: number; memberships: number }>(
    'select (select count(*)::int from person) as people, (select count(*)::int from group_member) as memberships',
  )
  const truth = await cloud.counts()
  const expected = { people: truth.users.total, memberships: truth.memberships }
  if (JSON.stringify(rows[0]) !== JSON.stringify(expected))
    throw new Error(`Atrium holds ${JSON.stringify(rows[0])}, Microsoft has ${JSON.stringify(expected)}`)
}
