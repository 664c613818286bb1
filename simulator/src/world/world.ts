import { createHash } from 'node:crypto'
import type { Registration } from '../identity-port.ts'
import { type Actor, CONTROL } from './actor.ts'
import { auditActivities } from './audit-activities.ts'
import { Clock, type WallClock } from './clock.ts'
import type { DirectoryEvent } from './directory-event.ts'
import { Faults } from './faults.ts'
import { Feed } from './feed.ts'
import type { Fill } from './generate/fill.ts'
import { DEFAULT_APPLICATIONS, generateTenancy } from './generate/tenancy.ts'
import { BadInput, Input } from './input.ts'
import { checkSameOrigin, Journal, type JournalEntry, type JournalHeader } from './journal.ts'
import type { Entity, Json } from './model.ts'
import { MUTATIONS } from './mutations/index.ts'
import { emptyRecycleBin } from './mutations/leave.ts'
import type { Mutation, MutationContext } from './mutations/mutation.ts'
import { guidOf, Random } from './random.ts'
import { putApplication, readRegistration } from './registrations.ts'
import { at, readSeedFile } from './seed/file.ts'
import { plantTenancy } from './seed/plant.ts'
import type { Snapshot } from './snapshot.ts'
import { Callbacks } from './subscriptions/callbacks.ts'
import type { Tenancy } from './tenancy.ts'
import { isVerifiedDomain } from './verified-domains.ts'

const SMALL_COMPANY_PEOPLE = 40

export interface SeedFile {
  /** For sentences about it. */
  readonly name: string
  readonly text: string
}

export interface WorldOptions {
  readonly seed: string
  readonly people: number
  readonly applications?: number | undefined
  /** Sizes of the primary tenancy to fill up to, for benchmarks. */
  readonly fill?: Fill | undefined
  readonly dataDir?: string | undefined
  /** Tenancies of one's own, as YAML or JSON, beside the generated ones. */
  readonly seedFile?: SeedFile | undefined
  /** The registrations file's content, parsed JSON. */
  readonly registrations?: Json | undefined
  readonly wallClock: WallClock
}

/** How long the recycle bin keeps what was deleted (graph-facts: directory-deleteditems). */
const BIN_KEEPS_MS = 30 * 24 * 3_600_000

/** A change as the journal tells it: a name, and the input with which it is done again. */
export type Change<T> = (context: MutationContext) => T

/** Does an entry of the journal again; for changes that are no mutation of the control door. */
export type Replayer = (context: MutationContext, input: { [name: string]: Json }) => void

/** The simulated cloud: its tenancies, its clock, its registrations, and the journal of what changed them. */
export class World {
  readonly seed: string
  readonly clock: Clock
  readonly faults: Faults
  readonly feed = new Feed()
  readonly callbacks = new Callbacks()
  readonly registrations = new Map<string, Registration>()
  readonly journal: Journal
  /** Journal entries that no longer fit, e.g. because a registration is missing from the file; for the operator. */
  readonly skipped: string[] = []
  readonly #options: WorldOptions
  #header: JournalHeader
  readonly #replayers = new Map<string, Replayer>()
  readonly #restored = new Set<() => void>()
  #waiting: readonly JournalEntry[]
  #tenancies: readonly Tenancy[] = []
  #doing: { actor: Actor; at: number; number: number; audits: number } | undefined

  /** Generates the tenancies. What a journal holds is done again by `replay`, once everyone who can is known. */
  constructor(options: WorldOptions) {
    this.seed = options.seed
    this.faults = new Faults(options.seed)
    this.clock = new Clock(options.wallClock)
    this.#options = options
    const wanted = {
      seed: options.seed,
      people: options.people,
      applications: options.applications ?? DEFAULT_APPLICATIONS,
      groups: options.fill?.groups ?? 0,
      memberships: options.fill?.memberships ?? 0,
      assignments: options.fill?.assignments ?? 0,
      anchor: options.wallClock(),
      seedFile: options.seedFile === undefined ? '' : createHash('sha256').update(options.seedFile.text).digest('hex'),
    }
    const { journal, header, replay } = Journal.open(options.dataDir, wanted)
    this.journal = journal
    this.#header = header
    this.#waiting = replay
    this.#generate()
  }

