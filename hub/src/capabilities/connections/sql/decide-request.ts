import { statement } from '../../../platform/database/statement.ts'

/** The holder's answer, while it is waited for. */
export const decideRequest = statement<
  { tenancyRequestId: string; state: 'agreed' | 'refused'; by: string; now: Date },
  unknown
>(`
  update tenancy_request set state = :state, decided_at = :now, decided_by = :by
  where tenancy_request_id = :tenancyRequestId and holder_organisation_id = acting_organisation() and state = 'waiting'
    and expires_at > :now`)
