import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { z } from 'zod'
import { connectDatabase } from '../hub/src/platform/database/database.ts'
import { migrate } from '../hub/src/platform/database/migrate.ts'
import { type DurableDatabase, startDatabase } from './parts/database.ts'
import { type Hub, startHub } from './parts/hub.ts'
import { fillDirectory } from './parts/large-directory/fill.ts'
import type { Sizes } from './parts/large-directory/sizes.ts'
import { stopPrograms } from './parts/program.ts'
import { asker, percentiles, round } from './parts/reads/ask.ts'
import { type ByHand, byHand } from './parts/reads/by-hand.ts'
import { type Question, questions } from './parts/reads/questions.ts'
import { steady } from './parts/reads/steady.ts'
import { peakRssMb } from './parts/usage.ts'

export const summary =
  'reads of a large directory, over HTTP and by hand, then a steady mix  [--people 1000000] [--groups 50000] [--memberships 5000000] [--rounds 40] [--rate 200] [--seconds 30]'

const Key = z.object({ key: z.string() })
const Token = z.object({ accessToken: z.string() })
const Items = z.object({ items: z.array(z.looseObject({ id: z.string().optional() })) })
const EffectiveItem = z.object({ person: z.object({ id: z.string() }) })

export async function run(args: string[]): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      people: { type: 'string', default: '1000000' },
      groups: { type: 'string', default: '50000' },
      memberships: { type: 'string', default: '5000000' },
      rounds: { type: 'string', default: '40' },
      rate: { type: 'string', default: '200' },
      seconds: { type: 'string', default: '30' },
    },
  })
  const [people, groups, memberships] = [Number(values.people), Number(values.groups), Number(values.memberships)]
  const sizes: Sizes = { people, groups, memberships, applications: 5_000, assignments: 300_000 }
  const dataDir = await mkdtemp(join(tmpdir(), 'atrium-bench-'))
  let database: DurableDatabase | undefined
  try {
    database = await startDatabase(join(dataDir, 'database'))
    // nothing is read from Microsoft: the discard port stands for its cloud
    const hub = await startHub({
      adminUrl: database.url,
      dataDir: join(dataDir, 'hub'),
      cloudUrl: 'http://127.0.0.1:9',
    })
    const load = { rounds: Number(values.rounds), perSecond: Number(values.rate), seconds: Number(values.seconds) }
    return { ...sizes, ...(await measure(database, hub, sizes, load)), ...database.durability, node: process.version }
  } finally {
    await stopPrograms()
    await database?.remove()
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}

interface Load {
  rounds: number
  perSecond: number
  seconds: number
}

async function measure(database: DurableDatabase, hub: Hub, sizes: Sizes, load: Load): Promise<object> {
  const owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  const { applicationUrl } = await migrate(database.url)
  const reads = connectDatabase(applicationUrl, { maxConnections: 1 })
  let hand: ByHand | undefined
  try {
    const organisationId = await onlyOrganisation(owner)
    const started = performance.now()
    process.stderr.write(`Filling in ${sizes.people} people …\n`)
    await fillDirectory(database.url, organisationId, sizes)
    const fillSeconds = round((performance.now() - started) / 1_000)
    await requireSizes(owner, sizes)
    const ask = asker(...(await origin(hub)))
    hand = await byHand(applicationUrl, reads, organisationId)
    const asked = await questions(owner, sizes)
    const measured: Record<string, object> = {}
    for (const question of asked) {
      await requireTruth(owner, question, (await ask(question.path)).text)
      measured[question.name] = await compare(ask, hand, question, load.rounds)
      process.stderr.write(`${question.name}: ${JSON.stringify(measured[question.name])}\n`)
    }
    return {
      fillSeconds,
      reads: measured,
      steady: await steady(ask, asked, load),
      hubPeakRssMb: await peakRssMb(hub.program.pid),
    }
  } finally {
    await hand?.close()
    await reads.close()
    await owner.end()
  }
}

/** One after the other, HTTP and hand in turns, so that both meet the same caches and the same noise. */
async function compare(
  ask: ReturnType<typeof asker>,
  hand: ByHand,
  { path }: Question,
  rounds: number,
): Promise<object> {
  const [over, by]: [number[], number[]] = [[], []]
  const first = await ask(path)
  if (first.status !== 200) throw new Error(`${path}: ${first.status} ${first.text.slice(0, 300)}`)
  const statements = await hand.statementsOf(path)
  const begun = performance.now()
  // a slow read is asked less often
  for (let round = 0; round < rounds && (round < 5 || performance.now() - begun < 20_000); round++) {
    over.push((await ask(path)).ms)
    by.push(await hand.send(statements))
  }
  const [http, sql] = [percentiles(over), percentiles(by)]
  return { times: over.length, http, sql, statements: statements.length, ratio: round(http.p50 / sql.p50) }
}

/** An API key's token for what is read, as a program has one. */
async function origin(hub: Hub): Promise<[string, string]> {
  const { key } = Key.parse(await hub.call('POST', '/v1/api-keys', { name: 'Benchmark', scopes: ['directory:read'] }))
  const answer = await fetch(new URL('/v1/tokens', hub.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: '{}',
  })
  return [hub.url, Token.parse(await answer.json()).accessToken]
}

async function requireTruth(owner: pg.Client, { name, truth }: Question, text: string): Promise<void> {
  const { items } = Items.parse(JSON.parse(text).items === undefined ? { items: [] } : JSON.parse(text))
  if (truth === undefined) return
  const { rows } = await owner.query<{ id: string }>(truth.sql, truth.values)
  const found = items.map((item) => item.id ?? EffectiveItem.parse(item).person.id)
  if (JSON.stringify(found) !== JSON.stringify(rows.map(({ id }) => id)))
    throw new Error(`${name} answers with ${found.length} rows that are not the ${rows.length} right ones`)
}

async function onlyOrganisation(owner: pg.Client): Promise<string> {
  const { rows } = await owner.query<{ organisation_id: string }>('select organisation_id from organisation')
  const [row] = rows
  if (row === undefined) throw new Error('there is no organisation')
  return row.organisation_id
}

async function requireSizes(owner: pg.Client, sizes: Sizes): Promise<void> {
  const { rows } = await owner.query<Record<string, number>>(`
    select (select count(*)::int from person) as people, (select count(*)::int from directory_group) as groups,
      (select count(*)::int from group_member) as memberships, (select count(*)::int from service_principal) as applications,
      (select count(*)::int from app_role_assignment) as assignments`)
  for (const [name, size] of Object.entries(sizes))
    if (rows[0]?.[name] !== size) throw new Error(`there are ${rows[0]?.[name]} ${name}, not ${size}`)
}
