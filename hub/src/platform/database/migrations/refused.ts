/** Why the schema cannot be brought up to date, or does not suit this program; `next` is the sentence for the operator. */
export class MigrationRefused extends Error {
  readonly code:
    | 'schema_newer'
    | 'schema_older'
    | 'migration_altered'
    | 'password_missing'
    | 'server_too_old'
    | 'older_processes'
    | 'tables_busy'
  readonly next: string
  constructor(code: MigrationRefused['code'], message: string, next: string) {
    super(message)
    this.name = 'MigrationRefused'
    this.code = code
    this.next = next
  }
}
