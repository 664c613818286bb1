import { isoSeconds } from '../../clock.ts'
import { personName } from '../../generate/names.ts'
import type { Json } from '../../model.ts'
import { guidOf, Random } from '../../random.ts'
import type { Tenancy } from '../../tenancy.ts'
import { type Column, column } from '../column.ts'
import { SYSTEM } from '../identity.ts'
import type { FieldValues } from '../items.ts'
import { type ListPlan, SharePointList } from '../list.ts'
import { PEOPLE_COLUMNS, PeopleItems } from '../people-items.ts'
import type { Site } from '../site.ts'
import { standardColumns } from '../standard-columns.ts'

const DAY = 86_400_000

type Own = Partial<Omit<Column, 'id' | 'name' | 'type'>>

/** What every site has: its document library, and SharePoint's own lists, which only who selects `system` is shown. */
export function* ordinaryLists(tenancy: Tenancy, site: Site): Generator<SharePointList> {
  yield listOf(site, { name: 'Shared Documents', displayName: 'Documents', template: 'documentLibrary' })
  yield listOf(site, { name: 'SitePages', displayName: 'Site Pages', template: 'webPageLibrary', system: true })
  yield userInformation(tenancy, site)
}

/** The ordinary lists, and two with items: who is expected, and who asks for access to what. */
export function* demonstrationLists(tenancy: Tenancy, site: Site): Generator<SharePointList> {
  yield* ordinaryLists(tenancy, site)
  yield visitors(site)
  yield accessRequests(site)
}

function userInformation(tenancy: Tenancy, site: Site): SharePointList {
  const { createdAt } = site.plan
  const id = guidOf(`${site.id}/list/users`)
  const named = { name: 'users', displayName: 'User Information List', template: 'userInformation' } as const
  const plan = { ...named, id, system: true, hidden: true, at: createdAt, by: SYSTEM }
  const columns = [...standardColumns(named.template), ...PEOPLE_COLUMNS]
  return new SharePointList(plan, columns, new PeopleItems(tenancy, createdAt))
}

function listOf(
  site: Site,
  plan: Pick<ListPlan, 'name' | 'displayName' | 'template' | 'system'>,
  columns: readonly [name: string, type: NonNullable<Column['type']>, facet: Column['facet'], more?: Own][] = [],
): SharePointList {
  const id = guidOf(`${site.id}/list/${plan.name}`)
  const own = columns.map(([name, type, facet, more = {}]) =>
    column({ id: guidOf(`${id}/column/${name}`), name, type, facet, ...more }),
  )
  return new SharePointList({ ...plan, id, at: site.plan.createdAt, by: SYSTEM }, [
    ...standardColumns(plan.template),
    ...own,
  ])
}

const text = { allowMultipleLines: false, maxLength: 255 }
const choices = (...all: string[]): { readonly [name: string]: Json } => ({
  allowTextEntry: false,
  choices: all,
  displayAs: 'dropDownMenu',
})

function visitors(site: Site): SharePointList {
  const list = listOf(site, { name: 'Visitors', displayName: 'Visitors', template: 'genericList' }, [
    ['Reference', 'text', text, { indexed: true, enforceUniqueValues: true }],
    ['Company', 'text', text],
    [
      'ExpectedAt',
      'dateTime',
      { displayAs: 'default', format: 'dateTime' },
      { displayName: 'Expected at', indexed: true },
    ],
    [
      'Status',
      'choice',
      choices('Expected', 'On site', 'Left'),
      { indexed: true, defaultValue: { value: 'Expected' } },
    ],
    ['Escorted', 'boolean', {}, { defaultValue: { value: '0' } }],
    ['Badge', 'number', { decimalPlaces: 'none', displayAs: 'number', minimum: 1, maximum: 9999 }],
  ])
  const random = new Random(`${list.id}/items`)
  plant(list, 40, (number) => {
    const { given, family } = personName(random)
    const day = Math.floor(list.createdAt / DAY) + number
    const expected = day * DAY + random.between(7, 16) * 3_600_000
    return {
      Title: `${given} ${family}`,
      Reference: `VIS-${String(number).padStart(5, '0')}`,
      Company: random.pick(['Alder Pumps', 'Birch Meters', 'Cedar Survey', 'Dogwood Electric']),
      ExpectedAt: isoSeconds(expected),
      Status: random.pick(['Expected', 'On site', 'Left']),
      Escorted: random.chance(0.4),
      Badge: random.between(1, 9999),
    }
  })
  return list
}

function accessRequests(site: Site): SharePointList {
  const list = listOf(site, { name: 'Access requests', displayName: 'Access requests', template: 'genericList' }, [
    ['RequestId', 'text', text, { displayName: 'Request id', indexed: true, enforceUniqueValues: true }],
    ['State', 'choice', choices('Open', 'Approved', 'Rejected'), { indexed: true, defaultValue: { value: 'Open' } }],
    [
      'RequestedFor',
      'personOrGroup',
      { allowMultipleSelection: false, chooseFromType: 'peopleOnly', displayAs: 'nameWithPresence' },
      { displayName: 'Requested for' },
    ],
    ['Reason', 'text', { allowMultipleLines: true, textType: 'plain' }],
  ])
  const random = new Random(`${list.id}/items`)
  plant(list, 12, (number) => ({
    Title: random.pick(['Pump house 3', 'Archive', 'Control room', 'Server room', 'Chemical store']),
    RequestId: `REQ-${String(number).padStart(5, '0')}`,
    State: random.pick(['Open', 'Approved', 'Rejected']),
    Reason: random.pick(['Inspection', 'New position', 'Maintenance window']),
  }))
  return list
}

function plant(list: SharePointList, count: number, fields: (number: number) => FieldValues): void {
  for (let number = 1; number <= count; number++) list.plant(fields(number), list.createdAt + number * DAY, SYSTEM)
}
