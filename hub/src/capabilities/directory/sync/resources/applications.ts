import {
  appRoleAssignedTo,
  type CollectionPage,
  type ExpandedRelation,
  type OAuth2PermissionGrant,
  oauth2PermissionGrants,
  oauth2PermissionGrantsDelta,
  servicePrincipalOwners as ownersOfEach,
  type ServicePrincipal,
  servicePrincipalOwnersDelta,
  servicePrincipalsDelta,
} from '../../../../microsoft/index.ts'
import { appRoleAssignment, permissionGrant, servicePrincipal, servicePrincipalOwner } from '../../facts/facts.ts'
import type { FactRows } from '../../facts/stage.ts'
import { step } from '../read/step.ts'
import type { Resource, Strategy } from '../read/strategy.ts'
import { assignmentsAsRows, grantsAsRows, ownerChangesAsRows, ownersAsRows, servicePrincipalsAsRows } from '../rows.ts'

const servicePrincipalChanges = step({
  keepsBookmark: true,
  of: () => servicePrincipalsDelta,
  take: ({ objects, removed }: CollectionPage<ServicePrincipal>) => ({
    rows: servicePrincipalsAsRows(objects, removed),
  }),
})

export const servicePrincipals: Resource = {
  resource: 'servicePrincipals',
  pack: 'directory-read',
  facts: [servicePrincipal],
  strategies: {
    changes: { steps: { changes: servicePrincipalChanges }, stages: [{ step: 'changes', fromBookmark: true }] },
    chain: { steps: { changes: servicePrincipalChanges }, stages: [{ step: 'changes' }] },
  },
}

/** Lists with what belongs to each application, and by itself what has more than an expanded list shows. */
const expanded = <T>(
  relation: ExpandedRelation<T>,
  asRows: (servicePrincipalId: string, related: readonly T[]) => FactRows,
): Strategy => ({
  stages: [{ step: 'all' }],
  steps: {
    all: step({
      of: () => relation.all,
      take({ objects }) {
        const related = objects.map((object) => ({ id: object.id, whole: relation.relatedIn(object) }))
        return {
          rows: related.flatMap(({ id, whole }) => (whole ? [asRows(id, whole.objects)] : [])),
          objects: related.reduce((sum, { whole }) => sum + (whole?.objects.length ?? 0), 0),
          unreadable: related.flatMap(({ whole }) => whole?.unreadable ?? []),
          parts: related.flatMap(({ id, whole }) => (whole ? [] : [{ step: 'one', ids: [id] }])),
        }
      },
    }),
    one: step({
      isSmall: true,
      mayBeMissing: true,
      of: ({ ids }) => relation.ofOne(ids?.[0] ?? ''),
      take: ({ objects }, { ids }) => ({ rows: [asRows(ids?.[0] ?? '', objects)] }),
    }),
  },
})

const ownerChanges = step({
  keepsBookmark: true,
  of: () => servicePrincipalOwnersDelta,
  take: ({ objects }) => ({ rows: [ownerChangesAsRows(objects)] }),
})

export const servicePrincipalOwners: Resource = {
  resource: 'servicePrincipalOwners',
  pack: 'directory-read',
  facts: [servicePrincipalOwner],
  strategies: {
    changes: { steps: { changes: ownerChanges }, stages: [{ step: 'changes', fromBookmark: true }] },
    chain: { steps: { changes: ownerChanges }, stages: [{ step: 'changes' }] },
    expanded: expanded(ownersOfEach, ownersAsRows),
  },
}

export const appRoleAssignments: Resource = {
  resource: 'appRoleAssignments',
  pack: 'directory-read',
  facts: [appRoleAssignment],
  strategies: { expanded: expanded(appRoleAssignedTo, (_, assignments) => assignmentsAsRows(assignments)) },
}

const takeGrants = ({ objects, removed }: CollectionPage<OAuth2PermissionGrant>) => ({
  rows: [grantsAsRows(objects, removed)],
})
const grantChanges = step({ keepsBookmark: true, of: () => oauth2PermissionGrantsDelta, take: takeGrants })

export const permissionGrants: Resource = {
  resource: 'permissionGrants',
  pack: 'directory-read',
  facts: [permissionGrant],
  strategies: {
    changes: { steps: { changes: grantChanges }, stages: [{ step: 'changes', fromBookmark: true }] },
    chain: { steps: { changes: grantChanges }, stages: [{ step: 'changes' }] },
    list: { steps: { list: step({ of: () => oauth2PermissionGrants, take: takeGrants }) }, stages: [{ step: 'list' }] },
  },
}
