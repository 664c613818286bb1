import { statement } from '../../../../platform/database/statement.ts'

/** Tells every account of a tenancy how large it is; what is null stays. */
export const sizeTenancy = statement<
  { tenancyKey: Uint8Array; people: number | null; licences: number | null },
  unknown
>(`
  update throttle_account set people = coalesce(:people::bigint, people), licences = coalesce(:licences::bigint, licences)
  where tenancy_key = :tenancyKey
    and (people, licences) is distinct from (coalesce(:people::bigint, people), coalesce(:licences::bigint, licences))`)
