import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../testing/index.ts'
import { idSource } from '../../kernel/ids.ts'
import { systemRandom } from '../../kernel/random.ts'
import { settableClock } from '../../kernel/time.ts'
import { connectDatabase, type Database } from '../../platform/database/database.ts'
import type { Statement } from '../../platform/database/statement.ts'
import { listPeople, searchPeople } from './sql/people.ts'
import { type PeopleFilter, paramsOf } from './sql/people-conditions.ts'
import { putPeople } from './testing/people-rows.ts'

const at = new Date('2026-03-01T00:00:00Z')
const newId = idSource(settableClock(at), systemRandom)
const [ours, theirs] = [newId(), newId()]

let testing: TestDatabase
let database: Database
beforeAll(async () => {
  testing = await testDatabase()
  database = connectDatabase(testing.applicationUrl)
  const when = { begun: new Date('2026-01-01T00:00:00Z'), at }
  const crowd = Array.from({ length: 15_000 }, (_, nth) => ({
    name: `Person ${nth}`,
    title: `Title ${nth % 90}`,
    department: `Unit ${nth % 40}`,
  }))
  await putPeople(database, ours, [...crowd, { name: 'Zebra Ours' }], when)
  await putPeople(database, theirs, [{ name: 'Zebra Theirs' }, { name: 'Zebra Theirs', to: at }], when)
  const owner = new pg.Client({ connectionString: testing.adminUrl })
  await owner.connect()
  await owner.query('vacuum analyze person, person_history, person_manager')
  await owner.end()
}, 60_000)
afterAll(async () => {
  await database.close()
  await testing.drop()
})

describe('the search function', () => {
  const ask = (organisationId: string | undefined) =>
    database.read({ organisationId }, (reader) => reader.first(searchPeople, { search: 'zebra', at, atMost: null }))

  test('finds in the acting organisation alone', async () => {
    expect((await ask(ours))?.found).toHaveLength(1)
    expect((await ask(theirs))?.found).toHaveLength(1)
    expect((await ask(ours))?.found).not.toEqual((await ask(theirs))?.found)
  })

  test('finds nothing for nobody, and nothing for an organisation without people', async () => {
    expect((await ask(undefined))?.found).toEqual([])
    expect((await ask(newId()))?.found).toEqual([])
  })
})

const everybody: PeopleFilter = {
  at,
  search: null,
  states: ['active'],
  includeGuests: false,
  userType: null,
  department: null,
  officeLocation: null,
  country: null,
  employeeType: null,
  jobTitle: null,
  managerId: null,
  groups: null,
  scopeDepartments: [],
  scopeGroups: null,
  scopeUnits: [],
}

describe('a page of people', () => {
  const planOf = async (statement: Statement<Record<string, unknown>, unknown>, params: Record<string, unknown>) => {
    const explained: Statement<Record<string, unknown>, { 'QUERY PLAN': string }> = {
      text: `explain ${statement.text}`,
      names: statement.names,
    }
    const rows = await database.read({ organisationId: ours }, (reader) => reader.rows(explained, params))
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  }
  const params = { ...paramsOf(everybody), limit: 51, after0: 'person 5', after1: newId(), after2: newId() }

  test.each([
    ['displayName', 'person_name'],
    ['userPrincipalName', 'person_user_principal_name'],
    ['jobTitle', 'person_job_title'],
    ['department', 'person_department'],
  ] as const)('by %s goes through its index, under row-level security', async (sort, index) => {
    for (const goesOn of [false, true]) {
      const plan = await planOf(listPeople(everybody, sort, { goesOn, way: 'ordered', more: [] }), params)
      expect(plan).toContain(`Index Scan using ${index}`)
      expect(plan).not.toMatch(/Seq Scan on person\b/)
    }
  })

  test('that few match looks them up', async () => {
    const more = ['p.person_id = any (:found)']
    const plan = await planOf(listPeople(everybody, 'displayName', { goesOn: false, way: 'gathered', more }), {
      ...params,
      found: [newId()],
    })
    expect(plan).toContain('person_pkey')
    expect(plan).not.toMatch(/Seq Scan on person\b/)
  })
})
