import { AuditLog } from './audit-log.ts'
import { ChangeLog } from './change-log.ts'
import { nameBeforeDeletion, nameWhileDeleted } from './deleted-name.ts'
import type { DirectoryEvent } from './directory-event.ts'
import { DynamicGroups } from './dynamic-groups.ts'
import { EntityStore } from './entity-store.ts'
import { Exchange } from './exchange/exchange.ts'
import { Links } from './links.ts'
import { type Entity, type Kind, listOf, type Properties, type Relation, textOf } from './model.ts'
import { Passwords } from './passwords.ts'
import type { Population } from './population/population.ts'
import { Protection } from './protection/protection.ts'
import type { ReplicaView } from './replicas.ts'
import { SharePoint } from './sharepoint/sharepoint.ts'
import { SignIns } from './sign-ins.ts'
import { Slots } from './slots.ts'
import { Subscriptions } from './subscriptions/subscriptions.ts'
import { Teamwork } from './teams/teamwork.ts'

const KINDS: readonly Kind[] = [
  'user',
  'group',
  'device',
  'servicePrincipal',
  'application',
  'administrativeUnit',
  'directoryRole',
  'appRoleAssignment',
  'oauth2PermissionGrant',
]

/** What the recycle bin keeps for 30 days; everything else is gone at once (graph-facts §4, directory-deleteditems). */
const KEEPS_DELETED: ReadonlySet<Kind> = new Set(['user', 'application', 'servicePrincipal', 'administrativeUnit'])

export interface TenancyProfile {
  readonly tenantId: string
  readonly displayName: string
  /** The verified domain by which people sign in. */
  readonly domain: string
  readonly kind: 'primary' | 'other' | 'publisher' | 'seeded'
}

/**
 * The whole directory of one organisation, and the only place that changes it. Every method that changes
 * something writes the change log, keeps the indexes and lets dynamic groups follow.
 */
export class Tenancy {
  readonly profile: TenancyProfile
  readonly #stores = new Map<Kind, EntityStore>()
  readonly #logs = new Map<Kind, ChangeLog>()
  readonly #byId = new Map<string, Entity>()
  readonly #byKey = new Map<string, Entity>()
  #population: Population | undefined
  readonly relations: Readonly<Record<Relation, Links>> = {
    members: new Links(),
    owners: new Links(),
    manager: new Links(),
  }
  /** Principal → its appRoleAssignments. */
  readonly assignmentsOf = new Links()
  /** Resource servicePrincipal → appRoleAssignments to it. */
  readonly assignedTo = new Links()
  /** Client servicePrincipal → its oauth2PermissionGrants. */
  readonly grantsOf = new Links()
  /** Person → the oauth2PermissionGrants given by or for them. */
  readonly grantsFor = new Links()
  readonly bin = new Slots<Entity>(idOf)
  readonly dynamicGroups = new DynamicGroups(this)
  readonly signIns = new SignIns(() => this)
  readonly passwords = new Passwords()
  readonly exchange = new Exchange(this)
  /** What was done in the directory, as auditLogs/directoryAudits tells it. */
  readonly audits = new AuditLog()
  readonly subscriptions = new Subscriptions()
  /** Teams, channels, chats and what is posted in them. */
  readonly teamwork = new Teamwork(() => this)
  /** Hears of every change once generation is over; set by the world. */
  observer: ((event: DirectoryEvent) => void) | undefined
  /** What the replica that answers the request in hand does not know yet; undefined when it knows everything. */
  replica: ReplicaView | undefined
  /** Whether the organisation has Entra ID P1 or P2. */
  premium = true
  readonly protection = new Protection(() => this)
  readonly sharePoint = new SharePoint(this)
  /** Grows with every change; caches built from the directory are valid for one revision. */
  revision = 0

  constructor(profile: TenancyProfile) {
    this.profile = profile
    for (const kind of KINDS) {
      this.#stores.set(kind, new EntityStore())
      this.#logs.set(kind, new ChangeLog())
    }
  }

  /** Adds what a large tenancy has beyond its generated core, at the end of its generation. */
  adopt(population: Population): void {
    this.#population = population
    for (const [kind, entities] of population.entities) this.store(kind).adopt(entities)
    const { members, owners, manager, assignmentsOf, assignedTo } = population.links
    this.relations.members.adopt(members)
    this.relations.owners.adopt(owners)
    this.relations.manager.adopt(manager)
    this.assignmentsOf.adopt(assignmentsOf)
    this.assignedTo.adopt(assignedTo)
  }

  get population(): Population | undefined {
    return this.#population
  }

