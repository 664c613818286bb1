import { createHash } from 'node:crypto'
import type { Change, ChangeKind } from './change-kinds.ts'
import type { Order } from './fault-kinds.ts'
import type { Tenancy } from './truth.ts'

/** The application by which Atrium reads: it is let alone. */
export interface OwnApplication {
  appId: string
  id: string
}

interface Scene {
  tenancy: Tenancy
  tag: string
  own: OwnApplication
  /** picks by the first or second fraction; undefined where there is nothing */
  one<T extends { id: string }>(from: readonly T[], which?: 0 | 1): T | undefined
}

type Making = (scene: Scene) => Order | undefined

/** What a planned change is in the tenancy as it stands; undefined where there is nothing that it could happen to. */
export function changeOf({ kind, picks, tag }: Change, tenancy: Tenancy, own: OwnApplication): Order | undefined {
  return makings[kind]({
    tenancy,
    tag,
    own,
    one(from, which = 0) {
      const sorted = [...from].sort((a, b) => (a.id < b.id ? -1 : 1))
      return sorted[Math.floor(picks[which] * sorted.length)]
    },
  })
}

const employees = ({ tenancy }: Scene) => tenancy.users.filter(({ employeeId }) => typeof employeeId === 'string')
const assigned = ({ tenancy }: Scene) =>
  tenancy.groups.filter(({ groupTypes }) => !groupTypes.includes('DynamicMembership'))
const binned = ({ tenancy }: Scene, kind: string) => tenancy.deleted.filter((one) => one.kind === kind)
const made = ({ tenancy }: Scene) =>
  tenancy.servicePrincipals.filter(({ displayName }) => String(displayName).startsWith('Chaos'))
const applications = ({ tenancy, own }: Scene) =>
  tenancy.servicePrincipals.filter(
    ({ id, displayName, servicePrincipalType }) =>
      id !== own.id && servicePrincipalType === 'Application' && displayName !== 'Microsoft Graph',
  )

const person =
  (name: string, body: (id: string, scene: Scene) => object): Making =>
  (scene) => {
    const user = scene.one(employees(scene))
    return user && { name, body: { user: user.id, ...body(user.id, scene) } }
  }
const update =
  (among: (scene: Scene) => readonly { id: string }[], properties: (scene: Scene) => object): Making =>
  (scene) => {
    const found = scene.one(among(scene))
    return found && { name: 'update', body: { id: found.id, properties: properties(scene) } }
  }

/** Adds somebody, or takes away somebody who is there. */
const linked =
  (
    name: string,
    among: (scene: Scene) => readonly { id: string; members?: string[]; owners?: string[] }[],
    whom?: (scene: Scene) => readonly { id: string }[],
  ): Making =>
  (scene) => {
    const isOwner = name.endsWith('owner')
    const linksOf = (one: { members?: string[]; owners?: string[] }) => (isOwner ? one.owners : one.members) ?? []
    const from = scene.one(whom ? among(scene) : among(scene).filter((one) => linksOf(one).length > 0))
    if (!from) return undefined
    const target = scene.one(whom ? whom(scene) : linksOf(from).map((id) => ({ id })), 1)
    if (!target || target.id === from.id) return undefined
    return isOwner
      ? { name, body: { object: from.id, owner: target.id } }
      : { name, body: { group: from.id, member: target.id } }
  }

/** The latest instant that the simulated clock takes, in epoch milliseconds. */
const farFuture = 4e12

const everybody = ({ tenancy }: Scene) => tenancy.users
const units = ({ tenancy }: Scene) => tenancy.administrativeUnits

