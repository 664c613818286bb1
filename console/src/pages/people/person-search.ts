import { oneIn, type RawSearch } from '../../app/search.ts'
import { instantIn, type Understood } from '../../parts/address-values.ts'

export const personTabs = ['profile', 'groups', 'applications', 'history'] as const
export type PersonTab = (typeof personTabs)[number]

const read = (raw: RawSearch) => ({ tab: oneIn(raw.tab, personTabs), asOf: instantIn(raw.asOf) })

export type PersonSearch = Understood<ReturnType<typeof read>>

export const readPersonSearch = (raw: RawSearch): PersonSearch => read(raw)
