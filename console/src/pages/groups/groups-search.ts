import type { GroupKind } from '../../api/contract.generated.ts'
import { flagIn, oneIn, type RawSearch, textIn } from '../../app/search.ts'
import { instantIn, type Understood } from '../../parts/address-values.ts'

export const groupKinds = [
  'security',
  'microsoft365',
  'mail_enabled_security',
  'distribution',
] as const satisfies readonly GroupKind[]

const readList = (raw: RawSearch) => ({
  search: textIn(raw.search),
  kind: oneIn(raw.kind, groupKinds),
  dynamic: oneIn(raw.dynamic, ['yes', 'no']),
  gone: flagIn(raw.gone),
  asOf: instantIn(raw.asOf),
})

export type GroupsSearch = Understood<ReturnType<typeof readList>>

export const readGroupsSearch = (raw: RawSearch): GroupsSearch => readList(raw)

export const groupTabs = ['everyone', 'members', 'owners', 'history'] as const

const readOne = (raw: RawSearch) => ({ tab: oneIn(raw.tab, groupTabs), asOf: instantIn(raw.asOf) })

export type GroupSearch = Understood<ReturnType<typeof readOne>>

export const readGroupSearch = (raw: RawSearch): GroupSearch => readOne(raw)
