import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../index.ts'
import { createStandInIdentity, standInToken } from '../testing/stand-in-identity.ts'
import { GRAPH_APP_ID } from '../world/generate/graph-principal.ts'
import { ROUTES } from './operations/index.ts'
import { acceptedPermissions } from './permissions.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({
    people: 30,
    applications: 3,
    unthrottled: true,
    createIdentity: createStandInIdentity,
  })
})
afterAll(() => simulator.close())

async function statusOf(
  method: string,
  template: string,
  claims: { roles?: string[]; scopes?: string[]; isAppOnly?: boolean; userObjectId?: string },
) {
  const { tenantId } = simulator.world.primary.profile
  const token = standInToken({ tenantId, appId: GRAPH_APP_ID, ...claims })
  const path = template.replace(/\{[^}]+\}/g, '00000000-0000-4000-8000-000000000001')
  const response = await fetch(`${simulator.url}/v1.0${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
  })
  await response.text()
  return response.status
}

describe.each(ROUTES.map(({ method, template }) => [method, template] as const))('%s %s', (method, template) => {
  const accepted = acceptedPermissions(method, template)

  test('asks for a permission of the contract, and refuses a token that has none', async () => {
    expect(accepted).toBeDefined()
    expect(await statusOf(method, template, {})).toBe(403)
    expect(await statusOf(method, template, { isAppOnly: false })).toBe(403)
  })

  test('lets in each application permission that is accepted', async () => {
    for (const role of accepted?.application ?? [])
      expect(await statusOf(method, template, { roles: [role] }), role).not.toBe(403)
  })

  test('lets in each delegated permission that is accepted, and takes no role for a scope', async () => {
    for (const scope of accepted?.delegated ?? [])
      expect(await statusOf(method, template, { scopes: [scope], isAppOnly: false }), scope).not.toBe(403)
    const [role] = accepted?.application ?? []
    if (role) expect(await statusOf(method, template, { roles: [role], isAppOnly: false })).toBe(403)
  })
})

test('/me is the signed-in person, with their groups and roles', async () => {
  const { primary } = simulator.world
  const admin = primary.findByKey('user', `admin@${primary.profile.domain}`)
  const token = standInToken({
    tenantId: primary.profile.tenantId,
    appId: GRAPH_APP_ID,
    scopes: ['User.Read'],
    isAppOnly: false,
    userObjectId: admin?.id ?? '',
  })
  const get = async (path: string) =>
    (await fetch(`${simulator.url}/v1.0${path}`, { headers: { authorization: `Bearer ${token}` } })).json()
  expect(await get('/me')).toMatchObject({ userPrincipalName: `admin@${primary.profile.domain}` })
  expect(await get('/me/memberOf/microsoft.graph.directoryRole')).toMatchObject({
    value: [{ displayName: 'Global Administrator' }],
  })
})
