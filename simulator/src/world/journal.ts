import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BadInput } from './input.ts'
import { isObject, type Json } from './model.ts'

export interface JournalEntry {
  readonly number: number
  /** Simulated instant, epoch milliseconds. */
  readonly at: number
  readonly mutation: string
  readonly input: { [name: string]: Json }
}

/** What a tenancy is generated from; a journal only fits the seed it began with. */
export interface JournalHeader {
  readonly seed: string
  readonly people: number
  readonly applications: number
  /** 0 where the generated company is left as it is. */
  readonly groups: number
  readonly memberships: number
  readonly assignments: number
  readonly anchor: number
  /** Fingerprint of the seed file; empty without one. */
  readonly seedFile: string
}

/**
 * The append-only list of everything that changed the simulated cloud since it was generated: the state is the
 * seed plus this list. In memory, and as NDJSON in the data folder when there is one.
 */
export class Journal {
  readonly entries: JournalEntry[] = []
  readonly #file: string | undefined

  private constructor(file: string | undefined) {
    this.#file = file
  }

  /** Opens or begins a journal; answers the header that is in force and the entries to replay. */
  static open(
    folder: string | undefined,
    wanted: JournalHeader,
  ): { journal: Journal; header: JournalHeader; replay: JournalEntry[] } {
    if (folder === undefined) return { journal: new Journal(undefined), header: wanted, replay: [] }
    mkdirSync(folder, { recursive: true })
    const file = join(folder, 'journal.ndjson')
    const journal = new Journal(file)
    if (!existsSync(file)) {
      writeFileSync(file, `${JSON.stringify({ header: wanted })}\n`, { flush: true })
      return { journal, header: wanted, replay: [] }
    }
    const [first, ...rest] = readFileSync(file, 'utf8').split('\n').filter(Boolean)
    const header = headerOf(first, file)
    checkSameOrigin(header, wanted, folder)
    return { journal, header, replay: rest.map((line, i) => readJournalEntry(JSON.parse(line), `${file}:${i + 2}`)) }
  }

  /** The number of the entry to come. */
  get next(): number {
    return this.entries.length
  }

  append(entry: JournalEntry): void {
    this.entries.push(entry)
    if (this.#file) appendFileSync(this.#file, `${JSON.stringify(entry)}\n`)
  }

  /** Begins anew with a header and nothing else; the file too. */
  reset(header: JournalHeader): void {
    this.entries.length = 0
    if (this.#file) writeFileSync(this.#file, `${JSON.stringify({ header })}\n`, { flush: true })
  }

  /** Takes an entry that stands in the file already. */
  adopt(entry: JournalEntry): void {
    this.entries.push(entry)
  }
}

const NUMBERS = ['people', 'applications', 'groups', 'memberships', 'assignments', 'anchor'] as const

/** Refuses a header that was generated otherwise than what is wanted. */
export function checkSameOrigin(header: JournalHeader, wanted: JournalHeader, holder: string): void {
  if (header.seedFile !== wanted.seedFile)
    throw new BadInput(
      `${holder} holds the tenancies of another seed file: start with that one, or with another --data-dir`,
    )
  for (const name of ['seed', 'people', 'applications', 'groups', 'memberships', 'assignments'] as const)
    if (header[name] !== wanted[name])
      throw new BadInput(
        `${holder} holds the tenancy with ${name} ${header[name]}, not ${wanted[name]}: start with the same, or with another --data-dir`,
      )
}

/** Reads a header; `holder` begins the sentence of the refusal. */
export function readJournalHeader(header: unknown, holder: string): JournalHeader {
  if (isObject(header) && typeof header.seed === 'string') {
    const [people, applications, groups, memberships, assignments, anchor] = NUMBERS.map((name) => header[name] ?? 0)
    const seedFile = typeof header.seedFile === 'string' ? header.seedFile : ''
    if (
      typeof people === 'number' &&
      typeof applications === 'number' &&
      typeof groups === 'number' &&
      typeof memberships === 'number' &&
      typeof assignments === 'number' &&
      typeof anchor === 'number'
    )
      return { seed: header.seed, people, applications, groups, memberships, assignments, anchor, seedFile }
  }
  throw new BadInput(`${holder} does not begin with a journal header: remove it, or choose another --data-dir`)
}

export function readJournalEntry(parsed: unknown, holder: string): JournalEntry {
  if (
    isObject(parsed) &&
    typeof parsed.number === 'number' &&
    typeof parsed.at === 'number' &&
    typeof parsed.mutation === 'string' &&
    isObject(parsed.input)
  )
    return { number: parsed.number, at: parsed.at, mutation: parsed.mutation, input: parsed.input }
  throw new BadInput(`${holder} is not a journal entry: repair it, or choose another --data-dir`)
}

function headerOf(line: string | undefined, file: string): JournalHeader {
  const parsed: unknown = line === undefined ? undefined : JSON.parse(line)
  return readJournalHeader(isObject(parsed) ? parsed.header : undefined, file)
}
