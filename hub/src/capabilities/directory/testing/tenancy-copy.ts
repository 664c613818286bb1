import { z } from 'zod'

const text = z.string().nullish()
const Links = z.array(z.string())

/** The simulator's own account of a tenancy (`GET /_control/state`), as far as these tests compare it. */
const Truth = z.object({
  users: z.array(
    z.object({
      id: z.string(),
      displayName: text,
      surname: text,
      userPrincipalName: text,
      mail: text,
      jobTitle: text,
      department: text,
      city: text,
      employeeId: text,
      userType: text,
      accountEnabled: z.boolean(),
      manager: text,
    }),
  ),
  groups: z.array(
    z.object({ id: z.string(), displayName: text, mail: text, description: text, members: Links, owners: Links }),
  ),
  servicePrincipals: z.array(z.object({ id: z.string(), displayName: text, owners: Links.default([]) })),
  appRoleAssignments: z.array(z.object({ id: z.string(), principalId: z.string(), resourceId: z.string() })),
  oauth2PermissionGrants: z.array(z.object({ id: z.string() })),
  administrativeUnits: z.array(z.object({ id: z.string() })),
})

export type CopiedUser = z.output<typeof Truth>['users'][number]

/** A plain copy of a tenancy at one moment, with the answers that Atrium should give, worked out in the simplest way. */
export interface TenancyCopy {
  users: Map<string, CopiedUser>
  groups: Map<string, { id: string; displayName: string | null | undefined; members: Set<string> }>
  counts: Record<string, number>
  assignments: { id: string; principalId: string; resourceId: string }[]
  /** people of whom each of these words is in the name, address, title, department or number */
  search(term: string): Set<string>
  effectivePeople(groupId: string): Set<string>
  groupsOf(memberId: string): Set<string>
}

/** Without case and accents, as a search compares. */
const folded = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')

export function copyOf(state: unknown): TenancyCopy {
  const truth = Truth.parse(state)
  const users = new Map(truth.users.map((user) => [user.id, user]))
  const groups = new Map(
    truth.groups.map(({ id, displayName, members }) => [id, { id, displayName, members: new Set(members) }]),
  )
  const below = (id: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(id)) return seen
    seen.add(id)
    for (const member of groups.get(id)?.members ?? []) if (groups.has(member)) below(member, seen)
    return seen
  }
  return {
    users,
    groups,
    assignments: truth.appRoleAssignments,
    counts: {
      people: users.size,
      activePeople: truth.users.filter((user) => user.accountEnabled).length,
      guests: truth.users.filter((user) => user.userType === 'Guest').length,
      groups: groups.size,
      memberships: truth.groups.reduce((sum, { members }) => sum + members.length, 0),
      applications: truth.servicePrincipals.length,
      assignments: truth.appRoleAssignments.length,
      permissionGrants: truth.oauth2PermissionGrants.length,
      administrativeUnits: truth.administrativeUnits.length,
      owners: [...truth.groups, ...truth.servicePrincipals].reduce((sum, { owners }) => sum + owners.length, 0),
    },
    search: (term) =>
      new Set(
        truth.users
          .filter((user) => {
            const said = [
              user.displayName,
              user.userPrincipalName,
              user.mail,
              user.jobTitle,
              user.department,
              user.employeeId,
            ]
            const words = folded(term).split(/\s+/).filter(Boolean)
            return words.every((word) => said.some((value) => folded(value ?? '').includes(word)))
          })
          .map(({ id }) => id),
      ),
    effectivePeople: (groupId) =>
      new Set([...below(groupId)].flatMap((id) => [...(groups.get(id)?.members ?? [])]).filter((id) => users.has(id))),
    groupsOf(memberId) {
      const found = new Set<string>()
      const upwards = (id: string): void => {
        for (const group of groups.values())
          if (group.members.has(id) && !found.has(group.id)) {
            found.add(group.id)
            upwards(group.id)
          }
      }
      upwards(memberId)
      return found
    },
  }
}
