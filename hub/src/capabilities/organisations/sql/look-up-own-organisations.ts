import { statement } from '../../../platform/database/statement.ts'

/** Where the acting person is a member, the oldest membership first; invitations that were not accepted are left out. */
export const lookUpOwnOrganisations = statement<
  object,
  { organisation_id: string; name: string; role: string; accepted_at: Date }
>(`
  select organisation_id, name, role, accepted_at from look_up_own_organisations()`)
