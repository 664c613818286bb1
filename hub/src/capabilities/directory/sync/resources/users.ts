import {
  type CollectionPage,
  deltaIdsLimit,
  managersDelta,
  type User,
  usersDelta,
  users as usersList,
} from '../../../../microsoft/index.ts'
import { person, personManager } from '../../facts/facts.ts'
import { step } from '../read/step.ts'
import type { Resource } from '../read/strategy.ts'
import { managersAsRows, usersAsRows } from '../rows.ts'
import { inParts } from './in-parts.ts'

const mayReadLeaveDates = (roles: readonly string[]): boolean =>
  roles.includes('User-LifeCycleInfo.Read.All') || roles.includes('User-LifeCycleInfo.ReadWrite.All')

const takeUsers = ({ objects, removed }: CollectionPage<User>) => ({ rows: usersAsRows(objects, removed) })

const changes = step({
  keepsBookmark: true,
  of: (_, { roles }) => usersDelta({ leaveDate: mayReadLeaveDates(roles) }),
  take: takeUsers,
})

const bookmark = step({
  keepsBookmark: true,
  of: (_, { roles }) => usersDelta({ leaveDate: mayReadLeaveDates(roles), latest: true }),
  take: () => ({}),
})

const list = step({
  of: (_, { roles }) => usersList({ leaveDate: mayReadLeaveDates(roles) }),
  take: ({ objects }) => ({
    rows: usersAsRows(objects, []),
    parts: inParts(
      objects.map(({ id }) => id),
      deltaIdsLimit,
    ).map((ids) => ({ step: 'managers', ids })),
  }),
})

const managers = step({
  isSmall: true,
  of: ({ ids }) => managersDelta({ ids: ids ?? [] }),
  take: ({ objects }) => ({ rows: [managersAsRows(objects)], objects: 0 }),
})

export const users: Resource = {
  resource: 'users',
  pack: 'directory-read',
  facts: [person, personManager],
  strategies: {
    changes: { steps: { changes }, stages: [{ step: 'changes', fromBookmark: true }] },
    chain: { steps: { changes }, stages: [{ step: 'changes' }] },
    parallel: {
      steps: { bookmark, list, managers, changes },
      stages: [{ step: 'bookmark' }, { step: 'list' }, { step: 'changes', fromBookmark: true }],
    },
  },
}
