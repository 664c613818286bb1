import { BadInput } from '../world/input.ts'
import { type Entity, groupKind, isDynamic, type Json, type Kind, textOf } from '../world/model.ts'
import type { Tenancy } from '../world/tenancy.ts'
import { isVisible, targets } from '../world/truth.ts'

/** Objects on one page. */
const PAGE = 50
/** Objects looked at for one page of a search, so that a tenancy of a million answers at once. */
const SCAN = 100_000

/** One page of the people, groups or applications of a tenancy, by a part of their name or address. */
export function browse(tenancy: Tenancy, kind: Kind, query: URLSearchParams): Json {
  const search = (query.get('search') ?? '').trim().toLowerCase()
  const after = Number(query.get('after') ?? 0)
  if (!Number.isInteger(after) || after < 0) throw new BadInput('`after` must be what `next` of the page before said')
  const store = tenancy.store(kind)
  const items: Json[] = []
  let position = after
  for (let looked = 0; position < store.end && looked < SCAN && items.length < PAGE; position++, looked++) {
    const entity = store.at(position)
    if (entity && isVisible(tenancy, entity) && hasInName(entity, search)) items.push(summary(tenancy, entity))
  }
  return { total: store.size, items, next: position < store.end ? position : null }
}

function hasInName(entity: Entity, search: string): boolean {
  if (search === '') return true
  return ['displayName', 'userPrincipalName', 'mail', 'appId'].some((name) =>
    textOf(entity, name)?.toLowerCase().includes(search),
  )
}

function summary(tenancy: Tenancy, entity: Entity): Json {
  const common = { id: entity.id, displayName: textOf(entity, 'displayName') }
  if (entity.kind === 'user') {
    const [manager] = targets(tenancy, 'manager', entity)
    return {
      ...common,
      userPrincipalName: textOf(entity, 'userPrincipalName'),
      department: textOf(entity, 'department'),
      jobTitle: textOf(entity, 'jobTitle'),
      city: textOf(entity, 'city'),
      manager: manager ? textOf(manager, 'displayName') : null,
      accountEnabled: entity.properties.accountEnabled === true,
      userType: textOf(entity, 'userType'),
    }
  }
  if (entity.kind === 'group') {
    const kind = isDynamic(entity) ? 'dynamic' : groupKind(entity)
    return { ...common, kind, members: tenancy.relations.members.from(entity.id).size }
  }
  return {
    ...common,
    appId: textOf(entity, 'appId'),
    accountEnabled: entity.properties.accountEnabled === true,
    assignments: tenancy.assignedTo.from(entity.id).size,
  }
}
