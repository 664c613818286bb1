import { z } from 'zod'
import type { QueryContext } from '../../../operation/context.ts'
import { InstantInput, Uuid } from '../../../operation/schemas.ts'
import { statement } from '../../../platform/database/statement.ts'
import { PersonState } from '../model/person.ts'
import { nestedIn } from '../sql/groups.ts'
import { countMembersUpTo } from '../sql/links.ts'
import type { GroupsAsked, PeopleFilter } from '../sql/people-conditions.ts'
import { huge } from './linked-list.ts'

export const peopleFilterInput = {
  asOf: InstantInput.optional().describe('As it was at this instant; as of the last sync otherwise'),
  search: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe(
      'Words, in any order, each a part of a name, address, title, department or employee number; case and accents do not count',
    ),
  state: z.array(PersonState).optional().describe('Only people in these states; active ones otherwise'),
  includeGuests: z.boolean().optional(),
  includeBlocked: z.boolean().optional(),
  includeGone: z.boolean().optional().describe('Also people who are absent or deleted'),
  ignoreScope: z.boolean().optional().describe('Also people outside the scope that the organisation set'),
  userType: z.string().max(100).optional(),
  department: z.string().max(500).optional(),
  officeLocation: z.string().max(500).optional(),
  country: z.string().max(500).optional(),
  employeeType: z.string().max(500).optional(),
  jobTitle: z.string().max(500).optional(),
  managerId: Uuid.optional().describe('Only who reports to this person'),
  groupId: Uuid.optional().describe('Only members of this group, also through nested groups'),
}

const FilterInput = z.object(peopleFilterInput)
type FilterInput = z.output<typeof FilterInput>

export interface ScopeRow {
  include_guests: boolean
  include_blocked: boolean
  departments: string[]
  group_ids: string[]
  administrative_unit_ids: string[]
}

export const scopeOfOrganisation = statement<object, ScopeRow>(`
  select include_guests, include_blocked, departments, group_ids, administrative_unit_ids from directory_scope`)

export const everybody: ScopeRow = {
  include_guests: false,
  include_blocked: false,
  departments: [],
  group_ids: [],
  administrative_unit_ids: [],
}

/** The filter that the caller's words and the organisation's scope make together. */
export async function peopleFilter({ reader }: QueryContext, input: FilterInput, at: Date): Promise<PeopleFilter> {
  const scope = (await reader.first(scopeOfOrganisation, {})) ?? everybody
  const states = input.state ?? [
    'active' as const,
    ...((input.includeBlocked ?? scope.include_blocked) ? (['blocked'] as const) : []),
    ...(input.includeGone ? (['absent', 'deleted'] as const) : []),
  ]
  return {
    at,
    search: input.search ?? null,
    states,
    includeGuests: input.includeGuests ?? (scope.include_guests || input.userType === 'Guest'),
    userType: input.userType ?? null,
    department: input.department ?? null,
    officeLocation: input.officeLocation ?? null,
    country: input.country ?? null,
    employeeType: input.employeeType ?? null,
    jobTitle: input.jobTitle ?? null,
    managerId: input.managerId ?? null,
    groups: await groupsAsked(reader, at, input.groupId === undefined ? [] : [input.groupId]),
    scopeDepartments: input.ignoreScope ? [] : scope.departments,
    scopeGroups: await groupsAsked(reader, at, input.ignoreScope ? [] : scope.group_ids),
    scopeUnits: input.ignoreScope ? [] : scope.administrative_unit_ids,
  }
}

/** These groups and those nested in them, however deep; null where none are asked for. */
async function groupsAsked(reader: QueryContext['reader'], at: Date, groupIds: string[]): Promise<GroupsAsked | null> {
  if (groupIds.length === 0) return null
  const nested = await reader.rows(nestedIn, { at, groupIds })
  const ids = [...new Set([...groupIds, ...nested.map(({ inner_id }) => inner_id)])]
  const counted = await reader.first(countMembersUpTo, { at, ownIds: ids, most: huge })
  return { ids, areHuge: counted?.count === huge }
}
