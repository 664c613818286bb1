import { type CollectionPage, deltaIdsLimit, type Group, groupIds, groupsDelta } from '../../../../microsoft/index.ts'
import { directoryGroup, groupMember, groupOwner } from '../../facts/facts.ts'
import { step } from '../read/step.ts'
import type { Resource } from '../read/strategy.ts'
import { groupsAsRows } from '../rows.ts'
import { inParts } from './in-parts.ts'

const takeGroups = ({ objects, removed }: CollectionPage<Group>) => ({ rows: groupsAsRows(objects, removed) })

const changes = step({ keepsBookmark: true, of: () => groupsDelta(), take: takeGroups })
const bookmark = step({ keepsBookmark: true, of: () => groupsDelta({ latest: true }), take: () => ({}) })

const list = step({
  of: () => groupIds,
  take: ({ objects }) => ({
    objects: 0,
    parts: inParts(
      objects.map(({ id }) => id),
      deltaIdsLimit,
    ).map((ids) => ({ step: 'some', ids })),
  }),
})

const some = step({ isSmall: true, of: ({ ids }) => groupsDelta({ ids: ids ?? [] }), take: takeGroups })

export const groups: Resource = {
  resource: 'groups',
  pack: 'directory-read',
  facts: [directoryGroup, groupMember, groupOwner],
  strategies: {
    changes: { steps: { changes }, stages: [{ step: 'changes', fromBookmark: true }] },
    chain: { steps: { changes }, stages: [{ step: 'changes' }] },
    parallel: {
      steps: { bookmark, list, some, changes },
      stages: [{ step: 'bookmark' }, { step: 'list' }, { step: 'changes', fromBookmark: true }],
    },
  },
}