  get tenancies(): readonly Tenancy[] {
    return this.#tenancies
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

  /** By tenancy id or verified domain, the initial one among them; undefined when there is none. */
  tenancy(segment: string): Tenancy | undefined {
    const wanted = segment.toLowerCase()
    return this.tenancies.find(({ profile }) => profile.tenantId === wanted || isVerifiedDomain(profile, wanted))
  }

  /** Says who does the journal's entries of this name again. */
  replayWith(mutation: string, replayer: Replayer): void {
    this.#replayers.set(mutation, replayer)
  }

  /** Does again what the journal of the data folder holds. */
  replay(keep: (entry: JournalEntry) => void = (entry) => this.journal.adopt(entry)): void {
    const waiting = this.#waiting
    this.#waiting = []
    this.feed.silent = true
    for (const entry of waiting) {
      this.#redo(entry)
      keep(entry)
    }
    this.feed.silent = false
  }

  /** All that is needed to come back to this instant. */
  snapshot(): Snapshot {
    const { frozenAt } = this.clock.state
    return { header: this.#header, entries: [...this.journal.entries], at: this.now(), frozen: frozenAt !== null }
  }

  /**
   * Goes back (or over) to a snapshot of a cloud that was generated from the same seed and sizes: its tenancies, its
   * journal and its clock. Tokens that were issued stay valid by their own times. Throws BadInput for another cloud's.
   */
  restore(snapshot: Snapshot): void {
    checkSameOrigin(snapshot.header, this.#header, 'The snapshot')
    this.#header = snapshot.header
    this.#generate()
    this.skipped.length = 0
    this.journal.reset(snapshot.header)
    this.#waiting = snapshot.entries
    this.replay((entry) => this.journal.append(entry))
    this.perform('clock', { ...this.clock.stateAt(snapshot.at, snapshot.frozen) })
    for (const listener of this.#restored) listener()
  }

  /** Calls whoever keeps something of the world beside it, after every restore. */
  onRestore(listener: () => void): void {
    this.#restored.add(listener)
  }

  /**
   * Changes the simulated cloud by a mutation of the control door and writes it to the journal. Throws BadInput,
   * changing nothing, when the input is refused.
   */
  perform(mutation: string, input: { [name: string]: Json }): Json {
    const known = MUTATIONS.get(mutation)
    if (!known) throw new BadInput(`There is no ${mutation}; there are ${[...MUTATIONS.keys()].join(', ')}`)
    return this.change(mutation, input, CONTROL, (context) => apply(known, context, input))
  }

  /**
   * Runs a change, and writes it to the journal unless it throws: whatever refuses must do so before it changes
   * anything. Randomness depends on the seed and the entry's number, so that a replay gives the same result.
   */
  change<T>(mutation: string, input: { [name: string]: Json }, actor: Actor, work: Change<T>): T {
    this.settle()
    const entry = { number: this.journal.next, at: this.now(), mutation, input }
    const result = this.#do(entry, actor, work)
    this.journal.append(entry)
    return result
  }

  /** Lets time do what is due: what has lain in a recycle bin for 30 days is gone for good. To be called before a read. */
  settle(): void {
    const before = this.now() - BIN_KEEPS_MS
    for (const tenancy of this.tenancies) {
      if (!tenancy.hasBinnedBefore(before)) continue
      const input = { tenantId: tenancy.profile.tenantId, deletedBefore: before }
      const entry = { number: this.journal.next, at: this.now(), mutation: emptyRecycleBin.name, input }
      this.#do(entry, CONTROL, (context) => apply(emptyRecycleBin, context, input))
      this.journal.append(entry)
    }
  }

  /** Lets the rest of the change in hand be done by somebody else than it began with. */
  actingAs(actor: Actor, work: () => void): void {
    if (this.#doing) this.#doing.actor = actor
    work()
  }

  #do<T>(entry: JournalEntry, actor: Actor, work: Change<T>): T {
    const segment = typeof entry.input.tenantId === 'string' ? entry.input.tenantId : undefined
    const tenancy = segment === undefined ? this.primary : this.tenancy(segment)
    if (!tenancy) throw new BadInput(`There is no tenancy ${segment}; GET /_control/tenancies lists them`)
    const random = new Random(`${this.seed}/journal/${entry.number}`)
    this.#doing = { actor, at: entry.at, number: entry.number, audits: 0 }
    try {
      return work({ world: this, tenancy, random, now: entry.at })
    } finally {
      this.#doing = undefined
    }
  }

  #redo(entry: JournalEntry): void {
    const mutation = MUTATIONS.get(entry.mutation)
    const replayer: Replayer | undefined =
      this.#replayers.get(entry.mutation) ?? (mutation && ((context, input) => apply(mutation, context, input)))
    try {
      if (!replayer) throw new BadInput(`nobody knows how to do ${entry.mutation}`)
      this.clock.during(entry.at, () => this.#do(entry, CONTROL, (context) => replayer(context, entry.input)))
    } catch (error) {
      if (!(error instanceof BadInput)) throw error
      this.skipped.push(`entry ${entry.number} (${entry.mutation}): ${error.message}`)
    }
  }

  #generate(): void {
    const { seed, seedFile, registrations: file } = this.#options
    const header = this.#header
    const registrations = new Input(file)
    const publisher = registrations.optionalText('publisher') ?? 'Publisher'
    const planted = seedFile === undefined ? [] : plantAll(seed, seedFile)
    const hasPrimary = planted.some(({ profile }) => profile.kind === 'primary')
    const generated = companies(this.#options, header.applications, publisher)
      .filter(({ profile }) => !(hasPrimary && profile.kind === 'primary'))
      .map((plan) => generateTenancy({ seed, today: header.anchor, ...plan }))
    this.#tenancies = hasPrimary ? [...planted, ...generated] : [...generated, ...planted]
    checkTenanciesDiffer(this.#tenancies)
    for (const tenancy of this.#tenancies) tenancy.observer = (event) => this.#observed(tenancy, event)
    this.registrations.clear()
    for (const entry of registrations.objects('applications')) this.#registerPublished(entry, publisher, header.anchor)
  }

  /** Writes what happens in a directory into its audit log, and tells it on. */
  #observed(tenancy: Tenancy, event: DirectoryEvent): void {
    const doing = this.#doing
    if (!doing) return
    for (const activity of auditActivities(event)) {
      const correlationId = guidOf(`${this.seed}/correlation/${doing.number}`)
      const id = `Directory_${correlationId}_${doing.audits++}`
      tenancy.audits.append({ ...activity, id, at: doing.at, actor: doing.actor, correlationId })
    }
    const told = TOLD_ON[event.entity.kind]
    if (!told) return
    const { entity } = event
    const changeType = CHANGE_TYPES[event.what]
    const relation = 'relation' in event ? { relation: event.relation } : {}
    const resource = { type: told.type, resource: `${told.set}/${entity.id}`, id: entity.id, ...relation }
    // A new object is told twice, as the real service does (change-notifications: users and groups).
    this.feed.publish({ tenancy, changeType, at: doing.at, ...resource })
    if (changeType === 'created') this.feed.publish({ tenancy, changeType: 'updated', at: doing.at, ...resource })
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

/** Directory objects whose changes are told on (change-notifications-overview: supported resources). */
const TOLD_ON: { readonly [kind in Entity['kind']]?: { set: string; type: string } } = {
  user: { set: 'users', type: 'microsoft.graph.user' },
  group: { set: 'groups', type: 'microsoft.graph.group' },
  // Nobody can subscribe to these; they tell when an application's access has changed.
  servicePrincipal: { set: 'servicePrincipals', type: 'microsoft.graph.servicePrincipal' },
  appRoleAssignment: { set: 'appRoleAssignments', type: 'microsoft.graph.appRoleAssignment' },
  oauth2PermissionGrant: { set: 'oauth2PermissionGrants', type: 'microsoft.graph.oAuth2PermissionGrant' },
}

/** A soft delete is told as an update, and only the end of the object as its deletion (graph-facts §3, unconfirmed). */
const CHANGE_TYPES = {
  created: 'created',
  updated: 'updated',
  linked: 'updated',
  unlinked: 'updated',
  restored: 'updated',
  deleted: 'updated',
  removed: 'deleted',
  hardDeleted: 'deleted',
} as const

/** Applies a mutation; the tenancy it is for has been read already. */
function apply(mutation: Mutation, context: MutationContext, fields: { [name: string]: Json }): Json {
  const input = new Input(fields)
  input.optionalText('tenantId')
  return mutation.apply(context, input)
}

/** The tenancies of a seed file. Throws BadInput that names the place where something does not fit. */
function plantAll(seed: string, { name, text }: SeedFile): Tenancy[] {
  return readSeedFile(text, name).map((tenancy, i) => {
    const { displayName, domain, primary } = tenancy
    const tenantId = tenancy.tenantId ?? guidOf(`${seed}/tenancy/${domain}`)
    const profile = { tenantId, displayName, domain, kind: primary ? 'primary' : 'seeded' } as const
    return at(`${name}: tenancies[${i}]`, () => plantTenancy(tenancy, profile))
  })
}

function checkTenanciesDiffer(tenancies: readonly Tenancy[]): void {
  for (const name of ['tenantId', 'domain'] as const) {
    const values = tenancies.map(({ profile }) => profile[name])
    const twice = values.find((value, i) => values.indexOf(value) !== i)
    if (twice !== undefined) throw new BadInput(`Two tenancies have the ${name} ${twice}: give one of them another`)
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
