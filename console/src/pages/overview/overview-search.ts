import type { RawSearch } from '../../app/search.ts'
import { type Chosen, chosen, instantIn } from '../../parts/address-values.ts'

const read = (raw: RawSearch) => ({ asOf: instantIn(raw.asOf) })

export type OverviewSearch = Chosen<ReturnType<typeof read>>

export const readOverviewSearch = (raw: RawSearch): OverviewSearch => chosen(read(raw))
