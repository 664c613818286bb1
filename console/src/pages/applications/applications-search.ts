import { flagIn, oneIn, type RawSearch, textIn } from '../../app/search.ts'
import { type Chosen, chosen, instantIn } from '../../parts/address-values.ts'

const readList = (raw: RawSearch) => ({ search: textIn(raw.search), gone: flagIn(raw.gone), asOf: instantIn(raw.asOf) })

export type ApplicationsSearch = Chosen<ReturnType<typeof readList>>

export const readApplicationsSearch = (raw: RawSearch): ApplicationsSearch => chosen(readList(raw))

export const applicationTabs = ['assignments', 'owners', 'permissions', 'history'] as const

const readOne = (raw: RawSearch) => ({ tab: oneIn(raw.tab, applicationTabs), asOf: instantIn(raw.asOf) })

export type ApplicationSearch = Chosen<ReturnType<typeof readOne>>

export const readApplicationSearch = (raw: RawSearch): ApplicationSearch => chosen(readOne(raw))
