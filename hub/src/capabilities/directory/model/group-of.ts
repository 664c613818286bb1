import type { z } from 'zod'
import type { GroupRow } from '../sql/groups.ts'
import type { MemberRow } from '../sql/links.ts'
import type { Group, GroupMember, MemberKind } from './group.ts'
import { instant } from './person-of.ts'

export const groupOf = (row: GroupRow): z.infer<typeof Group> => ({
  id: row.group_id,
  presence: row.presence,
  displayName: row.display_name,
  description: row.description,
  kind: row.kind,
  isDynamic: row.group_types?.includes('DynamicMembership') ?? false,
  membershipRule: row.membership_rule,
  mail: row.mail,
  visibility: row.visibility,
  isAssignableToRole: row.is_assignable_to_role ?? false,
  onPremisesSyncEnabled: row.on_premises_sync_enabled,
  createdDateTime: instant(row.created_date_time),
  validFrom: row.valid_from.toISOString(),
})

/** Graph's kinds of directory objects, in the words of the console. */
const memberKinds: Record<string, z.infer<typeof MemberKind>> = {
  user: 'person',
  group: 'group',
  servicePrincipal: 'application',
  device: 'device',
  orgContact: 'contact',
}

/** Graph's word for a kind of member. */
export const graphTypeOf = (kind: z.infer<typeof MemberKind>): string =>
  Object.entries(memberKinds).find(([, ours]) => ours === kind)?.[0] ?? kind

export const memberOf = (row: MemberRow): z.infer<typeof GroupMember> => ({
  id: row.id,
  kind: memberKinds[row.type] ?? 'other',
  displayName: row.name,
  detail: row.detail,
  since: row.since.toISOString(),
})
