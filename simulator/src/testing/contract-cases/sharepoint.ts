import type { Json } from '../../world/model.ts'
import type { ContractCase, ContractFixture } from '../contract-case.ts'

const LIST = '/sites/root/lists/Visitors'
const SITE_TEMPLATES = [
  ['/sites/{site-id}', '/sites/root'],
  ['/sites/{site-id}/lists/{list-id}', LIST],
  ['/sites/{site-id}/lists/{list-id}/items/{listItem-id}', `${LIST}/items/1`],
] as const

/** Makes something and answers its id. */
async function made({ cloud }: ContractFixture, path: string, body: Json): Promise<string> {
  return String((await cloud.graph(path, { method: 'POST', body })).body.id)
}

const newList = (fixture: ContractFixture, displayName: string) => made(fixture, '/sites/root/lists', { displayName })
const newItem = (fixture: ContractFixture) => made(fixture, `${LIST}/items`, { fields: { Title: 'Dov Aster' } })
const newColumn = (fixture: ContractFixture, name: string) => made(fixture, `${LIST}/columns`, { name, text: {} })

const grant = (appId: string) => ({
  roles: ['write'],
  grantedToIdentities: [{ application: { id: appId, displayName: 'Visits' } }],
})

/** Sites, lists, columns, items and what is granted on them. */
export const sharePointCases: readonly ContractCase[] = [
  {
    route: 'GET /groups/{group-id}/sites/root',
    request: ({ cloud }) => {
      const { primary } = cloud.simulator.world
      for (const group of primary.store('group'))
        if (primary.sharePoint.ofGroup(group)) return { path: `/groups/${group.id}/sites/root` }
      throw new Error('The tenancy has no Microsoft 365 group')
    },
  },
  {
    route: 'POST /sites/{site-id}/lists',
    request: () => ({
      path: '/sites/root/lists',
      body: {
        displayName: 'Keys',
        columns: [
          { name: 'Number', number: { minimum: 1 }, indexed: true },
          { name: 'Door', text: {} },
        ],
        list: { template: 'genericList' },
      },
    }),
  },
  {
    route: 'PATCH /sites/{site-id}/lists/{list-id}',
    request: async (fixture) => ({
      path: `/sites/root/lists/${await newList(fixture, 'Doors')}`,
      body: { displayName: 'All doors' },
    }),
  },
  {
    route: 'DELETE /sites/{site-id}/lists/{list-id}',
    request: async (fixture) => ({ path: `/sites/root/lists/${await newList(fixture, 'Gates')}` }),
  },
  {
    route: 'POST /sites/{site-id}/lists/{list-id}/columns',
    request: () => ({ path: `${LIST}/columns`, body: { name: 'Plate', text: {}, indexed: true } }),
  },
  {
    route: 'PATCH /sites/{site-id}/lists/{list-id}/columns/{columnDefinition-id}',
    as: 'person',
    request: async (fixture) => ({
      path: `${LIST}/columns/${await newColumn(fixture, 'Parking')}`,
      body: { displayName: 'Parking place', indexed: true },
    }),
  },
  {
    route: 'DELETE /sites/{site-id}/lists/{list-id}/columns/{columnDefinition-id}',
    request: async (fixture) => ({ path: `${LIST}/columns/${await newColumn(fixture, 'Locker')}` }),
  },
  {
    route: 'POST /sites/{site-id}/lists/{list-id}/items',
    request: () => ({ path: `${LIST}/items`, body: { fields: { Title: 'Ida Brook', Status: 'Expected' } } }),
  },
  {
    route: 'PATCH /sites/{site-id}/lists/{list-id}/items/{listItem-id}',
    request: async (fixture) => ({ path: `${LIST}/items/${await newItem(fixture)}`, body: { fields: { Badge: 7 } } }),
  },
  {
    route: 'DELETE /sites/{site-id}/lists/{list-id}/items/{listItem-id}',
    request: async (fixture) => ({ path: `${LIST}/items/${await newItem(fixture)}` }),
  },
  {
    route: 'PATCH /sites/{site-id}/lists/{list-id}/items/{listItem-id}/fields',
    as: 'person',
    request: async (fixture) => ({
      path: `${LIST}/items/${await newItem(fixture)}/fields`,
      body: { Status: 'On site' },
    }),
  },
  ...SITE_TEMPLATES.flatMap(([template, path]) => permissionCases(template, path)),
]

function permissionCases(template: string, path: string): ContractCase[] {
  const appId = '00000000-0000-4000-8000-00000000aaaa'
  const all = `${path}/permissions`
  const one = async (fixture: ContractFixture) => ({ path: `${all}/${await made(fixture, all, grant(appId))}` })
  const route = `${template}/permissions`
  return [
    { route: `POST ${route}`, request: () => ({ path: all, body: grant(appId) }) },
    { route: `GET ${route}/{permission-id}`, request: one },
    {
      route: `PATCH ${route}/{permission-id}`,
      request: async (fixture) => ({ ...(await one(fixture)), body: { roles: ['read'] } }),
    },
    { route: `DELETE ${route}/{permission-id}`, request: one },
  ]
}
