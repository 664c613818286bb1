import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { sortObjects } from '../objects.ts'
import { Application, AppRoleAssignment, OAuth2PermissionGrant, ServicePrincipal } from './application.ts'
import { AdministrativeUnit, Group } from './group.ts'
import { DirectoryRole, Organization, SignIn, SubscribedSku } from './tenancy.ts'
import { User } from './user.ts'

const file = new URL('../../../../../simulator/contract/doc-examples.json', import.meta.url)
const Examples = z.object({
  examples: z.array(
    z.object({
      path: z.string(),
      schema: z.string(),
      page: z.string(),
      body: z.looseObject({ value: z.array(z.unknown()).optional() }),
    }),
  ),
})
const { examples } = Examples.parse(JSON.parse(readFileSync(file, 'utf8')))

const schemas: Record<string, z.ZodType> = {
  administrativeUnit: AdministrativeUnit,
  application: Application,
  appRoleAssignment: AppRoleAssignment,
  directoryRole: DirectoryRole,
  group: Group,
  oAuth2PermissionGrant: OAuth2PermissionGrant,
  organization: Organization,
  servicePrincipal: ServicePrincipal,
  signIn: SignIn,
  subscribedSku: SubscribedSku,
  user: User,
}

/** Some examples are cut down to no id, or show `id-value` where the service sends an id: these say nothing. */
const isReal = (object: unknown): boolean =>
  /"id":"/.test(JSON.stringify(object)) && !/-value"|String/.test(JSON.stringify(object))

const cases = examples.flatMap(({ page, schema, body }) => {
  const ours = schemas[/microsoft\.graph\.(\w+)!(collection|delta|any)$/.exec(schema)?.[1] ?? '']
  return ours === undefined || body.value === undefined ? [] : [{ page, ours, value: body.value.filter(isReal) }]
})

test('there are examples', () => {
  expect(cases.length).toBeGreaterThan(5)
})

test.each(cases)('what Microsoft shows on the page $page can be read', ({ ours, value }) => {
  expect(sortObjects(ours, value).unreadable).toEqual([])
})
