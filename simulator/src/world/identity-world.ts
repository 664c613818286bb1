import type {
  IdentityServicePrincipal,
  IdentityUser,
  IdentityWorld,
  TenancyRef,
  UserAssignment,
} from '../identity-port.ts'
import { appRoleValue, assignmentStands, grantStands } from './assignments.ts'
import { type Entity, isObject, listOf, textOf } from './model.ts'
import { groupsContaining } from './reachable-groups.ts'
import type { Tenancy } from './tenancy.ts'
import type { World } from './world.ts'

/** The world as the identity platform sees it. */
export function identityWorldOf(world: World): IdentityWorld {
  const tenancyOf = (tenantId: string) => world.tenancies.find((tenancy) => tenancy.profile.tenantId === tenantId)
  return {
    now: () => world.now(),
    findTenancy: (segment) => refOf(world.tenancy(segment)),
    tenancies: () => world.tenancies.flatMap((tenancy) => refOf(tenancy) ?? []),
    findUserByUpn(upn) {
      for (const tenancy of world.tenancies) {
        const user = tenancy.findByKey('user', upn)
        if (user) return identityUser(tenancy, user)
      }
      return undefined
    },
    findUser(tenantId, objectId) {
      const tenancy = tenancyOf(tenantId)
      const user = tenancy?.findOf('user', objectId)
      return tenancy && user ? identityUser(tenancy, user) : undefined
    },
    suggestedUsers: (tenantId) =>
      world.tenancies
        .filter((tenancy) => tenantId === undefined || tenancy.profile.tenantId === tenantId)
        .flatMap((tenancy) => suggestions(tenancy)),
    findRegistration: (appId) => standingRegistration(world, appId.toLowerCase()),
    findServicePrincipal(tenantId, appId) {
      const tenancy = tenancyOf(tenantId)
      const principal = tenancy?.findByKey('servicePrincipal', appId)
      return tenancy && principal ? identityPrincipal(tenancy, principal) : undefined
    },
    checkPassword: (tenantId, objectId, password) =>
      tenancyOf(tenantId)?.passwords.check(objectId, password) ?? 'wrong',
    changePassword(tenantId, objectId, password) {
      world.perform('set-password', { tenantId, user: objectId, password, by: 'user' })
    },
    groupIdsOf(tenantId, objectId) {
      const tenancy = tenancyOf(tenantId)
      const user = tenancy?.findOf('user', objectId)
      if (!tenancy || !user) return []
      const groups = [...groupsContaining(tenancy, user)]
      return groups.filter((group) => group.properties.securityEnabled === true).map((group) => group.id)
    },
    assignmentTo(tenantId, appId, userObjectId) {
      const tenancy = tenancyOf(tenantId)
      const user = tenancy?.findOf('user', userObjectId)
      const principal = tenancy?.findByKey('servicePrincipal', appId)
      return tenancy && user && principal ? assignmentTo(tenancy, principal, user) : { isAssigned: false, roles: [] }
    },
    knowsScope(tenantId, resourceAppId, scope) {
      const resource = tenancyOf(tenantId)?.findByKey('servicePrincipal', resourceAppId)
      const listed = resource ? listOf(resource, 'oauth2PermissionScopes') : []
      return listed.length === 0 || listed.some((entry) => isObject(entry) && entry.value === scope)
    },
    grantAdminConsent(tenantId, appId, byObjectId, named) {
      const scopes =
        named === undefined ? {} : { scopes: named.map(({ resourceAppId, scopes }) => ({ resourceAppId, scopes })) }
      world.perform('admin-consent', { tenantId, appId, by: byObjectId, ...scopes })
    },
    grantUserConsent(tenantId, appId, userObjectId, resourceAppId, scopes) {
      world.perform('user-consent', { tenantId, appId, user: userObjectId, resourceAppId, scopes })
    },
    recordSignIn({ tenantId, userObjectId, appId, resourceAppId, interactive, errorCode }) {
      world.perform('sign-in', { tenantId, user: userObjectId, appId, resourceAppId, interactive, errorCode })
    },
    identityFault: (match) => world.faults.identityFault(match),
  }
}

