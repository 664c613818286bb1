import {
  administrativeUnitMembers,
  administrativeUnits,
  appRoleAssignments,
  type GraphClient,
  groupsDelta,
  oauth2PermissionGrants,
  servicePrincipalOwners,
  servicePrincipalsDelta,
  subscribedSkus,
  type UnreadableObject,
  usersDelta,
  usersSignInActivity,
} from '../../../microsoft/index.ts'
import type { Fact, SyncResource } from '../facts/fact.ts'
import {
  administrativeUnit,
  administrativeUnitMember,
  appRoleAssignment,
  directoryGroup,
  groupMember,
  groupOwner,
  permissionGrant,
  person,
  personManager,
  servicePrincipal,
  servicePrincipalOwner,
} from '../facts/facts.ts'
import { type LatestValues, licenceValues, signInValues } from './latest-values.ts'
import {
  administrativeUnitsAsRows,
  assignmentsAsRows,
  type FactRows,
  grantsAsRows,
  groupsAsRows,
  objectType,
  servicePrincipalsAsRows,
  usersAsRows,
} from './rows.ts'
import type { DirectoryPack } from './source.ts'

/** One page, or a few hundred related objects, and where to go on after it. */
export interface Batch {
  rows: FactRows[]
  values?: LatestValues
  objects: number
  unreadable: readonly UnreadableObject[]
  /** saved with the batch; absent where this resource can only be read from its start again */
  resume?: { kind: 'next' | 'delta'; link: string } | undefined
}

export interface ReadContext {
  graph: GraphClient
  from: string | undefined
  signal: AbortSignal
  roles: readonly string[]
}

export interface ResourceReader {
  resource: SyncResource
  pack: DirectoryPack
  facts: readonly Fact[]
  /** whether Graph tells what changed since last time; otherwise it is read whole each time it is read */
  hasDelta: boolean
  read(context: ReadContext): AsyncGenerator<Batch>
}

const related = 500

export const resourceReaders: readonly ResourceReader[] = [
  {
    resource: 'users',
    pack: 'directory-read',
    facts: [person, personManager],
    hasDelta: true,
    async *read({ graph, from, signal, roles }) {
      const leaveDate =
        roles.includes('User-LifeCycleInfo.Read.All') || roles.includes('User-LifeCycleInfo.ReadWrite.All')
      for await (const page of usersDelta(graph, { signal, leaveDate, ...(from && { from }) }))
        yield {
          rows: usersAsRows(page.objects, page.removed),
          objects: page.objects.length + page.removed.length,
          unreadable: page.unreadable,
          resume: page.resume,
        }
    },
  },
  {
    resource: 'groups',
    pack: 'directory-read',
    facts: [directoryGroup, groupMember, groupOwner],
    hasDelta: true,
    async *read({ graph, from, signal }) {
      for await (const page of groupsDelta(graph, { signal, ...(from && { from }) }))
        yield {
          rows: groupsAsRows(page.objects, page.removed),
          objects: page.objects.length + page.removed.length,
          unreadable: page.unreadable,
          resume: page.resume,
        }
    },
  },
  {
    resource: 'servicePrincipals',
    pack: 'directory-read',
    facts: [servicePrincipal],
    hasDelta: true,
    async *read({ graph, from, signal }) {
      for await (const page of servicePrincipalsDelta(graph, { signal, ...(from && { from }) }))
        yield {
          rows: servicePrincipalsAsRows(page.objects, page.removed),
          objects: page.objects.length + page.removed.length,
          unreadable: page.unreadable,
          resume: page.resume,
        }
    },
  },
  {
    resource: 'servicePrincipalOwners',
    pack: 'directory-read',
    facts: [servicePrincipalOwner],
    hasDelta: false,
    async *read({ graph, signal }) {
      for await (const part of gathered(servicePrincipalOwners(graph, { signal })))
        yield {
          rows: [
            {
              fact: servicePrincipalOwner,
              rows: part.flatMap(({ servicePrincipalId, objects }) =>
                objects.map((owner) => ({
                  values: {
                    service_principal_id: servicePrincipalId,
                    owner_id: owner.id,
                    owner_type: objectType(owner['@odata.type']),
                  },
                })),
              ),
            },
          ],
          ...countsOf(part),
        }
    },
  },
  {
    resource: 'appRoleAssignments',
    pack: 'directory-read',
    facts: [appRoleAssignment],
    hasDelta: false,
    async *read({ graph, signal }) {
      for await (const part of gathered(appRoleAssignments(graph, { signal })))
        yield { rows: [assignmentsAsRows(part.flatMap(({ objects }) => objects))], ...countsOf(part) }
    },
  },
  {
    resource: 'permissionGrants',
    pack: 'directory-read',
    facts: [permissionGrant],
    hasDelta: false,
    async *read({ graph, from, signal }) {
      for await (const page of oauth2PermissionGrants(graph, { signal, ...(from && { from }) }))
        yield {
          rows: [grantsAsRows(page.objects)],
          objects: page.objects.length,
          unreadable: page.unreadable,
          resume: nextOf(page.nextLink),
        }
    },
  },
  {
    resource: 'administrativeUnits',
    pack: 'directory-read',
    facts: [administrativeUnit, administrativeUnitMember],
    hasDelta: false,
    async *read({ graph, signal }) {
      for await (const page of administrativeUnits(graph, { signal })) {
        yield {
          rows: [administrativeUnitsAsRows(page.objects)],
          objects: page.objects.length,
          unreadable: page.unreadable,
        }
        for (const { id } of page.objects)
          for await (const members of administrativeUnitMembers(graph, id, { signal }))
            yield {
              rows: [
                {
                  fact: administrativeUnitMember,
                  rows: members.objects.map((member) => ({
                    values: {
                      administrative_unit_id: id,
                      member_id: member.id,
                      member_type: objectType(member['@odata.type']),
                    },
                  })),
                },
              ],
              objects: members.objects.length,
              unreadable: members.unreadable,
            }
      }
    },
  },
  {
    resource: 'licences',
    pack: 'directory-read',
    facts: [],
    hasDelta: false,
    async *read({ graph, signal }) {
      for await (const page of subscribedSkus(graph, { signal }))
        yield {
          rows: [],
          values: licenceValues(page.objects),
          objects: page.objects.length,
          unreadable: page.unreadable,
        }
    },
  },
  {
    resource: 'signInActivity',
    pack: 'sign-in-activity',
    facts: [],
    hasDelta: false,
    async *read({ graph, from, signal }) {
      for await (const page of usersSignInActivity(graph, { signal, ...(from && { from }) }))
        yield {
          rows: [],
          values: signInValues(page.objects),
          objects: page.objects.length,
          unreadable: page.unreadable,
          resume: nextOf(page.nextLink),
        }
    },
  },
]

const nextOf = (link: string | undefined) => (link === undefined ? undefined : { kind: 'next' as const, link })

interface Part {
  objects: readonly unknown[]
  unreadable: readonly UnreadableObject[]
}

const countsOf = (parts: readonly Part[]) => ({
  objects: parts.reduce((sum, { objects }) => sum + objects.length, 0),
  unreadable: parts.flatMap(({ unreadable }) => unreadable),
})

/** Gathers small parts, so that a transaction is worth its while. */
async function* gathered<P extends Part>(parts: AsyncIterable<P>): AsyncGenerator<P[]> {
  let some: P[] = []
  let count = 0
  for await (const part of parts) {
    some.push(part)
    count += part.objects.length
    if (count < related) continue
    yield some
    some = []
    count = 0
  }
  if (some.length > 0) yield some
}
