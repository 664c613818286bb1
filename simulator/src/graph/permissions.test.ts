import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '../index.ts'
import { PERMISSION_EXCEPTIONS } from '../testing/permission-exceptions.ts'
import { createStandInIdentity, standInToken } from '../testing/stand-in-identity.ts'
import { GRAPH_APP_ID } from '../world/generate/graph-principal.ts'
import { OPERATIONS } from './contract.ts'
import { isServed } from './coverage.ts'
import { ROUTES } from './operations/index.ts'
import { acceptedPermissions, neededBeside } from './permissions.ts'
import type { Route } from './route.ts'

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

/** Graph's answer to a token with these permissions; ids are of nothing that exists. */
async function statusOf(
  { method, template }: { method: string; template: string },
  claims: { roles?: readonly string[]; scopes?: readonly string[]; isAppOnly?: boolean },
) {
  const { tenantId } = simulator.world.primary.profile
  const { roles = [], scopes = [], isAppOnly = true } = claims
  const token = standInToken({ tenantId, appId: GRAPH_APP_ID, roles: [...roles], scopes: [...scopes], isAppOnly })
  const path = template.replace(/\{[^}]+\}/g, '00000000-0000-4000-8000-000000000001')
  const response = await fetch(`${simulator.url}/v1.0${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
  })
  await response.text()
  return response.status
}

/** A permission with what it needs beside it. */
function withCompany(kind: 'application' | 'delegated', { method, template }: Operation, name: string): string[] {
  const [beside] = neededBeside(kind, method, template, name) ?? []
  return beside === undefined ? [name] : [name, beside]
}

interface Operation {
  readonly method: string
  readonly template: string
  readonly permissions?: Route['permissions']
}

/** What is served, and what the contract knows beside it. */
const OPERATIONS_OR_ROUTES: readonly Operation[] = [
  ...ROUTES,
  ...OPERATIONS.filter((row) => !isServed(row)).map(({ method, path }) => ({ method, template: path })),
]

describe.each(OPERATIONS_OR_ROUTES.map((operation) => [operation.method, operation.template, operation] as const))(
  '%s %s',
  (method, template, operation) => {
    const accepted = acceptedPermissions(method, template, operation.permissions)
    const excused = (name: string) =>
      PERMISSION_EXCEPTIONS.some((e) => e.template === template && e.permission === name)

    test('asks for a permission, and refuses a token that has none', async () => {
      if (operation.permissions === 'anyone' || (accepted === undefined && !('answer' in operation))) return
      expect(accepted).toBeDefined()
      expect(await statusOf(operation, {})).toBe(403)
      expect(await statusOf(operation, { isAppOnly: false })).toBe(403)
    })

    test('lets in each application permission that is accepted', async () => {
      for (const name of accepted?.application ?? []) {
        const roles = withCompany('application', operation, name)
        if (!excused(name)) expect(await statusOf(operation, { roles }), name).not.toBe(403)
      }
    })

    test('lets in each delegated permission that is accepted, and takes no role for a scope', async () => {
      for (const name of accepted?.delegated ?? []) {
        const scopes = withCompany('delegated', operation, name)
        if (!excused(name)) expect(await statusOf(operation, { scopes, isAppOnly: false }), name).not.toBe(403)
      }
      const [role] = accepted?.application ?? []
      if (role) expect(await statusOf(operation, { roles: [role], isAppOnly: false })).toBe(403)
    })

    test('takes no permission alone that counts only beside another', async () => {
      for (const name of accepted?.application ?? [])
        if (neededBeside('application', method, template, name))
          expect(await statusOf(operation, { roles: [name] }), name).toBe(403)
    })
  },
)

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