const makings: Record<ChangeKind, Making> = {
  'person created': ({ tag }) => ({ name: 'hire', body: { givenName: 'Chaos', surname: `Person ${tag}` } }),
  'person renamed': person('rename', (_, { tag }) => ({ surname: `Renamed ${tag}` })),
  'person changed': update(employees, ({ tag }) => ({ jobTitle: `Title ${tag}`, officeLocation: `Room ${tag}` })),
  'address changed': person('rename', (_, { tag, tenancy }) => ({
    userPrincipalName: `chaos.${tag}@${String(tenancy.users[0]?.userPrincipalName).split('@')[1]}`,
  })),
  'person blocked': person('block', () => ({})),
  'person unblocked': person('unblock', () => ({})),
  'person deleted': person('leave', () => ({ how: 'disableAndDelete' })),
  'person restored': (scene) => restored(scene, 'user'),
  'person deleted for good': person('leave', () => ({ how: 'purge' })),
  'recycle bin emptied': () => ({ name: 'empty-recycle-bin', body: { deletedBefore: farFuture } }),
  'manager changed': (scene) => {
    const [user, manager] = [scene.one(employees(scene)), scene.one(employees(scene), 1)]
    return user && manager && { name: 'move', body: { user: user.id, manager: manager.id } }
  },
  'manager removed': person('move', () => ({ manager: null })),
  'group created': ({ tag, one }) => ({
    name: 'create-group',
    body: { displayName: `Chaos ${tag}`, kind: one([{ id: 'security' }, { id: 'microsoft365' }])?.id },
  }),
  'group renamed': update(assigned, ({ tag }) => ({ displayName: `Renamed ${tag}`, description: null })),
  'group deleted': (scene) => {
    const group = scene.one(assigned(scene))
    return group && { name: 'delete-group', body: { group: group.id } }
  },
  'group restored': (scene) => restored(scene, 'group'),
  'member added': linked('add-to-group', assigned, everybody),
  'member removed': linked('remove-from-group', assigned),
  'group nested': linked('add-to-group', assigned, assigned),
  'owner added': linked('add-owner', assigned, everybody),
  'owner removed': linked('remove-owner', assigned),
  'unit member added': linked('add-to-group', units, everybody),
  'unit member removed': linked('remove-from-group', units),
  'application created': ({ tag }) => ({
    name: 'registrations',
    body: { appId: idOf(tag), displayName: `Chaos ${tag}`, consented: true, requiredResourceAccess: [] },
  }),
  'application renamed': update(made, ({ tag }) => ({ displayName: `Chaos renamed ${tag}` })),
  'application blocked': (scene) => {
    const application = scene.one(made(scene))
    return application && { name: 'set-app-enabled', body: { appId: application.appId, enabled: false } }
  },
  'application removed': (scene) => {
    const application = scene.one(made(scene))
    return application && { name: 'remove-consent', body: { appId: application.appId } }
  },
  'application owner added': linked('add-owner', applications, everybody),
  'application owner removed': linked('remove-owner', applications),
  'assignment given': (scene) => assignment(scene, everybody(scene)),
  'group assigned': (scene) => assignment(scene, assigned(scene)),
  'assignment taken': (scene) => {
    const taken = scene.one(scene.tenancy.appRoleAssignments.filter(({ principalId }) => principalId !== scene.own.id))
    return taken && { name: 'unassign-app', body: { id: taken.id } }
  },
  'grant given': (scene) => consent(scene, ['User.Read', 'openid']),
  'grant widened': (scene) => consent(scene, ['User.Read', 'openid', 'profile']),
  'grants taken': (scene) => {
    const application = scene.one(made(scene))
    return application && { name: 'remove-consent', body: { appId: application.appId, what: 'permissions' } }
  },
}

function restored(scene: Scene, kind: string): Order | undefined {
  const gone = scene.one(binned(scene, kind))
  return gone && { name: 'restore', body: { id: gone.id } }
}

function assignment(scene: Scene, among: readonly { id: string }[]): Order | undefined {
  const [to, principal] = [scene.one(applications(scene)), scene.one(among, 1)]
  return to && principal && { name: 'assign-app', body: { servicePrincipal: to.id, principal: principal.id } }
}

function consent(scene: Scene, scopes: string[]): Order | undefined {
  const [application, user] = [scene.one(made(scene)), scene.one(everybody(scene), 1)]
  const graph = '00000003-0000-0000-c000-000000000000'
  return (
    application &&
    user && { name: 'user-consent', body: { appId: application.appId, user: user.id, resourceAppId: graph, scopes } }
  )
}

/** A GUID that the tag alone decides. */
function idOf(tag: string): string {
  const digits = createHash('sha256').update(tag).digest('hex')
  return [digits.slice(0, 8), digits.slice(8, 12), '4000', '8000', digits.slice(12, 24)].join('-')
}
