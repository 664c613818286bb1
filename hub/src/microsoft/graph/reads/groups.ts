import type { Collection } from '../pages.ts'
import {
  AdministrativeUnit,
  AdministrativeUnitDelta,
  administrativeUnitSelect,
  Group,
  groupAttributes,
} from '../schemas/group.ts'
import { DirectoryObjectReference, ObjectId } from '../schemas/values.ts'
import { type DeltaStart, deltaStart } from './delta-start.ts'

/**
 * Groups with members and owners, as changes. A large group comes on several pages of one round, as the same object with more members.
 * learn.microsoft.com/graph/delta-query-groups
 */
export const groupsDelta = (options: DeltaStart = {}): Collection<Group> => ({
  path: '/groups/delta',
  query: { $select: [...groupAttributes, 'members', 'owners'], ...deltaStart(options) },
  schema: Group,
  resource: 'groups',
})

/** The ids of all groups, 999 a page: what there is to be read in parts. learn.microsoft.com/graph/api/group-list */
export const groupIds: Collection<ObjectId> = {
  path: '/groups',
  query: { $select: ['id'], $top: 999 },
  schema: ObjectId,
  resource: 'groups',
}

/** Administrative units with their members, as changes; permission AdministrativeUnit.Read.All. learn.microsoft.com/graph/api/administrativeunit-delta */
export const administrativeUnitsDelta: Collection<AdministrativeUnitDelta> = {
  path: '/directory/administrativeUnits/delta',
  query: { $select: [...administrativeUnitSelect, 'members'] },
  schema: AdministrativeUnitDelta,
  resource: 'administrativeUnits',
}

/** The same without members and without changes. learn.microsoft.com/graph/api/directory-list-administrativeunits */
export const administrativeUnits: Collection<AdministrativeUnit> = {
  path: '/directory/administrativeUnits',
  query: { $select: administrativeUnitSelect },
  schema: AdministrativeUnit,
  resource: 'administrativeUnits',
}

/** The members of one administrative unit, 999 a page. */
export const administrativeUnitMembers = (id: string): Collection<DirectoryObjectReference> => ({
  path: `/directory/administrativeUnits/${encodeURIComponent(id)}/members`,
  query: { $select: ['id'], $top: 999 },
  schema: DirectoryObjectReference,
  resource: 'administrativeUnits',
})
