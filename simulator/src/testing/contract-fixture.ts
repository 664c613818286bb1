import type { Json } from '../world/model.ts'
import { type TestCloud, valuesOf } from './cloud.ts'
import type { ContractFixture } from './contract-case.ts'
import { teamsIds } from './teams.ts'

/** Finds in the directory's own truth an object for each parameter of a path template. */
export async function contractFixture(cloud: TestCloud): Promise<ContractFixture> {
  const { world } = cloud.simulator
  const employees = [...world.primary.store('user')].filter(
    (user) => user.state === 'live' && user.properties.employeeId !== undefined && user.ordinal > 20,
  )
  const [staff, leaver] = [employees[0]?.id ?? '', employees[40]?.id ?? '']
  const state = await cloud.read('state')
  const first = (list: string, fits: (object: { [name: string]: Json }) => boolean = () => true) =>
    valuesOf({ value: state[list] ?? [] }).find(fits)
  const assignment = first('appRoleAssignments', (a) => a.principalType === 'User')
  await cloud.control('leave', { user: leaver, how: 'delete' })
  const latest = async (path: string) => String(valuesOf((await cloud.graph(`${path}?$top=1`)).body)[0]?.id)
  const ids: { [name: string]: string } = {
    'organization-id': cloud.tenantId,
    'user-id': staff,
    'group-id': String(first('groups', (g) => g.displayName === 'SG-All-Employees')?.id),
    'administrativeUnit-id': String(first('administrativeUnits')?.id),
    'directoryRole-id': String(first('directoryRoles')?.id),
    'servicePrincipal-id': String(assignment?.resourceId),
    'appRoleAssignment-id': String(assignment?.id),
    'application-id': String(first('applications')?.id),
    'oAuth2PermissionGrant-id': String(first('oauth2PermissionGrants')?.id),
    'directoryObject-id': staff,
    'signIn-id': await latest('/auditLogs/signIns'),
    'directoryAudit-id': await latest('/auditLogs/directoryAudits'),
    ...(await teamsIds(cloud)),
  }
  return {
    cloud,
    ids,
    path(template) {
      const here = { ...ids }
      if (template.includes('/users/{user-id}/appRoleAssignments/')) here['user-id'] = String(assignment?.principalId)
      if (template.includes('deletedItems')) here['directoryObject-id'] = leaver
      if (template === '/groups/{group-id}/team') here['group-id'] = ids['team-id'] ?? ''
      return template.replace(/\{([^}]+)\}/g, (_, name: string) => here[name] ?? `no-${name}`)
    },
  }
}
