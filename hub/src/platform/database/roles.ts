import pg from 'pg'

/** The role of the running application: owns no table, bypasses nothing. */
export const applicationRole = 'atrium_app'
/** Owns the search functions; reads, of the searched tables only, more than one organisation's rows, and filters itself. */
export const searchRole = 'atrium_search'
/** Owns the look-ups that run before an organisation is known; they return identifiers and nothing else. */
export const lookupRole = 'atrium_lookup'

/** Makes the roles where they are missing. Roles belong to the whole PostgreSQL cluster, so several databases share them. */
export async function ensureRoles(client: pg.Client, applicationPassword: string): Promise<void> {
  for (const [role, attributes] of [
    [applicationRole, 'login'],
    [searchRole, 'nologin'],
    [lookupRole, 'nologin'],
  ] as const) {
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
    if (rowCount === 0)
      await client.query(`create role ${role} ${attributes} nosuperuser nocreatedb nocreaterole noinherit`)
    // an owner that is no superuser needs membership to hand functions to these roles
    await client.query(`grant ${role} to current_user`)
  }
  await client.query(
    `alter role ${applicationRole} password ${pg.escapeLiteral(decodeURIComponent(applicationPassword))}`,
  )
}
