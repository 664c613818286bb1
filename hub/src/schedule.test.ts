import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Person, type TestHub, testHub } from '../testing/index.ts'
import { connectOwn, imported } from '../testing/whole/connect.ts'
import { type SimulatedMicrosoft, simulatedMicrosoft } from '../testing/whole/microsoft.ts'

let microsoft: SimulatedMicrosoft
let hub: TestHub
let owner: Person
let database: pg.Client
beforeAll(async () => {
  microsoft = simulatedMicrosoft(40)
  hub = await testHub({ microsoft: microsoft.start, work: true })
  owner = await hub.asOwner()
  database = new pg.Client({ connectionString: hub.adminUrl, application_name: 'tests: schedule' })
  await database.connect()
})
afterAll(async () => {
  await database.end()
  await hub.close()
  await microsoft.close()
})

const waiting = async (connectionId: string): Promise<number> => {
  const { rows } = await database.query<{ count: string }>(
    `select count(*) from pgboss.job where name = 'directory.sync' and state = 'created' and data ->> 'connectionId' = $1`,
    [connectionId],
  )
  return Number(rows[0]?.count)
}

test('a connected tenancy is always due: a worker that starts sees to it, once', async () => {
  const clientSecret = 'the secret of an application of its own'
  const tenancy = microsoft.tenancy('large')
  const applicationId = await microsoft.ownApplication(tenancy, { secret: clientSecret })
  const connectionId = await connectOwn(owner, tenancy, { applicationId, clientSecret })
  await imported(owner, connectionId)
  await expect.poll(() => waiting(connectionId), { timeout: 20_000 }).toBe(1)
  // as after weeks of standstill, when pg-boss has let go what was waiting
  await database.query(`delete from pgboss.job where name = 'directory.sync'`)
  await hub.app.work()
  await expect.poll(() => waiting(connectionId), { timeout: 20_000 }).toBe(1)
  await hub.app.work()
  expect(await waiting(connectionId)).toBeLessThanOrEqual(1)
})
