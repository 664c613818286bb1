import {
  type AdministrativeUnitDelta,
  administrativeUnitMembers,
  administrativeUnitsDelta,
  administrativeUnits as administrativeUnitsList,
  type CollectionPage,
} from '../../../../microsoft/index.ts'
import { administrativeUnit, administrativeUnitMember } from '../../facts/facts.ts'
import { step } from '../read/step.ts'
import type { Resource } from '../read/strategy.ts'
import { administrativeUnitsAsRows, unitMembersAsRows } from '../rows.ts'

const changes = step({
  keepsBookmark: true,
  of: () => administrativeUnitsDelta,
  take: ({ objects, removed }: CollectionPage<AdministrativeUnitDelta>) => ({
    rows: administrativeUnitsAsRows(objects, removed),
  }),
})

const list = step({
  of: () => administrativeUnitsList,
  take: ({ objects }) => ({
    rows: administrativeUnitsAsRows(objects, []),
    parts: objects.map(({ id }) => ({ step: 'members', ids: [id] })),
  }),
})

const members = step({
  isSmall: true,
  mayBeMissing: true,
  of: ({ ids }) => administrativeUnitMembers(ids?.[0] ?? ''),
  take: ({ objects }, { ids }) => ({ rows: [unitMembersAsRows(ids?.[0] ?? '', objects)] }),
})

export const administrativeUnits: Resource = {
  resource: 'administrativeUnits',
  pack: 'directory-read',
  facts: [administrativeUnit, administrativeUnitMember],
  strategies: {
    changes: { steps: { changes }, stages: [{ step: 'changes', fromBookmark: true }] },
    chain: { steps: { changes }, stages: [{ step: 'changes' }] },
    list: { steps: { list, members }, stages: [{ step: 'list' }] },
  },
}
