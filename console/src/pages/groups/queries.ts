import { queryOptions } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { pagedQuery } from '../../parts/paged-query.ts'
import type { GroupsSearch } from './groups-search.ts'

export const groupsQuery = ({ search, kind, dynamic, gone, asOf }: GroupsSearch) => {
  const input = { search, kind, dynamic: dynamic && dynamic === 'yes', includeGone: gone, asOf }
  return pagedQuery(['groups.list', input], (part, signal) => call('groups.list', { ...input, ...part }, signal))
}

/** One group at an instant: `asOf` is undefined for now. */
interface OfGroup {
  groupId: string
  asOf: string | undefined
}

export const groupQuery = (of: OfGroup) =>
  queryOptions({ queryKey: ['groups.show', of], queryFn: ({ signal }) => call('groups.show', of, signal) })

export const effectiveMembersQuery = (of: OfGroup) =>
  pagedQuery(['groups.effective-members', of], (part, signal) =>
    call('groups.effective-members', { ...of, ...part }, signal),
  )

export const groupMembersQuery = (of: OfGroup) =>
  pagedQuery(['groups.members', of], (part, signal) => call('groups.members', { ...of, ...part }, signal))

export const groupOwnersQuery = (of: OfGroup) =>
  pagedQuery(['groups.owners', of], (part, signal) => call('groups.owners', { ...of, ...part }, signal))

export const groupHistoryQuery = (groupId: string) =>
  pagedQuery(['groups.history', groupId], (part, signal) => call('groups.history', { groupId, ...part }, signal), 50)
