/** What a migration says of itself in the comments before its first statement. */
export interface MigrationHeader {
  /** `Locks:` which tables it locks against readers or writers, and how long; undefined where it does not say */
  locks: string | undefined
  /** `Contract:` the oldest migration that a process must know to work beside this one; undefined where it breaks nobody */
  contract: string | undefined
  /** `No transaction:` each statement by itself, as CREATE INDEX CONCURRENTLY needs it */
  isInTransaction: boolean
}

/** Reads the header of a migration's text. */
export function headerOf(sql: string): MigrationHeader {
  const comment = /^(?:\s*--[^\n]*\n)*/.exec(sql)?.[0].replace(/^\s*--\s?/gm, '') ?? ''
  const said = (word: string): string | undefined => new RegExp(`\\b${word}:\\s*(\\S[^.]*)`).exec(comment)?.[1]?.trim()
  return {
    locks: said('Locks'),
    contract: /\bContract:\s*(\d{6})\b/.exec(comment)?.[1],
    isInTransaction: said('No transaction') === undefined,
  }
}
