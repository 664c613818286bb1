import type { RawSearch } from '../../app/search.ts'
import { instantIn, type Understood } from '../../parts/address-values.ts'

const read = (raw: RawSearch) => ({ asOf: instantIn(raw.asOf) })

export type OverviewSearch = Understood<ReturnType<typeof read>>

export const readOverviewSearch = (raw: RawSearch): OverviewSearch => read(raw)
