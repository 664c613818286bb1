import type { Database } from '../../../platform/database/database.ts'
import { statement } from '../../../platform/database/statement.ts'

/** What a test says of a person; the rest of the row is as of somebody active. */
export interface PersonSaid {
  name: string
  upn?: string
  mail?: string
  title?: string
  department?: string
  employeeId?: string
  /** since when, where not since the beginning */
  from?: Date
  /** until when, for a version that is over */
  to?: Date
}

const columns = `organisation_id, person_id, presence, account_enabled, display_name, user_principal_name, mail, job_title,
  department, employee_id, valid_from, opened_by`
const values = `select acting_organisation(), gen_random_uuid(), 'present', true, p.name, p.upn, p.mail, p.title, p.department, p."employeeId",
  coalesce(p."from", :begun), gen_random_uuid()`
const rows = `jsonb_to_recordset(:people::jsonb) as p (name text, upn text, mail text, title text, department text, "employeeId" text,
  "from" timestamptz, "to" timestamptz)`
type Params = { people: string; begun: Date }
const current = statement<Params, unknown>(
  `insert into person (${columns}) ${values} from ${rows} where p."to" is null`,
)
const closed = statement<Params, unknown>(
  `insert into person_history (${columns}, valid_to, closed_by) ${values}, p."to", gen_random_uuid() from ${rows} where p."to" is not null`,
)
const merged = statement<{ at: Date }, unknown>(`
  insert into directory_state (organisation_id, merged_at) values (acting_organisation(), :at)
  on conflict (organisation_id) do update set merged_at = excluded.merged_at`)

const known = statement<{ at: Date }, unknown>(`
  insert into organisation (organisation_id, name, created_at) values (acting_organisation(), 'Test', :at) on conflict do nothing`)

/** Puts people into an organisation's directory, and makes the organisation where it is missing, as merges before `at` would have. */
export async function putPeople(
  database: Database,
  organisationId: string,
  people: readonly PersonSaid[],
  { begun, at }: { begun: Date; at: Date },
): Promise<void> {
  await database.write({ organisationId }, async (writer) => {
    const params = { people: JSON.stringify(people), begun }
    await writer.run(known, { at })
    await writer.run(current, params)
    await writer.run(closed, params)
    await writer.run(merged, { at })
  })
}
