import { headerOf } from './header.ts'
import { sqlStatements } from './sql-statements.ts'

/** What a statement of a migration does to those who work beside it. */
interface Rule {
  /** in the words of PostgreSQL's manual */
  what: string
  /** which statements, as one line in lower case */
  matches: RegExp
  /**
   * `breaks`: a process of the release before fails on it, so it belongs into a later release's contract step.
   * `locks`: it keeps a lock for as long as the table is large, so its header has to say how long.
   */
  does: 'breaks' | 'locks'
  instead: string
}

/**
 * What needs a reason. Sources: PostgreSQL manual, ALTER TABLE (Notes; which forms rewrite or scan), CREATE INDEX
 * (Building Indexes Concurrently), §13.3 (Explicit Locking).
 */
const rules: readonly Rule[] = [
  breaks('DROP COLUMN', /\bdrop column\b/, 'stop using it in this release, drop it in the next'),
  breaks(
    'RENAME',
    /\brename (column|to)\b|\brename \w+ to\b/,
    'add the new one beside it, and drop the old one in the next release',
  ),
  breaks(
    'DROP TABLE',
    /^drop (table|view|sequence|schema)\b|'drop table\b/,
    'stop using it in this release, drop it in the next',
  ),
  breaks('DROP FUNCTION', /\bdrop (function|procedure)\b/, 'let the old one stand, and drop it in the next release'),
  breaks(
    'a change of type',
    /\balter (column )?\S+ (set data )?type\b/,
    'add a column of the new type, and fill it in parts',
  ),
  breaks('SET NOT NULL', /\bset not null\b/, 'let the new release write it, and demand it in the next'),
  breaks(
    'ADD COLUMN … NOT NULL without a default',
    /\badd column\b(?=[^,;]*\bnot null\b)(?![^,;]*\b(default|generated)\b)/,
    'give it a default, or let it be null',
  ),
  breaks(
    'REVOKE',
    /^revoke\b(?! (execute|all)\b.*\bfrom public\b)(?! create on schema\b)/,
    'take the right away in the next release',
  ),
  locks(
    'a stored generated column',
    /\badd column\b[^;]*\bgenerated always as \(/,
    'let the writers fill a plain column',
  ),
  locks('SET EXPRESSION', /\bset expression\b/, 'add a column beside it'),
  locks(
    'a default that is worked out for each row',
    /\badd column\b[^,;]*\bdefault (gen_random_uuid|random|clock_timestamp|uuidv\d)\b/,
    'add it without a default and fill it in parts',
  ),
  locks(
    'a constraint that is checked at once',
    /\badd (constraint \S+ )?(check|foreign key)\b(?![^;]*\bnot valid\b)/,
    'add it NOT VALID, and VALIDATE it in a migration of its own',
  ),
  locks(
    'a key',
    /\badd (constraint \S+ )?(primary key|unique|exclude)\b(?![^;]*\busing index\b)/,
    'build the index CONCURRENTLY first and add it USING INDEX',
  ),
  locks(
    'CREATE INDEX',
    /\bcreate (unique )?index (?!concurrently\b)/,
    'CREATE INDEX CONCURRENTLY, in a migration without a transaction',
  ),
  locks('rows that are changed or removed', /^(update|delete from|truncate)\b/, 'do it in parts, by a job'),
  locks('VACUUM FULL, CLUSTER, LOCK TABLE', /^(vacuum full|cluster|lock table)\b/, 'nothing: it keeps everybody out'),
]

function breaks(what: string, matches: RegExp, instead: string): Rule {
  return { what, matches, does: 'breaks', instead }
}
function locks(what: string, matches: RegExp, instead: string): Rule {
  return { what, matches, does: 'locks', instead }
}

/**
 * What keeps a migration from being applied while processes of the release before go on working, one sentence each. What
 * it does to tables of its own making is nobody's business. A statement that is put together (DO … EXECUTE format) is
 * judged by the words in it.
 */
export function migrationFaults(sql: string): string[] {
  const header = headerOf(sql)
  const statements = sqlStatements(sql).map((one) => one.replace(/\s+/g, ' ').toLowerCase())
  const own = new Set(statements.flatMap((one) => /^create table (?:if not exists )?"?(\w+)/.exec(one)?.[1] ?? []))
  const faults: string[] = []
  for (const statement of statements) {
    const table = /^(?:alter table (?:only )?|create (?:unique )?index (?:\S+ )?on )"?(\w+)/.exec(statement)?.[1]
    if (table !== undefined && own.has(table)) continue
    if (/^create (table|function|procedure|or replace function|policy|type)\b/.test(statement)) continue
    for (const rule of rules) {
      if (!rule.matches.test(statement)) continue
      if (rule.does === 'breaks' && header.contract === undefined)
        faults.push(`${rule.what} breaks processes of the release before: ${rule.instead}, or say \`Contract: NNNNNN\``)
      if (rule.does === 'locks' && header.locks === undefined)
        faults.push(
          `${rule.what} locks a table for as long as it is large: ${rule.instead}, or say \`Locks:\` which and how long`,
        )
    }
    if (/\bconcurrently\b/.test(statement) && header.isInTransaction)
      faults.push('CONCURRENTLY cannot run in a transaction: say `No transaction:` and why')
  }
  return [...new Set(faults)]
}
