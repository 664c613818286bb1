import { type ComputedIds, type ComputedLinks, NO_IDS } from '../id-list.ts'
import type { Affine } from './affine.ts'
import type { Layers } from './layers.ts'

/** A row of numbered things and their ids. */
export interface Numbering {
  readonly size: number
  idOf(number: number): string
  numberOf(id: string): number | undefined
}

const one = (id: string): ComputedIds => ({ length: 1, at: () => id, has: (other) => other === id })

/** Groups and their members. */
export class MemberLinks implements ComputedLinks {
  readonly #layers: Layers
  readonly #groups: Numbering
  readonly #people: Numbering

  constructor(layers: Layers, groups: Numbering, people: Numbering) {
    this.#layers = layers
    this.#groups = groups
    this.#people = people
  }

  get size(): number {
    return this.#layers.sizes.links
  }

  from(id: string): ComputedIds {
    const group = this.#groups.numberOf(id)
    if (group === undefined) return NO_IDS
    const { start, end } = this.#layers.linksOf(group)
    return {
      length: end - start,
      at: (position) => this.#people.idOf(this.#layers.targetOf(start + position)),
      has: (personId) => this.#has(group, personId),
    }
  }

  to(id: string): ComputedIds {
    const person = this.#people.numberOf(id)
    if (person === undefined) return NO_IDS
    const links = this.#layers.linksTo(person)
    return {
      length: links.length,
      at: (position) => this.#groups.idOf(this.#layers.sourceOf(links[position] ?? 0)),
      has: (groupId) => {
        const group = this.#groups.numberOf(groupId)
        return group !== undefined && this.#layers.has(group, person)
      },
    }
  }

  #has(group: number, personId: string): boolean {
    const person = this.#people.numberOf(personId)
    return person !== undefined && this.#layers.has(group, person)
  }
}

/** Groups and their owners: each of the first groups has one, nobody owns two. */
export class OwnerLinks implements ComputedLinks {
  readonly size: number
  readonly #order: Affine
  readonly #groups: Numbering
  readonly #people: Numbering

  constructor(size: number, order: Affine, groups: Numbering, people: Numbering) {
    this.size = size
    this.#order = order
    this.#groups = groups
    this.#people = people
  }

  from(id: string): ComputedIds {
    const group = this.#groups.numberOf(id)
    return group === undefined || group >= this.size ? NO_IDS : one(this.#people.idOf(this.#order.of(group)))
  }

  to(id: string): ComputedIds {
    const person = this.#people.numberOf(id)
    const group = person === undefined ? this.size : this.#order.before(person)
    return group >= this.size ? NO_IDS : one(this.#groups.idOf(group))
  }
}

/** How many people report to one. */
const SPAN = 8

/** People and their managers: the first reports to a person of the core, the one at i to the one at (i - 1) / 8. */
export class ManagerLinks implements ComputedLinks {
  readonly #people: Numbering
  readonly #chiefId: string

  constructor(people: Numbering, chiefId: string) {
    this.#people = people
    this.#chiefId = chiefId
  }

  get size(): number {
    return this.#people.size
  }

  from(id: string): ComputedIds {
    const person = this.#people.numberOf(id)
    return person === undefined ? NO_IDS : one(this.#managerOf(person))
  }

  to(id: string): ComputedIds {
    if (id === this.#chiefId) return this.size > 0 ? one(this.#people.idOf(0)) : NO_IDS
    const person = this.#people.numberOf(id)
    if (person === undefined) return NO_IDS
    const first = person * SPAN + 1
    return {
      length: Math.max(0, Math.min(SPAN, this.size - first)),
      at: (position) => this.#people.idOf(first + position),
      has: (reportId) => {
        const report = this.#people.numberOf(reportId)
        return report !== undefined && this.#managerOf(report) === id
      },
    }
  }

  #managerOf(person: number): string {
    return person === 0 ? this.#chiefId : this.#people.idOf(Math.floor((person - 1) / SPAN))
  }
}

/** Which end of an assignment a link begins at. */
type AssignmentEnd = 'principal' | 'resource'

export interface AssignmentRows {
  readonly layers: Layers
  readonly assignments: Numbering
  readonly resources: Numbering
  readonly principals: Numbering
}

/** Principals, or resources, and the assignments that name them. */
export class AssignmentLinks implements ComputedLinks {
  readonly #rows: AssignmentRows
  readonly #end: AssignmentEnd

  constructor(rows: AssignmentRows, end: AssignmentEnd) {
    this.#rows = rows
    this.#end = end
  }

  get size(): number {
    return this.#rows.assignments.size
  }

  from(id: string): ComputedIds {
    const { layers, assignments, resources, principals } = this.#rows
    const has = (assignmentId: string) => this.#endOf(assignmentId) === id
    if (this.#end === 'resource') {
      const resource = resources.numberOf(id)
      if (resource === undefined) return NO_IDS
      const { start, end } = layers.linksOf(resource)
      return { length: end - start, at: (position) => assignments.idOf(start + position), has }
    }
    const principal = principals.numberOf(id)
    if (principal === undefined) return NO_IDS
    const links = layers.linksTo(principal)
    return { length: links.length, at: (position) => assignments.idOf(links[position] ?? 0), has }
  }

  to(assignmentId: string): ComputedIds {
    const id = this.#endOf(assignmentId)
    return id === undefined ? NO_IDS : one(id)
  }

  #endOf(assignmentId: string): string | undefined {
    const { layers, assignments, resources, principals } = this.#rows
    const number = assignments.numberOf(assignmentId)
    if (number === undefined) return undefined
    return this.#end === 'resource' ? resources.idOf(layers.sourceOf(number)) : principals.idOf(layers.targetOf(number))
  }
}
