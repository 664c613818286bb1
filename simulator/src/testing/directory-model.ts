import type { Json } from '../world/model.ts'
import type { Replica } from './replica.ts'

const BIN_DAYS = 30
const DAY = 86_400_000

interface ModelUser {
  name: string
  displayName: string
  companyName: string | undefined
  manager: string | undefined
  deletedAt: number | undefined
}

interface ModelGroup {
  readonly isUnified: boolean
  displayName: string
  readonly members: Set<string>
  deletedAt: number | undefined
}

/**
 * The directory as it must be, told in as few words as possible: what Graph's answers are compared with. Every method says
 * with which status Graph must answer, and follows the change when it is none of a refusal.
 */
export class DirectoryModel {
  readonly users = new Map<string, ModelUser>()
  readonly groups = new Map<string, ModelGroup>()
  /** Members that are neither, such as devices; nothing happens to them. */
  readonly others = new Set<string>()
  now = 0

  nameIsFree(name: string): boolean {
    return ![...this.users.values()].some((user) => user.deletedAt === undefined && user.name === name)
  }

  addUser(id: string, name: string, displayName: string): void {
    this.users.set(id, { name, displayName, companyName: undefined, manager: undefined, deletedAt: undefined })
  }

  addGroup(id: string, displayName: string, isUnified: boolean): void {
    this.groups.set(id, { isUnified, displayName, members: new Set(), deletedAt: undefined })
  }

  update(id: string, companyName: string): number {
    const user = this.#person(id)
    if (!user) return 404
    user.companyName = companyName
    return 204
  }

  rename(id: string, displayName: string): number {
    const group = this.#group(id)
    if (!group) return 404
    group.displayName = displayName
    return 204
  }

  setManager(id: string, manager: string): number {
    const user = this.#person(id)
    if (!user || !this.#person(manager)) return 404
    user.manager = manager
    return 204
  }

  removeManager(id: string): number {
    const user = this.#person(id)
    if (!user || user.manager === undefined || !this.#person(user.manager)) return 404
    user.manager = undefined
    return 204
  }

  addMember(id: string, member: string): number {
    const group = this.#group(id)
    const nested = this.#group(member)
    if (!group || !(nested ?? this.#person(member))) return 404
    if (nested && (group.isUnified || nested.isUnified || nested === group)) return 400
    if (group.members.has(member)) return 400
    group.members.add(member)
    return 204
  }

  removeMember(id: string, member: string): number {
    const group = this.#group(id)
    if (!group || !(this.#group(member) ?? this.#person(member))) return 404
    return group.members.delete(member) ? 204 : 400
  }

  remove(id: string): number {
    const object = this.#person(id) ?? this.#group(id)
    if (!object) return 404
    if ('isUnified' in object && !object.isUnified) this.#purge(id)
    else object.deletedAt = this.now
    return 204
  }

  restore(id: string): number {
    const object = this.users.get(id) ?? this.groups.get(id)
    if (object?.deletedAt === undefined) return 404
    if ('name' in object && !this.nameIsFree(object.name)) return 409
    object.deletedAt = undefined
    return 200
  }

  purge(id: string): number {
    const object = this.users.get(id) ?? this.groups.get(id)
    if (object?.deletedAt === undefined) return 404
    this.#purge(id)
    return 204
  }

  /** Lets days and a minute go by: what lay in the recycle bin for 30 days is gone. */
  advance(days: number): void {
    this.now += days * DAY + 60_000
    for (const [id, { deletedAt }] of [...this.users, ...this.groups])
      if (deletedAt !== undefined && deletedAt < this.now - BIN_DAYS * DAY) this.#purge(id)
  }

  get binned(): string[] {
    return [...this.users, ...this.groups].flatMap(([id, { deletedAt }]) => (deletedAt === undefined ? [] : [id]))
  }

  /** The people a reader sees, as delta with their manager tells them. */
  userReplica(): Replica {
    const replica: { [id: string]: Replica[string] } = {}
    for (const [id, { name, displayName, companyName, manager, deletedAt }] of this.users) {
      if (deletedAt !== undefined) continue
      const properties: { [name: string]: Json } = { id, displayName, userPrincipalName: name }
      if (companyName !== undefined) properties.companyName = companyName
      const seen = manager !== undefined && this.#person(manager)
      replica[id] = { properties, links: seen ? { manager: [manager] } : {} }
    }
    return replica
  }

  /** The groups a reader sees with the members a reader sees. */
  groupReplica(): Replica {
    const replica: { [id: string]: Replica[string] } = {}
    for (const [id, { displayName, members, deletedAt }] of this.groups) {
      if (deletedAt !== undefined) continue
      const seen = [...members].filter((one) => this.others.has(one) || this.#person(one) || this.#group(one)).sort()
      replica[id] = { properties: { id, displayName }, links: seen.length > 0 ? { members: seen } : {} }
    }
    return replica
  }

  #person(id: string): ModelUser | undefined {
    return this.#live(this.users, id)
  }

  #group(id: string): ModelGroup | undefined {
    return this.#live(this.groups, id)
  }

  #live<T extends { deletedAt: number | undefined }>(among: ReadonlyMap<string, T>, id: string): T | undefined {
    const found = among.get(id)
    return found?.deletedAt === undefined ? found : undefined
  }

  #purge(id: string): void {
    this.users.delete(id)
    this.groups.delete(id)
    for (const user of this.users.values()) if (user.manager === id) user.manager = undefined
    for (const group of this.groups.values()) group.members.delete(id)
  }
}
