import type { Registration } from '../identity-port.ts'
import { Clock, type WallClock } from './clock.ts'
import { Faults } from './faults.ts'
import type { Fill } from './generate/fill.ts'
import { DEFAULT_APPLICATIONS, generateTenancy } from './generate/tenancy.ts'
import { BadInput, Input } from './input.ts'
import { Journal, type JournalEntry } from './journal.ts'
import type { Json } from './model.ts'
import { MUTATIONS } from './mutations/index.ts'
import { guidOf, Random } from './random.ts'
import { putApplication, readRegistration } from './registrations.ts'
import type { Tenancy } from './tenancy.ts'

const SMALL_COMPANY_PEOPLE = 40

export interface WorldOptions {
  readonly seed: string
  readonly people: number
  readonly applications?: number | undefined
  /** Sizes of the primary tenancy to fill up to, for benchmarks. */
  readonly fill?: Fill | undefined
  readonly dataDir?: string | undefined
  /** The registrations file's content, parsed JSON. */
  readonly registrations?: Json | undefined
  readonly wallClock: WallClock
}

/** The simulated cloud: its tenancies, its clock, its registrations, and the journal of what changed them. */
export class World {
  readonly seed: string
  readonly clock: Clock
  readonly faults = new Faults()
  readonly registrations = new Map<string, Registration>()
  readonly tenancies: readonly Tenancy[]
  readonly journal: Journal
  /** Journal entries that no longer fit, e.g. because a registration is missing from the file; for the operator. */
  readonly skipped: string[] = []

  constructor(options: WorldOptions) {
    this.seed = options.seed
    this.clock = new Clock(options.wallClock)
    const wanted = {
      seed: options.seed,
      people: options.people,
      applications: options.applications ?? DEFAULT_APPLICATIONS,
      groups: options.fill?.groups ?? 0,
      memberships: options.fill?.memberships ?? 0,
      assignments: options.fill?.assignments ?? 0,
      anchor: options.wallClock(),
    }
    const { journal, header, replay } = Journal.open(options.dataDir, wanted)
    this.journal = journal
    const registrations = new Input(options.registrations)
    const publisher = registrations.optionalText('publisher') ?? 'Publisher'
    this.tenancies = companies(options, header.applications, publisher).map((plan) =>
      generateTenancy({ seed: options.seed, today: header.anchor, ...plan }),
    )
    for (const entry of registrations.objects('applications')) this.#registerPublished(entry, publisher, header.anchor)
    for (const entry of replay) this.#replay(entry)
  }

  now(): number {
    return this.clock.now()
  }

  get primary(): Tenancy {
    return this.#ofKind('primary')
  }

  get publisher(): Tenancy {
    return this.#ofKind('publisher')
  }

  /** By tenancy id or verified domain; undefined when there is none. */
  tenancy(segment: string): Tenancy | undefined {
    const wanted = segment.toLowerCase()
    return this.tenancies.find(({ profile }) => profile.tenantId === wanted || profile.domain === wanted)
  }

  /**
   * Changes the simulated cloud and writes it to the journal. Randomness depends on the seed and the entry's
   * number, so that a replay gives the same result. Throws BadInput, changing nothing, when the input is refused.
   */
  perform(mutation: string, input: { [name: string]: Json }): Json {
    const entry = { number: this.journal.entries.length, at: this.now(), mutation, input }
    const result = this.#apply(entry)
    this.journal.append(entry)
    return result
  }

  #apply(entry: JournalEntry): Json {
    const mutation = MUTATIONS.get(entry.mutation)
    if (!mutation) throw new BadInput(`There is no ${entry.mutation}; there are ${[...MUTATIONS.keys()].join(', ')}`)
    const input = new Input(entry.input)
    const segment = input.optionalText('tenantId')
    const tenancy = segment === undefined ? this.primary : this.tenancy(segment)
    if (!tenancy) throw new BadInput(`There is no tenancy ${segment}; GET /_control/tenancies lists them`)
    const random = new Random(`${this.seed}/journal/${entry.number}`)
    const result = mutation.apply({ world: this, tenancy, random, now: entry.at }, input)
    return result
  }

  #replay(entry: JournalEntry): void {
    try {
      this.clock.during(entry.at, () => this.#apply(entry))
    } catch (error) {
      if (!(error instanceof BadInput)) throw error
      this.skipped.push(`entry ${entry.number} (${entry.mutation}): ${error.message}`)
    }
    this.journal.adopt(entry)
  }

  #registerPublished(input: Input, publisher: string, now: number): void {
    const registration = readRegistration(input, this.publisher, publisher, now)
    input.done()
    this.registrations.set(registration.appId, registration)
    putApplication(this.publisher, registration, now)
  }

  #ofKind(kind: 'primary' | 'publisher'): Tenancy {
    const found = this.tenancies.find((tenancy) => tenancy.profile.kind === kind)
    if (!found) throw new Error(`There is no ${kind} tenancy`)
    return found
  }
}

function companies({ seed, people, fill }: WorldOptions, applications: number, publisher: string) {
  const id = (kind: string) => guidOf(`${seed}/tenancy/${kind}`)
  const domain = publisher.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return [
    {
      profile: {
        tenantId: id('primary'),
        displayName: 'Northhaven Utilities',
        domain: 'northhaven.example',
        kind: 'primary' as const,
      },
      people,
      applications,
      fill,
    },
    {
      profile: {
        tenantId: id('other'),
        displayName: 'Brightwater Municipal Works',
        domain: 'brightwater.example',
        kind: 'other' as const,
      },
      people: SMALL_COMPANY_PEOPLE,
      applications: 12,
    },
    {
      profile: {
        tenantId: id('publisher'),
        displayName: publisher,
        domain: `${domain}-publisher.example`,
        kind: 'publisher' as const,
      },
      people: 3,
      applications: 0,
    },
  ]
}
