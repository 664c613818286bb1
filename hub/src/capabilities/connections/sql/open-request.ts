import { statement } from '../../../platform/database/statement.ts'

/** What the acting organisation last asked about a tenancy, if it still counts. */
export const openRequest = statement<
  { tenancyKey: Uint8Array; now: Date },
  { tenancy_request_id: string; state: 'waiting' | 'agreed' | 'refused'; holder_organisation_id: string }
>(`
  select tenancy_request_id, state, holder_organisation_id
  from tenancy_request
  where organisation_id = acting_organisation() and tenancy_key = :tenancyKey and expires_at > :now and state <> 'used'
  order by asked_at desc, tenancy_request_id desc
  limit 1`)