/** A registration whose application object was not deleted in its home tenancy. */
function standingRegistration(world: World, appId: string) {
  const registration = world.registrations.get(appId)
  const home = registration && world.tenancy(registration.homeTenantId)
  return home?.findByKey('application', appId) ? registration : undefined
}

function refOf(tenancy: Tenancy | undefined): TenancyRef | undefined {
  if (!tenancy) return undefined
  const { tenantId, displayName, domain } = tenancy.profile
  return { tenantId, displayName, defaultDomain: domain }
}

function identityUser(tenancy: Tenancy, user: Entity): IdentityUser {
  const roles = [...tenancy.relations.members.to(user.id)].flatMap((id) => {
    const role = tenancy.findOf('directoryRole', id)
    return role ? [textOf(role, 'roleTemplateId') ?? ''] : []
  })
  const validFrom = textOf(user, 'signInSessionsValidFromDateTime')
  return {
    tenantId: tenancy.profile.tenantId,
    objectId: user.id,
    userPrincipalName: textOf(user, 'userPrincipalName') ?? '',
    displayName: textOf(user, 'displayName') ?? '',
    givenName: textOf(user, 'givenName'),
    surname: textOf(user, 'surname'),
    mail: textOf(user, 'mail'),
    accountEnabled: user.properties.accountEnabled === true,
    userType: user.properties.userType === 'Guest' ? 'Guest' : 'Member',
    directoryRoleTemplateIds: roles,
    sessionsValidFrom: validFrom === null ? 0 : Date.parse(validFrom),
  }
}

function identityPrincipal(tenancy: Tenancy, principal: Entity): IdentityServicePrincipal {
  const roles = [...tenancy.assignmentsOf.from(principal.id)].flatMap((id) => {
    const assignment = tenancy.find(id)
    if (!assignment || !assignmentStands(tenancy, assignment)) return []
    const resource = tenancy.find(textOf(assignment, 'resourceId') ?? '')
    const value = resource && appRoleValue(resource, textOf(assignment, 'appRoleId') ?? '')
    return resource && value ? [{ resourceAppId: textOf(resource, 'appId') ?? '', value }] : []
  })
  return {
    objectId: principal.id,
    appId: textOf(principal, 'appId') ?? '',
    accountEnabled: principal.properties.accountEnabled === true,
    appRoleAssignmentRequired: principal.properties.appRoleAssignmentRequired === true,
    roles,
    scopesFor(userObjectId, resourceAppId) {
      const scopes = [...tenancy.grantsOf.from(principal.id)].flatMap((id) => {
        const grant = tenancy.find(id)
        if (!grant || !grantStands(tenancy, grant)) return []
        const forThem =
          grant.properties.consentType === 'AllPrincipals' || grant.properties.principalId === userObjectId
        const resource = tenancy.find(textOf(grant, 'resourceId') ?? '')
        if (!forThem || !resource || textOf(resource, 'appId') !== resourceAppId) return []
        return (textOf(grant, 'scope') ?? '').split(' ').filter(Boolean)
      })
      return [...new Set(scopes)]
    },
  }
}

/** Nested groups assign nobody: only direct members of an assigned group are assigned (what-is-access-management). */
function assignmentTo(tenancy: Tenancy, principal: Entity, user: Entity): UserAssignment {
  const groups = [...tenancy.relations.members.to(user.id)].filter((id) => tenancy.findOf('group', id))
  const assignments = [user.id, ...groups].flatMap((id) =>
    [...tenancy.assignmentsOf.from(id)].flatMap((assignmentId) => tenancy.find(assignmentId) ?? []),
  )
  const here = assignments.filter((assignment) => textOf(assignment, 'resourceId') === principal.id)
  const roles = here.flatMap((assignment) => appRoleValue(principal, textOf(assignment, 'appRoleId') ?? '') ?? [])
  return { isAssigned: here.length > 0, roles: [...new Set(roles)] }
}

function suggestions(tenancy: Tenancy): IdentityUser[] {
  const found: IdentityUser[] = []
  for (const user of tenancy.store('user')) {
    if (found.length >= 6) break
    if (user.state === 'live' && user.properties.accountEnabled === true) found.push(identityUser(tenancy, user))
  }
  return found
}
