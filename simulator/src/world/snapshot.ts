import { BadInput } from './input.ts'
import { type JournalEntry, type JournalHeader, readJournalEntry, readJournalHeader } from './journal.ts'
import { isObject, type Json } from './model.ts'

/**
 * The whole state of the simulated cloud at one instant: what it was generated from, and everything that changed it
 * since. Plain JSON, so that it can be kept in a file.
 */
export interface Snapshot {
  readonly header: JournalHeader
  readonly entries: readonly JournalEntry[]
  /** The instant the clock showed; simulated epoch milliseconds. */
  readonly at: number
  readonly frozen: boolean
}

/** Reads a snapshot that came from outside. Throws BadInput when it is none. */
export function readSnapshot(value: Json | undefined): Snapshot {
  if (!isObject(value) || !Array.isArray(value.entries) || typeof value.at !== 'number')
    throw new BadInput('This is no snapshot: take one with POST /_control/snapshot and read it at /_control/snapshot')
  return {
    header: readJournalHeader(value.header, 'The snapshot'),
    entries: value.entries.map((entry, i) => readJournalEntry(entry, `The snapshot's entry ${i}`)),
    at: value.at,
    frozen: value.frozen === true,
  }
}
