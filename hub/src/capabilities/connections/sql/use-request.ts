import { statement } from '../../../platform/database/statement.ts'

/** What was agreed is used up by connecting once. */
export const useRequest = statement<{ tenancyRequestId: string }, unknown>(`
  update tenancy_request set state = 'used'
  where tenancy_request_id = :tenancyRequestId and organisation_id = acting_organisation() and state = 'agreed'`)
