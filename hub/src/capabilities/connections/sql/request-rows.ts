import { statement } from '../../../platform/database/statement.ts'

export interface RequestRow {
  tenancy_request_id: string
  received: boolean
  organisation_name: string
  administrator: string
  tenancy_name: string | null
  state: 'waiting' | 'agreed' | 'refused' | 'used'
  asked_at: Date
  decided_at: Date | null
  expires_at: Date
}

/** Requests that this organisation sent or received, newest first; or the one with this id. */
export const requestRows = statement<
  { tenancyRequestId: string | null; beforeAt: string | null; beforeId: string | null; limit: number },
  RequestRow
>(`
  select tenancy_request_id, holder_organisation_id = acting_organisation() as received, organisation_name, administrator,
    tenancy_name, state, asked_at, decided_at, expires_at
  from tenancy_request
  where (:tenancyRequestId::uuid is null or tenancy_request_id = :tenancyRequestId::uuid)
    and (:beforeAt::timestamptz is null or (asked_at, tenancy_request_id) < (:beforeAt::timestamptz, :beforeId::uuid))
  order by asked_at desc, tenancy_request_id desc
  limit :limit`)
