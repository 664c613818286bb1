import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { type Cloud, startCloud } from './parts/cloud.ts'
import { startDatabase } from './parts/database.ts'
import { connectByOwnRegistration, startHub } from './parts/hub.ts'
import { stopPrograms } from './parts/program.ts'

export const summary =
  'how soon a second process takes over the import of one that was killed, and that nothing is lost  [--people 4000] [--latency 300]'

const patienceMs = 120_000

/** Two processes of one installation; the one that holds the import is killed in the middle of it. */
export async function run(args: string[]): Promise<object> {
  const { values } = parseArgs({
    args,
    options: { people: { type: 'string', default: '4000' }, latency: { type: 'string', default: '300' } },
  })
  const dataDir = await mkdtemp(join(tmpdir(), 'atrium-bench-'))
  const cloud = await startCloud({ people: Number(values.people), latency: Number(values.latency), isThrottled: false })
  const database = await startDatabase(join(dataDir, 'database'))
  const client = new pg.Client({ connectionString: database.url })
  try {
    const hub = await startHub({ adminUrl: database.url, dataDir: join(dataDir, 'hub'), cloudUrl: cloud.url })
    await hub.startWorker()
    await client.connect()
    await connectByOwnRegistration(hub, cloud)
    const before = await until(client, ({ read }) => read >= Number(values.people) / 3)
    process.stderr.write(`Killing the holder, process ${before.holder}, after ${before.read} objects …\n`)
    process.kill(before.holder, 'SIGKILL')
    const killed = performance.now()
    await until(client, ({ holder, fencing }) => holder !== before.holder && fencing > before.fencing)
    const takeoverSeconds = (performance.now() - killed) / 1_000
    const after = await until(client, ({ status }) => status !== 'running')
    if (after.status !== 'completed') throw new Error(`the import ended as ${after.status}`)
    await requireEqual(client, cloud)
    const { people, latency } = values
    return {
      people: Number(people),
      latencyMs: Number(latency),
      takeoverSeconds: Math.round(takeoverSeconds * 10) / 10,
      ...database.durability,
    }
  } finally {
    await client.end()
    await stopPrograms()
    await database.remove()
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
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
