import { visibleAssignments } from '../world/assignments.ts'
import type { Json, Relation } from '../world/model.ts'
import type { Tenancy } from '../world/tenancy.ts'
import type { GraphContext, Item, ItemKind } from './call.ts'
import { badRequest } from './errors.ts'
import { PAGES, TEAMS } from './limits.ts'
import type { Expansion } from './odata/options.ts'
import { checkSelect, mixedProjection, projectionOf } from './projection.ts'

type Related = (tenancy: Tenancy, item: Item) => Iterable<Item>

const out = (relation: Relation): Related =>
  function* (tenancy, item) {
    for (const id of tenancy.relations[relation].from(item.id)) {
      const entity = tenancy.find(id)
      if (entity) yield entity
    }
  }

const into = (relation: Relation): Related =>
  function* (tenancy, item) {
    for (const id of tenancy.relations[relation].to(item.id)) {
      const entity = tenancy.find(id)
      if (entity) yield entity
    }
  }

/** Of a thing that stands in no directory: what it says itself. */
const carried =
  (relation: string): Related =>
  (_, item) =>
    item.related?.(relation) ?? []

const members: Related = (tenancy, item) => (item.related ? item.related('members') : out('members')(tenancy, item))

interface Rule {
  readonly on: readonly string[]
  /** Whether it leads to one object. */
  readonly single?: true
  /** What it leads to, when that is one kind of thing. */
  readonly kind?: ItemKind
  /** How many are shown; 20 when not said. */
  readonly limit?: number
  readonly related: Related
}

/** What can be expanded, and where it leads. */
const RELATED: { readonly [relation: string]: Rule } = {
  manager: { on: ['user'], single: true, related: out('manager') },
  directReports: { on: ['user'], related: into('manager') },
  memberOf: { on: ['user', 'group', 'device', 'servicePrincipal'], related: into('members') },
  members: { on: ['group', 'administrativeUnit', 'directoryRole', 'chat'], related: members },
  replies: { on: ['chatMessage'], kind: 'chatMessage', limit: TEAMS.expandedReplies, related: carried('replies') },
  owners: { on: ['group', 'application', 'servicePrincipal'], related: out('owners') },
  appRoleAssignments: {
    on: ['user', 'group', 'servicePrincipal'],
    kind: 'appRoleAssignment',
    related: (tenancy, item) => visibleAssignments(tenancy, tenancy.assignmentsOf.from(item.id)),
  },
  appRoleAssignedTo: {
    on: ['servicePrincipal'],
    kind: 'appRoleAssignment',
    related: (tenancy, item) => visibleAssignments(tenancy, tenancy.assignedTo.from(item.id)),
  },
}

/** Adds what `$expand` asks for: at most 20 related objects, and nothing says that there are more. */
export function expansion(
  context: GraphContext,
  expand: readonly Expansion[],
): (item: Item) => { [name: string]: Json } {
  if (expand.length === 0) return () => ({})
  if (expand.length > 1) throw badRequest('Only one property can be expanded in a single request.')
  const parts = expand.map(({ relation, select }) => {
    const rule = RELATED[relation]
    if (!rule)
      throw badRequest(`Parsing OData Select and Expand failed: Could not find a property named '${relation}'.`)
    if (rule.kind) checkSelect(rule.kind, select)
    const project = rule.kind
      ? projectionOf(context.tenancy, rule.kind, select)
      : mixedProjection(context.tenancy, select)
    return { relation, rule, project }
  })
  return (item) => {
    const shown: { [name: string]: Json } = {}
    for (const { relation, rule, project } of parts) {
      if (!rule.on.includes(item.kind)) throw badRequest(`The type of '${item.id}' has no '${relation}' to expand.`)
      const related: Json[] = []
      for (const one of rule.related(context.tenancy, item)) {
        if (related.length === (rule.single ? 1 : (rule.limit ?? PAGES.expandedItems))) break
        related.push(project(one))
      }
      if (!rule.single) shown[relation] = related
      else if (related[0] !== undefined) shown[relation] = related[0]
    }
    return shown
  }
}