  /** Ends generation: from here on every change is told by delta. */
  startRecording(): void {
    for (const log of this.#logs.values()) log.start()
  }

  store(kind: Kind): EntityStore {
    const store = this.#stores.get(kind)
    if (!store) throw new Error(`No store for ${kind}`)
    return store
  }

  log(kind: Kind): ChangeLog {
    const log = this.#logs.get(kind)
    if (!log) throw new Error(`No change log for ${kind}`)
    return log
  }

  /** Any object that exists and is within sight. */
  find(id: string): Entity | undefined {
    const entity = this.findAny(id)
    return entity?.state === 'live' ? entity : undefined
  }

  /** The object whatever its state, in the recycle bin and out of sight too. */
  findAny(id: string): Entity | undefined {
    const place = this.#population?.locate(id)
    return (place && this.store(place.kind).unchanged(place.index, id)) ?? this.#byId.get(id)
  }

  /** What kind of object has this id and is within sight, without making one that is computed. */
  kindInSight(id: string): Kind | undefined {
    const place = this.#population?.locate(id)
    if (place && this.store(place.kind).isUnchanged(place.index)) return place.kind
    const known = this.#byId.get(id)
    return known?.state === 'live' ? known.kind : undefined
  }

  findOf(kind: Kind, id: string): Entity | undefined {
    const entity = this.find(id)
    return entity?.kind === kind ? entity : undefined
  }

  /** By the natural key: userPrincipalName of a user, appId of an application or servicePrincipal. */
  findByKey(kind: Kind, key: string): Entity | undefined {
    const known = this.#byKey.get(`${kind}/${key.toLowerCase()}`)
    if (known) return known.state === 'live' ? known : undefined
    const index = this.#population?.indexOfKey(kind, key)
    return index === undefined ? undefined : this.store(kind).unchanged(index)
  }

  insert(kind: Kind, id: string, properties: Properties): Entity {
    if (this.#byId.has(id)) throw new Error(`The id ${id} exists already`)
    const store = this.store(kind)
    const entity: Entity = { id, kind, ordinal: store.end, state: 'live', properties: { id, ...properties } }
    store.add(entity)
    store.live += 1
    this.#byId.set(id, entity)
    this.#index(entity)
    this.#connect(entity, 'add')
    this.log(kind).append({ id, kind, what: 'created' })
    this.revision += 1
    this.observer?.({ what: 'created', entity })
    this.dynamicGroups.follow(entity)
    return entity
  }

  /** Sets the given properties; what does not differ is no change. */
  update(entity: Entity, patch: Properties): void {
    const names = Object.keys(patch).filter((n) => JSON.stringify(entity.properties[n]) !== JSON.stringify(patch[n]))
    if (names.length === 0) return
    this.#keep(entity)
    const before: Properties = {}
    for (const name of names) before[name] = entity.properties[name] ?? null
    this.#unindex(entity)
    for (const name of names) entity.properties[name] = patch[name] ?? null
    this.#index(entity)
    this.log(entity.kind).append({ id: entity.id, kind: entity.kind, what: 'updated', names })
    this.revision += 1
    this.observer?.({ what: 'updated', entity, before })
    this.dynamicGroups.follow(entity)
  }

  link(relation: Relation, source: Entity, target: Entity): boolean {
    if (!this.relations[relation].add(source.id, target.id)) return false
    this.#logLink(relation, source, target)
    this.observer?.({ what: 'linked', entity: source, relation, target })
    return true
  }

  unlink(relation: Relation, source: Entity, target: Entity): boolean {
    if (!this.relations[relation].delete(source.id, target.id)) return false
    this.#logLink(relation, source, target)
    this.observer?.({ what: 'unlinked', entity: source, relation, target })
    return true
  }

  /** Whether the link exists and both ends are within sight. */
  linked(relation: Relation, sourceId: string, targetId: string): boolean {
    return this.relations[relation].has(sourceId, targetId) && this.find(targetId) !== undefined
  }

  /** Deletes as the real service does: into the recycle bin where the kind has one, else at once. */
  remove(entity: Entity, deletedDateTime: string): void {
    const keeps = KEEPS_DELETED.has(entity.kind) || listOf(entity, 'groupTypes').includes('Unified')
    if (!keeps) {
      this.purge(entity)
      return
    }
    this.#turn(entity, 'deleted')
    this.#rename(entity, nameWhileDeleted)
    entity.properties.deletedDateTime = deletedDateTime
    this.bin.add(entity)
    this.#logRemoval(entity)
    this.observer?.({ what: 'deleted', entity })
  }

  /** Deletes for good. */
  purge(entity: Entity): void {
    const wasLive = entity.state !== 'deleted'
    this.#turn(entity, 'deleted')
    this.dynamicGroups.forget(entity.id)
    this.#unindex(entity)
    this.#connect(entity, 'delete')
    this.store(entity.kind).delete(entity)
    this.bin.delete(entity.id)
    this.#byId.delete(entity.id)
    for (const id of [...this.assignmentsOf.from(entity.id), ...this.assignedTo.from(entity.id)]) this.#purgeId(id)
    for (const id of [...this.grantsOf.from(entity.id), ...this.grantsFor.from(entity.id)]) this.#purgeId(id)
    if (wasLive) this.#logRemoval(entity)
    else this.log(entity.kind).append({ id: entity.id, kind: entity.kind, what: 'removed' })
    for (const links of Object.values(this.relations)) links.deleteAll(entity.id)
    this.revision += 1
    this.observer?.({ what: wasLive ? 'removed' : 'hardDeleted', entity })
  }

  restore(entity: Entity): void {
    this.bin.delete(entity.id)
    delete entity.properties.deletedDateTime
    this.#rename(entity, nameBeforeDeletion)
    this.#comeBack(entity)
    this.observer?.({ what: 'restored', entity })
  }

  /** Takes the object out of sight without a word: no @removed, as happens when it leaves the reader's scope. */
  hide(entity: Entity): void {
    this.#turn(entity, 'hidden')
    this.revision += 1
  }

  show(entity: Entity): void {
    this.#comeBack(entity)
  }

  /** Whether something in the recycle bin was put there before an instant. */
  hasBinnedBefore(instant: number): boolean {
    for (const entity of this.bin) return Date.parse(textOf(entity, 'deletedDateTime') ?? '') < instant
    return false
  }

  /** Deletes for good what has lain in the recycle bin since before an instant (30 days: directory-deleteditems). */
  emptyBin(deletedBefore: number): Entity[] {
    const due = [...this.bin].filter((entity) => Date.parse(textOf(entity, 'deletedDateTime') ?? '') < deletedBefore)
    for (const entity of due) this.purge(entity)
    return due
  }

  /** Gives a person another userPrincipalName for as long as they are in the recycle bin; the index follows for all. */
  #rename(entity: Entity, renamed: (id: string, name: string) => string): void {
    this.#unindex(entity)
    const name = textOf(entity, 'userPrincipalName')
    if (name !== null) entity.properties.userPrincipalName = renamed(entity.id, name)
    this.#index(entity)
  }

  #comeBack(entity: Entity): void {
    this.#turn(entity, 'live')
    this.log(entity.kind).append({ id: entity.id, kind: entity.kind, what: 'created' })
    this.#logLinksOf(entity)
    this.revision += 1
    this.dynamicGroups.follow(entity)
  }

