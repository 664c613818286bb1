import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Person, type TestHub, testHub } from '../testing/index.ts'
import { answerOf, connectOwn, imported, syncNow } from '../testing/whole/connect.ts'
import { type SimulatedMicrosoft, simulatedMicrosoft } from '../testing/whole/microsoft.ts'

let microsoft: SimulatedMicrosoft
let hub: TestHub
let owner: Person
const asOf: string[] = []
beforeAll(async () => {
  microsoft = simulatedMicrosoft(620)
  hub = await testHub({ microsoft: microsoft.start, work: true })
  owner = await hub.asOwner()
  const clientSecret = 'the secret of an application of its own'
  const tenancy = microsoft.tenancy('large')
  const applicationId = await microsoft.ownApplication(tenancy, { secret: clientSecret })
  const connectionId = await connectOwn(owner, tenancy, { applicationId, clientSecret })
  await imported(owner, connectionId)
  for (let round = 0; round < 3; round += 1) {
    asOf.push(Fresh.parse(await answerOf(owner, 'GET', '/v1/directory/freshness')).asOf)
    await microsoft.control('random', { count: 25 })
    hub.clock.advance(60_000)
    await syncNow(owner, connectionId)
  }
})
afterAll(async () => {
  await hub.close()
  await microsoft.close()
})

const Fresh = z.object({ asOf: z.string() })
const Page = z.object({
  items: z.array(
    z.looseObject({ id: z.string(), displayName: z.string().nullable(), department: z.string().nullish() }),
  ),
  nextCursor: z.string().nullable(),
})

/** Rows of a CSV file (RFC 4180), by the names in its first line. */
function rowsOf(csv: string): Record<string, string>[] {
  const records: string[][] = [[]]
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    records.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end !== ',') records.push([])
  }
  const [names = [], ...rows] = records.filter((record) => record.length > 1)
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ''])))
}

async function everyItem(path: string): Promise<z.output<typeof Page>['items']> {
  const items: z.output<typeof Page>['items'] = []
  let cursor: string | null = null
  do {
    const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page: z.output<typeof Page> = Page.parse(await answerOf(owner, 'GET', `${path}&limit=200${more}`))
    items.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  return items
}

test.each([
  ['people', 'state=active&state=blocked&includeGuests=true'],
  ['groups', 'includeGone=false'],
  ['applications', 'includeGone=false'],
])('an export of %s as of a past sync has every row of the list as it was then', async (list, filter) => {
  expect(asOf).toHaveLength(3)
  for (const instant of asOf) {
    const query = `${filter}&asOf=${encodeURIComponent(instant)}`
    const listed = await everyItem(`/v1/${list}?${query}`)
    const answer = await owner.ask(`/v1/${list}.csv?${query}`)
    expect(answer.headers.get('content-type')).toContain('text/csv')
    const exported = rowsOf(await answer.text())
    expect(exported.map(({ id }) => id)).toEqual(listed.map(({ id }) => id))
    expect(exported.map(({ displayName }) => displayName)).toEqual(listed.map(({ displayName }) => displayName ?? ''))
    if (list === 'people')
      expect(exported.map(({ department }) => department)).toEqual(listed.map(({ department }) => department ?? ''))
  }
})

test('a run says by name who asked for it', async () => {
  const Runs = z.object({ items: z.array(z.object({ trigger: z.string(), requestedBy: z.string().nullable() })) })
  const { items } = Runs.parse(await answerOf(owner, 'GET', '/v1/sync-runs'))
  expect(items.map(({ trigger, requestedBy }) => [trigger, requestedBy])).toEqual([
    ['manual', 'Owner'],
    ['manual', 'Owner'],
    ['manual', 'Owner'],
    ['first_import', null],
  ])
})
