import { guidOf, type Random } from '../random.ts'
import type { Column } from './column.ts'
import type { SharePointIdentity } from './identity.ts'
import { ItemChanges } from './item-changes.ts'
import { type FieldValues, Items, type ListItem } from './items.ts'

/** Graph's template names with SharePoint's numbers (learn.microsoft.com/graph/api/resources/listinfo; ListTemplateType). */
export const TEMPLATES = {
  genericList: 100,
  documentLibrary: 101,
  survey: 102,
  links: 103,
  announcements: 104,
  contacts: 105,
  events: 106,
  tasks: 107,
  userInformation: 112,
  pictureLibrary: 109,
  webPageLibrary: 119,
  issueTracking: 1100,
} as const

export type Template = keyof typeof TEMPLATES

const isTemplate = (name: string): name is Template => name in TEMPLATES
const TEMPLATE_NAMES = Object.keys(TEMPLATES).filter(isTemplate)

/** Lists that SharePoint makes for itself, and nobody else. */
const OWN: readonly Template[] = ['userInformation', 'webPageLibrary']

/** The template of a name, if lists of it can be made. */
export function makeableTemplate(name: unknown): Template | undefined {
  return TEMPLATE_NAMES.find((template) => template === name && !OWN.includes(template))
}

export const isLibrary = (template: Template): boolean =>
  template === 'documentLibrary' || template === 'pictureLibrary' || template === 'webPageLibrary'

export interface ListPlan {
  readonly id: string
  /** The last part of its address, which stays when the title changes. */
  readonly name: string
  readonly displayName: string
  readonly description?: string
  readonly template: Template
  /** Lists of SharePoint itself are told only to who selects `system`. */
  readonly system?: boolean
  readonly hidden?: boolean
  readonly at: number
  readonly by: SharePointIdentity
}

/** One list or library of a site. */
export class SharePointList {
  readonly id: string
  readonly name: string
  readonly template: Template
  readonly system: boolean
  readonly hidden: boolean
  readonly createdAt: number
  readonly createdBy: SharePointIdentity
  displayName: string
  description: string
  modifiedAt: number
  modifiedBy: SharePointIdentity
  /** Counts its own settings, not its items. */
  version = 1
  readonly columns = new Map<string, Column>()
  readonly items: Items
  readonly changes = new ItemChanges()

  constructor(plan: ListPlan, columns: Iterable<Column>, items = new Items()) {
    this.items = items
    this.id = plan.id
    this.name = plan.name
    this.displayName = plan.displayName
    this.description = plan.description ?? ''
    this.template = plan.template
    this.system = plan.system ?? false
    this.hidden = plan.hidden ?? false
    this.createdAt = this.modifiedAt = plan.at
    this.createdBy = this.modifiedBy = plan.by
    for (const column of columns) this.columns.set(column.name, column)
  }

  /** By internal name or id. */
  column(reference: string): Column | undefined {
    const named = this.columns.get(reference)
    if (named) return named
    for (const column of this.columns.values()) if (column.id === reference.toLowerCase()) return column
    return undefined
  }

  /** An item as the list was made with it: no change that anybody is told of. */
  plant(fields: FieldValues, at: number, by: SharePointIdentity): ListItem {
    const id = this.items.end
    const item = newItem(id, guidOf(`${this.id}/item/${id}`), fields, at, by)
    this.items.add(item)
    return item
  }

  addItem(fields: FieldValues, random: Random, at: number, by: SharePointIdentity): ListItem {
    const item = newItem(this.items.end, random.guid(), fields, at, by)
    this.items.add(item)
    this.#touched(item.id, at, by)
    return item
  }

  updateItem(item: ListItem, fields: FieldValues, at: number, by: SharePointIdentity): ListItem {
    const updated = this.items.update(item, fields, at, by)
    this.#touched(item.id, at, by)
    return updated
  }

  deleteItem(item: ListItem, at: number, by: SharePointIdentity): void {
    this.items.delete(item)
    this.#touched(item.id, at, by)
  }

  #touched(itemId: number, at: number, by: SharePointIdentity): void {
    this.changes.append(itemId, at)
    this.modifiedAt = at
    this.modifiedBy = by
  }
}

function newItem(id: number, uniqueId: string, fields: FieldValues, at: number, by: SharePointIdentity): ListItem {
  return { id, uniqueId, version: 1, fields, createdAt: at, createdBy: by, modifiedAt: at, modifiedBy: by, earlier: [] }
}
