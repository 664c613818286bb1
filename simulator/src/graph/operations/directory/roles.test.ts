import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyPermission, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'
import {
  badRequest,
  DENIED,
  domainOf,
  link,
  made,
  person,
  post,
  refusal,
  remove,
  securityGroup,
} from '../../../testing/directory-objects.ts'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud({ roles: everyPermission('application') })
})
afterAll(() => cloud.close())

const GLOBAL = '62e90394-69f5-4237-9190-012177145e10'
const READER = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451'
const EXCHANGE = '29232cdf-9323-42fd-ade2-1d097af3e4de'
const ASSIGNMENTS = '/roleManagement/directory/roleAssignments'
let count = 0
const newPerson = () => made(cloud, 'users', person(cloud, `role.test${++count}`))
const assign = (principalId: string, roleDefinitionId: string, more = {}) =>
  post(cloud, ASSIGNMENTS, { principalId, roleDefinitionId, directoryScopeId: '/', ...more })
const admin = () => cloud.simulator.world.primary.findByKey('user', `admin@${domainOf(cloud)}`)?.id ?? ''
const membersOf = (templateId: string) => `/directoryRoles/roleTemplateId='${templateId}'/members`

describe('a directory role', () => {
  test('is told in both ways, whichever way it was assigned', async () => {
    const [one, two] = [await newPerson(), await newPerson()]
    await link(cloud, membersOf(READER), one)
    expect((await assign(two, READER)).status).toBe(201)
    const { items } = await cloud.all(`${ASSIGNMENTS}?$filter=roleDefinitionId eq '${READER}'`)
    expect(items.map(({ principalId }) => principalId)).toEqual(expect.arrayContaining([one, two]))
    const held = valuesOf((await cloud.graph(membersOf(READER))).body).map(({ id }) => id)
    expect(held).toEqual(expect.arrayContaining([one, two]))
  })

  test('becomes active by its first assignment', async () => {
    expect((await cloud.graph(`/directoryRoles/roleTemplateId='${EXCHANGE}'`)).status).toBe(404)
    await assign(await newPerson(), EXCHANGE)
    expect((await cloud.graph(`/directoryRoles/roleTemplateId='${EXCHANGE}'`)).body.displayName).toBe(
      'Exchange Administrator',
    )
    expect((await post(cloud, '/directoryRoles', { roleTemplateId: EXCHANGE })).status).toBe(400)
  })

  test('is held once, by groups only that were made for it', async () => {
    const user = await newPerson()
    await assign(user, READER)
    const twice = badRequest(
      'A conflicting object with one or more of the specified property values is present in the directory.',
    )
    expect(refusal(await assign(user, READER))).toEqual(twice)
    const plain = await made(cloud, 'groups', securityGroup('plain'))
    expect((await assign(plain, READER)).status).toBe(400)
    const assignable = await made(cloud, 'groups', securityGroup('for-roles', { isAssignableToRole: true }))
    expect((await assign(assignable, READER)).status).toBe(201)
  })

  test('of Global Administrator is never without a person in it', async () => {
    const last = badRequest('The last Global Administrator of the organization cannot be removed.')
    expect(refusal(await remove(cloud, `${membersOf(GLOBAL)}/${admin()}/$ref`))).toEqual(last)
    await assign(await newPerson(), GLOBAL)
    expect((await remove(cloud, `${membersOf(GLOBAL)}/${admin()}/$ref`)).status).toBe(204)
    await link(cloud, membersOf(GLOBAL), admin())
  })

  test('of Global Administrator is not one’s own to take away', async () => {
    await assign(await newPerson(), GLOBAL)
    const self = await cloud.person('admin', ['RoleManagement.ReadWrite.Directory'])
    expect(refusal(await remove(self, `${membersOf(GLOBAL)}/${self.id}/$ref`))).toEqual(
      badRequest('Removing self from Global Administrator built-in role is not allowed.'),
    )
  })

  test('is not a Helpdesk Administrator’s to give', async () => {
    const helpdesk = await cloud.person('helpdesk', ['RoleManagement.ReadWrite.Directory'])
    expect(refusal(await link(helpdesk, membersOf(READER), await newPerson()))).toEqual(DENIED)
  })
})

test('an administrative unit has each member once', async () => {
  const unit = await made(cloud, 'directory/administrativeUnits', { displayName: 'Harbour' })
  const path = `/directory/administrativeUnits/${unit}/members`
  const user = await newPerson()
  expect((await link(cloud, path, user)).status).toBe(204)
  expect((await link(cloud, path, user)).status).toBe(400)
  expect(valuesOf((await cloud.graph(path)).body)).toMatchObject([{ id: user }])
  expect((await remove(cloud, `${path}/${user}/$ref`)).status).toBe(204)
  expect((await remove(cloud, `/directory/administrativeUnits/${unit}`)).status).toBe(204)
  expect((await post(cloud, `/directory/deletedItems/${unit}/restore`)).status).toBe(200)
})
