import { appRoleId, assign, DEFAULT_ROLE } from '../assignments.ts'
import { isoSeconds } from '../clock.ts'
import { giveAdminConsent, putServicePrincipal } from '../consent.ts'
import { BadInput } from '../input.ts'
import { textOf } from '../model.ts'
import { credentialsOf, putApplication, readRegistration } from '../registrations.ts'
import { type Mutation, objectIn } from './mutation.ts'

export const assignApp: Mutation = {
  name: 'assign-app',
  summary: 'Assigns `principal` (user or group) to `servicePrincipal`, with `role` (its value) or the default role',
  apply({ tenancy, now }, input) {
    const resource = objectIn(tenancy, input, 'servicePrincipal', ['servicePrincipal'])
    const principal = objectIn(tenancy, input, 'principal', ['user', 'group', 'servicePrincipal'])
    const value = input.optionalText('role')
    input.done()
    const role = value === undefined ? DEFAULT_ROLE : appRoleId(resource, value)
    if (role === undefined) throw new BadInput(`${textOf(resource, 'displayName')} has no app role ${value}`)
    return { id: assign(tenancy, principal, resource, role, now).id }
  },
}

export const unassignApp: Mutation = {
  name: 'unassign-app',
  summary: 'Removes an appRoleAssignment by `id`',
  apply({ tenancy }, input) {
    const assignment = objectIn(tenancy, input, 'id', ['appRoleAssignment'])
    input.done()
    tenancy.purge(assignment)
    return { id: assignment.id }
  },
}

export const removeConsent: Mutation = {
  name: 'remove-consent',
  summary:
    'Takes consent back from `appId`: `what` is servicePrincipal (default), permissions (all of them), or `permission` names one',
  apply({ tenancy }, input) {
    const appId = input.text('appId')
    const what = input.oneOf('what', ['servicePrincipal', 'permissions'], 'servicePrincipal')
    const permission = input.optionalText('permission')
    input.done()
    const principal = tenancy.findByKey('servicePrincipal', appId)
    if (!principal) throw new BadInput(`There is no servicePrincipal of ${appId} in ${tenancy.profile.displayName}`)
    if (what === 'servicePrincipal' && permission === undefined) {
      tenancy.purge(principal)
      return { removed: 'servicePrincipal', id: principal.id }
    }
    let removed = 0
    for (const id of [...tenancy.assignmentsOf.from(principal.id)]) {
      const assignment = tenancy.find(id)
      const resource = assignment && tenancy.find(textOf(assignment, 'resourceId') ?? '')
      if (!assignment || !resource) continue
      if (permission !== undefined && appRoleId(resource, permission) !== textOf(assignment, 'appRoleId')) continue
      tenancy.purge(assignment)
      removed += 1
    }
    for (const id of [...tenancy.grantsOf.from(principal.id)]) {
      const grant = tenancy.find(id)
      if (!grant) continue
      const scopes = (textOf(grant, 'scope') ?? '').split(' ')
      const left = permission === undefined ? [] : scopes.filter((scope) => scope !== permission)
      removed += scopes.length - left.length
      if (left.length === 0) tenancy.purge(grant)
      else tenancy.update(grant, { scope: left.join(' ') })
    }
    return { removed }
  },
}

export const expireSecret: Mutation = {
  name: 'expire-secret',
  summary: 'All secrets and certificates of `appId` end now',
  apply({ world, now }, input) {
    const appId = input.text('appId').toLowerCase()
    input.done()
    const registration = world.registrations.get(appId)
    if (!registration) throw new BadInput(`No application ${appId} is registered`)
    const end = now - 1000
    const expired = {
      ...registration,
      secrets: registration.secrets.map((secret) => ({ ...secret, endDateTime: end })),
      certificates: registration.certificates.map((certificate) => ({ ...certificate, endDateTime: end })),
    }
    world.registrations.set(appId, expired)
    const home = world.tenancy(registration.homeTenantId)
    const application = home?.findByKey('application', appId)
    if (home && application) home.update(application, credentialsOf(expired))
    return { appId, endDateTime: isoSeconds(end) }
  },
}

export const setAppEnabled: Mutation = {
  name: 'set-app-enabled',
  summary: 'Enables or disables the servicePrincipal of `appId`: `enabled`',
  apply({ tenancy }, input) {
    const appId = input.text('appId')
    const enabled = input.flag('enabled', false)
    input.done()
    const principal = tenancy.findByKey('servicePrincipal', appId)
    if (!principal) throw new BadInput(`There is no servicePrincipal of ${appId} in ${tenancy.profile.displayName}`)
    tenancy.update(principal, { accountEnabled: enabled })
    return { appId, enabled }
  },
}

export const register: Mutation = {
  name: 'registrations',
  summary:
    'Registers an organisation’s own application in its tenancy, with `secret` and/or `certificate`; `consented` gives its permissions too',
  apply({ world, tenancy, now }, input) {
    const registration = readRegistration(input, tenancy, tenancy.profile.displayName, now)
    const consented = input.flag('consented', false)
    input.done()
    const present = world.registrations.get(registration.appId)
    if (present && present.homeTenantId !== registration.homeTenantId)
      throw new BadInput(`${registration.appId} is registered in another tenancy`)
    world.registrations.set(registration.appId, registration)
    putApplication(tenancy, registration, now)
    const principal = consented
      ? giveAdminConsent(tenancy, registration, now)
      : putServicePrincipal(tenancy, registration)
    return { appId: registration.appId, servicePrincipalId: principal.id, tenantId: tenancy.profile.tenantId }
  },
}
