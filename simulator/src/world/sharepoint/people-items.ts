import { type Entity, type Properties, textOf } from '../model.ts'
import { guidOf } from '../random.ts'
import type { Tenancy } from '../tenancy.ts'
import { type Column, column } from './column.ts'
import { ColumnIndex } from './column-index.ts'
import { lookupIdOf, personIdentity, personOfLookup, SYSTEM } from './identity.ts'
import { columnValue, Items, type ListItem } from './items.ts'
import { Refusal } from './refusal.ts'

/** What the list knows of a person, by its columns and Graph's properties. */
const KNOWN = {
  Title: 'displayName',
  EMail: 'mail',
  UserName: 'userPrincipalName',
  FirstName: 'givenName',
  LastName: 'surname',
  JobTitle: 'jobTitle',
  Department: 'department',
} as const

export const PEOPLE_COLUMNS: readonly Column[] = ['Name', ...Object.keys(KNOWN).slice(1)].map((name) =>
  column({
    id: guidOf(`userInformation/${name}`),
    name,
    type: 'text',
    facet: { maxLength: 255 },
    standard: true,
    readOnly: true,
  }),
)

/**
 * The rows of a site's User Information List, which lookups of people name. Every person of the tenancy has a row from the
 * beginning, computed from the directory; nobody writes here.
 */
export class PeopleItems extends Items {
  readonly #tenancy: Tenancy
  readonly #createdAt: number

  constructor(tenancy: Tenancy, createdAt: number) {
    super()
    this.#tenancy = tenancy
    this.#createdAt = createdAt
  }

  override get size(): number {
    return this.#tenancy.store('user').size
  }

  override get end(): number {
    return lookupIdOf(this.#tenancy.store('user').end)
  }

  override find(id: number): ListItem | undefined {
    const user = personOfLookup(this.#tenancy, id)
    return user && this.#row(user)
  }

  override *[Symbol.iterator](): Generator<ListItem> {
    for (const user of this.#tenancy.store('user')) if (user.state === 'live') yield this.#row(user)
  }

  /** Made anew each time: the directory changes without a word. */
  override index(name: string): ColumnIndex {
    const index = new ColumnIndex()
    for (const item of this) index.add(columnValue(item, name), item.id)
    return index
  }

  override add(): never {
    throw new Refusal('notSupported', 'The User Information List is kept by SharePoint.')
  }

  override update(): never {
    this.add()
  }

  override delete(): never {
    this.add()
  }

  #row(user: Entity): ListItem {
    const fields: Properties = { Name: `i:0#.f|membership|${textOf(user, 'userPrincipalName') ?? ''}` }
    for (const [name, property] of Object.entries(KNOWN)) {
      const value = textOf(user, property)
      if (value !== null) fields[name] = value
    }
    const made = { createdAt: this.#createdAt, createdBy: SYSTEM, modifiedAt: this.#createdAt, modifiedBy: SYSTEM }
    return { id: personIdentity(user).lookupId, uniqueId: user.id, version: 1, fields, ...made, earlier: [] }
  }
}
