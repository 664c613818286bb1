import { flagIn, oneIn, type RawSearch, textIn } from '../../app/search.ts'
import { instantIn, type Understood } from '../../parts/address-values.ts'

const readList = (raw: RawSearch) => ({ search: textIn(raw.search), gone: flagIn(raw.gone), asOf: instantIn(raw.asOf) })

export type ApplicationsSearch = Understood<ReturnType<typeof readList>>

export const readApplicationsSearch = (raw: RawSearch): ApplicationsSearch => readList(raw)

export const applicationTabs = ['assignments', 'owners', 'permissions', 'history'] as const

const readOne = (raw: RawSearch) => ({ tab: oneIn(raw.tab, applicationTabs), asOf: instantIn(raw.asOf) })

export type ApplicationSearch = Understood<ReturnType<typeof readOne>>

export const readApplicationSearch = (raw: RawSearch): ApplicationSearch => readOne(raw)
