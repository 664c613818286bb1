import type { Fill } from '../generate/fill.ts'
import { BadInput } from '../input.ts'

/** Up to so many people are generated one by one as a realistic company. */
const REALISTIC_PEOPLE = 20_000
/** Beyond that, so many are, and all others computed when they are asked for. */
const CORE_PEOPLE = 2_500
const REALISTIC_APPLICATIONS = 1_000
const CORE_APPLICATIONS = 120

/** People, and the sign-ins of a month, are numbered with 28 bits. */
const LARGEST_PEOPLE = 40_000_000

/** What each of the many people has, unless told otherwise. */
const MEMBERSHIPS_EACH = 5
const MEMBERS_EACH = 100

export interface AskedSizes {
  readonly people: number
  readonly applications: number
  readonly fill?: Fill | undefined
}

/** How many people and applications the realistic core has; all others are computed when they are asked for. */
export function coreSizes({ people, applications, fill }: AskedSizes): { people: number; applications: number } {
  const core = fill?.corePeople ?? (people <= REALISTIC_PEOPLE ? people : CORE_PEOPLE)
  const isRealistic = applications <= REALISTIC_APPLICATIONS && !fill?.assignments
  return {
    people: Math.min(people, core),
    // Where assignments are asked for, there must be applications that take them.
    applications: isRealistic ? applications : Math.min(CORE_APPLICATIONS, Math.floor(applications / 2)),
  }
}

/** What a generated core has. */
export interface CoreCounts {
  readonly people: number
  /** Those who can be members: all but the well-known administrators. */
  readonly ordinaryPeople: number
  readonly applications: number
  readonly groups: number
  readonly memberships: number
  readonly assignments: number
}

export interface BulkSizes {
  readonly people: number
  readonly applications: number
  readonly groups: number
  readonly memberships: number
  readonly assignments: number
}

/** What is missing to the sizes asked for. Throws BadInput, with what to ask for instead, where they do not go together. */
export function bulkSizes(asked: AskedSizes, core: CoreCounts): BulkSizes {
  const people = asked.people - core.people
  if (asked.people > LARGEST_PEOPLE) throw new BadInput(`--people can be at most ${LARGEST_PEOPLE}`)
  const everyone = core.ordinaryPeople + people
  const applications = asked.applications - core.applications
  const assignments = Math.max(0, (asked.fill?.assignments ?? 0) - core.assignments)
  if (assignments > applications * everyone)
    throw new BadInput(
      `--assignments ${asked.fill?.assignments} do not fit: ${everyone} people can have ${core.assignments + applications * everyone} with ${asked.applications} applications; ask for more --applications`,
    )
  return { people, applications, assignments, ...membershipSizes(asked.fill ?? {}, core, { people, everyone }) }
}

function membershipSizes(
  fill: Fill,
  core: CoreCounts,
  { people, everyone }: { people: number; everyone: number },
): { groups: number; memberships: number } {
  const wanted = fill.memberships ? Math.max(0, fill.memberships - core.memberships) : people * MEMBERSHIPS_EACH
  const groups = fill.groups
    ? Math.max(0, fill.groups - core.groups)
    : Math.max(Math.ceil(wanted / MEMBERS_EACH), Math.ceil(wanted / Math.max(1, everyone)))
  const possible = groups * everyone
  if (fill.memberships && wanted > possible)
    throw new BadInput(
      `--memberships ${fill.memberships} do not fit into --groups ${fill.groups}: the company has ${core.groups} groups with ${core.memberships} memberships by itself; ask for at least --groups ${core.groups + Math.ceil(wanted / everyone)}`,
    )
  return { groups, memberships: Math.min(wanted, possible) }
}
