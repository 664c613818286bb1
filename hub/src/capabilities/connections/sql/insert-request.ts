import { statement } from '../../../platform/database/statement.ts'

interface Params {
  tenancyRequestId: string
  holderOrganisationId: string
  tenancyKey: Uint8Array
  administrator: string
  tenancyName: string | null
  now: Date
  expiresAt: Date
}

/** The acting organisation asks for a tenancy; its name goes along, because the one that is asked cannot look it up. */
export const insertRequest = statement<Params, unknown>(`
  insert into tenancy_request (organisation_id, tenancy_request_id, holder_organisation_id, tenancy_key, organisation_name,
    administrator, tenancy_name, state, asked_at, expires_at)
  select o.organisation_id, :tenancyRequestId, :holderOrganisationId, :tenancyKey, o.name, :administrator, :tenancyName, 'waiting',
    :now, :expiresAt
  from organisation o where o.organisation_id = acting_organisation()`)
