import type { SyncStatus } from '../../api/contract.generated.ts'
import { oneIn, type RawSearch } from '../../app/search.ts'
import type { Understood } from '../../parts/address-values.ts'

export const syncStatuses = [
  'running',
  'completed',
  'incomplete',
  'held',
  'refused',
  'failed',
] as const satisfies readonly SyncStatus[]

const read = (raw: RawSearch) => ({ status: oneIn(raw.status, syncStatuses) })

export type SyncSearch = Understood<ReturnType<typeof read>>

export const readSyncSearch = (raw: RawSearch): SyncSearch => read(raw)
