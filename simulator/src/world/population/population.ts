import type { ComputedEntities } from '../entity-store.ts'
import type { ComputedLinks } from '../id-list.ts'
import type { GroupKind, Kind } from '../model.ts'
import { Random } from '../random.ts'
import { Affine } from './affine.ts'
import { BulkApplications } from './applications.ts'
import { BulkAssignments } from './assignments.ts'
import { ComputedEntity, type PropertiesSource, TabledProperties } from './computed-entity.ts'
import { AssignmentLinks, ManagerLinks, MemberLinks, type Numbering, OwnerLinks } from './computed-links.ts'
import { DayTexts } from './days.ts'
import { type CorePerson, Everyone } from './everyone.ts'
import { BulkGroups } from './groups.ts'
import { Layers } from './layers.ts'
import { type Numbered, NumberedIds } from './numbered-ids.ts'
import { BulkPeople } from './people.ts'
import { JoinedLinks, RuleLinks } from './rule-links.ts'
import type { BulkSizes } from './sizes.ts'
import { Draws } from './words.ts'

/** The kinds of which a large tenancy has too many to keep. */
export type BulkKind = 'user' | 'group' | 'servicePrincipal' | 'appRoleAssignment'

/** Of the groups that people lead, so many of ten have an owner. */
const OWNED_OF_TEN = 7

export interface PopulationPlan {
  readonly seed: string
  readonly sizes: BulkSizes
  readonly domain: string
  readonly companyName: string
  /** The day generated dates are reckoned from; epoch milliseconds. */
  readonly anchor: number
  /** The people of the generated core who may be members and be assigned; the first leads the company. */
  readonly core: readonly CorePerson[]
  /** The first employeeId that nobody of the core has. */
  readonly firstEmployeeId: number
}

/**
 * What a large tenancy has beyond its realistic core. Nothing of it is kept: an object is made from the seed and its
 * number when it is asked for, and a link is computed from its ends.
 */
export class Population {
  readonly ids: NumberedIds
  readonly people: BulkPeople
  readonly groups: BulkGroups
  readonly sizes: BulkSizes
  readonly entities: ReadonlyMap<BulkKind, ComputedEntities>
  readonly links: {
    readonly [name in 'members' | 'owners' | 'manager' | 'assignmentsOf' | 'assignedTo']: ComputedLinks
  }

  readonly #ruled: RuleLinks

  constructor(plan: PopulationPlan) {
    const { seed, sizes } = plan
    const random = new Random(`${seed}/population`)
    const ids = new NumberedIds(seed)
    const shared = { ids, domain: plan.domain, days: new DayTexts(plan.anchor) }
    const people = new BulkPeople({ ...shared, ...plan, draws: new Draws(random), size: sizes.people })
    const groups = new BulkGroups({ ...shared, draws: new Draws(random) })
    const applications = new BulkApplications(ids, new Draws(random))
    const everyone = new Everyone(plan.core, { people, ids, size: sizes.people })
    const rows = {
      people: numbering(ids, 'user', sizes.people),
      groups: numbering(ids, 'group', sizes.groups),
      resources: numbering(ids, 'servicePrincipal', sizes.applications),
      assignments: assignmentNumbering(ids, sizes.assignments),
    }
    const membership = { sources: sizes.groups, targets: everyone.size, links: sizes.memberships }
    const assignment = { sources: sizes.applications, targets: everyone.size, links: sizes.assignments }
    const layers = new Layers(assignment, random)
    const assignments = { ...shared, draws: new Draws(random), layers, everyone, applications }
    const owned = Math.min(Math.floor((sizes.groups * OWNED_OF_TEN) / 10), everyone.size)
    const assigned = { layers, assignments: rows.assignments, resources: rows.resources, principals: everyone }
    this.#ruled = new RuleLinks(rows.people)
    this.ids = ids
    this.people = people
    this.groups = groups
    this.sizes = sizes
    this.links = {
      members: new JoinedLinks(new MemberLinks(new Layers(membership, random), rows.groups, everyone), this.#ruled),
      owners: new OwnerLinks(owned, new Affine(everyone.size, random), rows.groups, everyone),
      manager: new ManagerLinks(rows.people, plan.core[0]?.id ?? ''),
      assignmentsOf: new AssignmentLinks(assigned, 'principal'),
      assignedTo: new AssignmentLinks(assigned, 'resource'),
    }
    this.entities = new Map<BulkKind, ComputedEntities>([
      ['user', computed('user', rows.people, new TabledProperties(people.properties))],
      ['group', computed('group', rows.groups, new TabledProperties(groups.properties))],
      ['servicePrincipal', computed('servicePrincipal', rows.resources, new TabledProperties(applications.properties))],
      ['appRoleAssignment', computed('appRoleAssignment', rows.assignments, new BulkAssignments(assignments))],
    ])
  }

  /** Which object has an id that is made of its number; it may be gone, and its number beyond those there are. */
  locate(id: string): { kind: BulkKind; index: number } | undefined {
    const read = this.ids.read(id)
    if (read && (read.what === 'user' || read.what === 'group' || read.what === 'servicePrincipal'))
      return { kind: read.what, index: read.number }
    const index = this.ids.readOpaque('appRoleAssignment', id)
    return index === undefined ? undefined : { kind: 'appRoleAssignment', index }
  }

  /** The number of the object that was made with this natural key. */
  indexOfKey(kind: Kind, key: string): number | undefined {
    if (kind === 'user') return this.people.indexOf(key)
    const read = kind === 'servicePrincipal' ? this.ids.read(key.toLowerCase()) : undefined
    return read?.what === 'appId' ? read.number : undefined
  }

  /** Makes the people with these numbers, in ascending order, members of a group that was made later. */
  addRule(groupId: string, people: Uint32Array): void {
    if (people.length > 0) this.#ruled.add(groupId, people)
  }

  /** What kinds the groups are of that `counts` says yes to. */
  groupKinds(counts: (index: number) => boolean): { readonly [kind in GroupKind]: number } {
    const kinds = { security: 0, microsoft365: 0, mailEnabledSecurity: 0, distribution: 0 }
    for (let i = 0; i < this.sizes.groups; i++) if (counts(i)) kinds[this.groups.kindOf(i)] += 1
    return kinds
  }
}

function numbering(ids: NumberedIds, what: Numbered, size: number): Numbering {
  return {
    size,
    idOf: (number) => ids.guid(what, number),
    numberOf(id) {
      const read = ids.read(id)
      return read?.what === what && read.number < size ? read.number : undefined
    },
  }
}

function assignmentNumbering(ids: NumberedIds, size: number): Numbering {
  return {
    size,
    idOf: (number) => ids.opaque('appRoleAssignment', number),
    numberOf(id) {
      const number = ids.readOpaque('appRoleAssignment', id)
      return number !== undefined && number < size ? number : undefined
    },
  }
}

function computed(kind: BulkKind, row: Numbering, source: PropertiesSource): ComputedEntities {
  return {
    size: row.size,
    make: (index, ordinal, id) => new ComputedEntity({ kind, index, ordinal }, source, id),
  }
}