  /** A computed object is kept from its first change on. */
  #keep(entity: Entity): void {
    if (!this.store(entity.kind).keep(entity)) return
    this.#byId.set(entity.id, entity)
    this.#index(entity)
  }

  #turn(entity: Entity, state: Entity['state']): void {
    this.#keep(entity)
    this.store(entity.kind).live += Number(state === 'live') - Number(entity.state === 'live')
    entity.state = state
  }

  #purgeId(id: string): void {
    const entity = this.findAny(id)
    if (entity) this.purge(entity)
  }

  #logRemoval(entity: Entity): void {
    this.log(entity.kind).append({ id: entity.id, kind: entity.kind, what: 'removed' })
    this.#logLinksOf(entity)
    this.revision += 1
  }

  #logLinksOf(target: Entity): void {
    for (const relation of ['members', 'owners', 'manager'] as const) {
      for (const sourceId of this.relations[relation].to(target.id)) {
        const source = this.findAny(sourceId)
        if (source) this.#logLink(relation, source, target)
      }
    }
    for (const id of [...this.grantsOf.from(target.id), ...this.grantsFor.from(target.id)])
      this.log('oauth2PermissionGrant').append({ id, kind: 'oauth2PermissionGrant', what: 'created' })
  }

  #logLink(relation: Relation, source: Entity, target: Entity): void {
    this.log(source.kind).append({
      id: source.id,
      kind: source.kind,
      what: 'link',
      relation,
      target: target.id,
      targetKind: target.kind,
    })
    this.revision += 1
  }

  #connect(entity: Entity, how: 'add' | 'delete'): void {
    if (entity.kind === 'appRoleAssignment') {
      this.assignmentsOf[how](textOf(entity, 'principalId') ?? '', entity.id)
      this.assignedTo[how](textOf(entity, 'resourceId') ?? '', entity.id)
    }
    if (entity.kind === 'oauth2PermissionGrant') {
      this.grantsOf[how](textOf(entity, 'clientId') ?? '', entity.id)
      this.grantsFor[how](textOf(entity, 'principalId') ?? '', entity.id)
    }
  }

  #index(entity: Entity): void {
    const key = keyOf(entity)
    if (key) this.#byKey.set(key, entity)
  }

  #unindex(entity: Entity): void {
    const key = keyOf(entity)
    if (key && this.#byKey.get(key) === entity) this.#byKey.delete(key)
  }
}

const idOf = (entity: Entity) => entity.id

function keyOf(entity: Entity): string | undefined {
  const name =
    entity.kind === 'user'
      ? 'userPrincipalName'
      : entity.kind === 'application' || entity.kind === 'servicePrincipal'
        ? 'appId'
        : undefined
  const value = name === undefined ? null : textOf(entity, name)
  return value === null ? undefined : `${entity.kind}/${value.toLowerCase()}`
}
