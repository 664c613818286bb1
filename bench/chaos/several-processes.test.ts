import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { connectDatabase } from '../../hub/src/platform/database/database.ts'
import { startJobs } from '../../hub/src/platform/jobs/jobs.ts'
import { connectByOwnRegistration } from '../parts/hub.ts'
import { type Installation, startInstallation } from './installation.ts'
import { brokenInvariants } from './invariants.ts'
import { judgePresent, judgeVersions } from './judge.ts'
import { patient, until } from './patience.ts'
import { readRemembered } from './remembered.ts'
import { mergedRuns } from './runs.ts'
import { operator, settle } from './settle.ts'
import type { Supervised } from './supervised.ts'
import { type WatchedTenancy, watchTenancy } from './tenancy.ts'

const patienceSeconds = 60
/** each test waits for several things that may take so long */
vi.setConfig({ testTimeout: 240_000 })

let folder: string
let installation: Installation
let tenancy: WatchedTenancy
let person: ReturnType<typeof operator>
let connectionId: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atrium-processes-'))
  installation = await startInstallation(folder, { people: 60, workers: 2 })
  const send = patient(installation.send, patienceSeconds)
  const call = async (method: string, path: string, body?: object) => (await send(method, path, body)).json()
  connectionId = await connectByOwnRegistration({ call }, installation.cloud)
  tenancy = await watchTenancy(installation.cloud)
  person = operator(installation, connectionId, send, tenancy.notice)
  await settle(installation, person)
})
afterAll(async () => {
  await installation.end()
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** The sync stands still here, in the middle of what it reads. */
const stillAt = '/groups/delta'
const change = { kind: 'person renamed', picks: [0.4, 0], tag: 'processes' } as const

afterEach(async () => {
  await tenancy.order({ name: 'clear-faults', body: {} })
})

interface Lease {
  worker: Supervised
  fencing: number
}

async function leaseOf(): Promise<Lease | undefined> {
  const { rows } = await installation.owner.query<{ pid: number; fencing: number }>(
    `select split_part(holder, ':', -1)::int as pid, fencing::int from lease where name like 'sync:%'`,
  )
  const worker = installation.workers.find((one) => one.pid() === rows[0]?.pid)
  return worker && rows[0] && { worker, fencing: rows[0].fencing }
}

/** Asks for a sync and waits until a worker stands in the middle of it, where it gets no answer for so long. */
async function inTheMiddle(delayMs = 20_000): Promise<Lease> {
  await tenancy.change([change])
  await tenancy.order({ name: 'fault', body: { pathPattern: stillAt, times: 1, effect: { delayMs } } })
  const before = await person.newest()
  await person.syncNow()
  await until('a sync in its middle', patienceSeconds, async () => {
    const { rows } = await installation.owner.query(
      `select from sync_run_resource s join sync_run r using (organisation_id, run_id)
       where r.run_id <> $1 and r.status = 'running' and s.resource = 'users' and s.status = 'read'`,
      [before?.id],
    )
    return rows.length > 0
  })
  const lease = await leaseOf()
  if (!lease) throw new Error('nobody holds the sync')
  return lease
}

const takenOver = (from: Lease): Promise<void> =>
  until('another worker that takes over', patienceSeconds, async () => {
    const now = await leaseOf()
    return now !== undefined && now.fencing > from.fencing && now.worker !== from.worker
  })

const runEnded = (id: string | undefined): Promise<void> =>
  until('the end of the run', patienceSeconds, async () => {
    // by itself: whoever was woken meanwhile may have begun the next one already
    const { rows } = await installation.owner.query<{ status: string }>(
      'select status from sync_run where run_id = $1',
      [id],
    )
    return rows[0]?.status === 'completed'
  })

/** Everything that must hold after whatever happened. */
async function expectNothingWrong(): Promise<void> {
  await settle(installation, person)
  const [remembered, runs] = [await readRemembered(installation.owner), await mergedRuns(installation.owner)]
  expect([
    ...judgePresent(tenancy.timeline, remembered),
    ...judgeVersions(remembered, runs),
    ...(await brokenInvariants(installation.owner)),
    ...installation.ownEnds,
  ]).toEqual([])
}

test('the run of a killed worker is finished by the other one', async () => {
  const killed = await inTheMiddle()
  const run = await person.newest()
  const restarted = killed.worker.kill(15_000)
  await takenOver(killed)
  await runEnded(run?.id)
  await restarted
  await expectNothingWrong()
})

test('a worker that was paused past its lease writes nothing when it goes on', async () => {
  const paused = await inTheMiddle()
  const run = await person.newest()
  paused.worker.signal('SIGSTOP')
  await takenOver(paused)
  await runEnded(run?.id)
  const log = join(installation.logs, `${paused.worker.name}.log`)
  const said = (await readFile(log, 'utf8')).length
  paused.worker.signal('SIGCONT')
  // whether by its lease or by its claim on the job, whichever it looks at first
  await until('its giving up', patienceSeconds, async () =>
    (await readFile(log, 'utf8')).slice(said).includes('background work failed'),
  )
  await expectNothingWrong()
})

test('however often workers are woken, a connection has one run at a time', async () => {
  const url = installation.environment.ATRIUM_DATABASE_URL ?? ''
  const { rows } = await installation.owner.query<{ id: string }>('select organisation_id as id from connection')
  const organisationId = rows[0]?.id ?? ''
  const database = connectDatabase(url)
  const jobs = await startJobs(url, { onError: () => undefined })
  const wake = 20
  for (let nth = 0; nth < wake; nth++)
    await database.write({ organisationId }, (writer) =>
      jobs.enqueue(
        writer,
        'directory.sync',
        { organisationId, connectionId, trigger: 'manual' },
        { key: `wake ${nth}` },
      ),
    )
  await until('the end of all that was woken', patienceSeconds, async () => {
    const left = await installation.owner.query(
      `select from pgboss.job where singleton_key like 'wake %' and state <> 'completed'`,
    )
    return left.rows.length === 0
  })
  await jobs.stop()
  await database.close()
  const woken = await installation.owner.query<{ runs: number; fencing: number }>(
    `select (select count(*)::int from sync_run) as runs, (select fencing::int from lease where name like 'sync:%') as fencing`,
  )
  expect(woken.rows[0]?.runs).toBeGreaterThan(1)
  expect(woken.rows[0]?.fencing).toBeGreaterThanOrEqual(woken.rows[0]?.runs ?? 0)
  await expectNothingWrong()
})

test('PostgreSQL killed under all of them: no process ends, and the sync comes to its end', async () => {
  await inTheMiddle()
  const run = await person.newest()
  installation.database.kill()
  await installation.database.restart()
  await runEnded(run?.id)
  await expectNothingWrong()
})

test('a worker goes on while the server is away', async () => {
  await inTheMiddle(4_000)
  const run = await person.newest()
  const restarted = installation.server.kill(5_000)
  await runEnded(run?.id)
  await restarted
  await expectNothingWrong()
})
