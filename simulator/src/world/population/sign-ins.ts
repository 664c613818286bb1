import { GRAPH_APP_ID } from '../generate/graph-principal.ts'
import type { Random } from '../random.ts'
import type { ComputedSignIns, SignIn } from '../sign-ins.ts'
import { Affine } from './affine.ts'
import type { NumberedIds } from './numbered-ids.ts'
import { Draws } from './words.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const DAYS = 30
/** Of a hundred people, how many come to work at all, and how many have been away for more than 30 days; the others never came. */
const ACTIVE = 90
const AWAY = 97
/** Of a hundred who come, how many sign in on one day. */
const ON_WORKDAYS = 23
const ON_WEEKENDS = 3
/** People work from six o'clock for eleven hours. */
const FIRST_HOUR = 6
const HOURS = 11
/** One of twenty fails. */
const RESULTS = [50126, 50076, 53003, ...Array.from({ length: 57 }, () => 0)] as const
/** The questions that are answered by drawing. */
const ASK = { application: 1, interactive: 2, result: 3, absence: 4 } as const

interface WorkDay {
  /** The position of the day's latest sign-in in the list, and of the one after its earliest. */
  readonly start: number
  readonly end: number
  readonly midnight: number
  readonly order: Affine
}

export interface SignInsPlan {
  readonly ids: NumberedIds
  readonly random: Random
  /** How many people there are. */
  readonly people: number
  /** The instant before which they signed in; epoch milliseconds. */
  readonly today: number
  readonly appIds: () => readonly string[]
}

/**
 * What the many people did in the 30 days before the simulation began. Each day is a permutation of the people, the first of
 * whom signed in on that day, one after the other: so the list of all and the history of one tell the same.
 */
export class BulkSignIns implements ComputedSignIns {
  readonly size: number
  readonly #plan: SignInsPlan
  readonly #draws: Draws
  readonly #days: readonly WorkDay[]
  readonly #seats: Affine
  readonly #active: number

  constructor(plan: SignInsPlan) {
    const { people, random } = plan
    this.#plan = plan
    this.#draws = new Draws(random)
    this.#seats = new Affine(people, random)
    this.#active = Math.floor((people * ACTIVE) / 100)
    const days: WorkDay[] = []
    let start = 0
    for (let ago = 1; ago <= DAYS && this.#active > 0; ago++) {
      const midnight = Math.floor(plan.today / DAY) * DAY - ago * DAY
      const isWeekend = [0, 6].includes(new Date(midnight).getUTCDay())
      const end = start + Math.floor((this.#active * (isWeekend ? ON_WEEKENDS : ON_WORKDAYS)) / 100)
      days.push({ start, end, midnight, order: new Affine(this.#active, random) })
      start = end
    }
    this.#days = days
    this.size = start
  }

  at(position: number): SignIn {
    const day = this.#days.find(({ end }) => position < end)
    if (!day) throw new RangeError(`There is no sign-in ${position}`)
    const person = this.#seats.before(day.order.of(position - day.start))
    return this.#signIn(position, person, instantOf(day, position))
  }

  of(userId: string): readonly SignIn[] | undefined {
    const read = this.#plan.ids.read(userId)
    if (read?.what !== 'user' || read.number >= this.#plan.people) return undefined
    const person = read.number
    const seat = this.#seats.of(person)
    if (seat >= this.#active) return this.#beforeAbsence(person, seat)
    const found: SignIn[] = []
    for (const day of this.#days) {
      const position = day.start + day.order.before(seat)
      if (position < day.end) found.push(this.#signIn(position, person, instantOf(day, position)))
    }
    return found
  }

  find(id: string): SignIn | undefined {
    const read = this.#plan.ids.read(id)
    return read?.what === 'signIn' && read.number < this.size ? this.at(read.number) : undefined
  }

  /** The last sign-in of a person who has been away so long that no list shows it. */
  #beforeAbsence(person: number, seat: number): SignIn[] {
    if (seat >= (this.#plan.people * AWAY) / 100) return []
    const ago = 40 + this.#draws.below(360, ASK.absence, person)
    const midnight = Math.floor(this.#plan.today / DAY) * DAY - ago * DAY
    return [this.#signIn(this.size + person, person, midnight + FIRST_HOUR * HOUR)]
  }

  #signIn(number: number, person: number, at: number): SignIn {
    const { ids } = this.#plan
    const draws = this.#draws
    const appIds = this.#plan.appIds()
    return {
      // Computed only when it is shown: most sign-ins are only looked through.
      get id() {
        return ids.guid('signIn', number)
      },
      at,
      get userId() {
        return ids.guid('user', person)
      },
      appId: appIds[draws.below(appIds.length, ASK.application, number)] ?? GRAPH_APP_ID,
      resourceAppId: GRAPH_APP_ID,
      interactive: draws.below(10, ASK.interactive, number) < 7,
      errorCode: draws.pick(RESULTS, ASK.result, number),
    }
  }
}

/** A day's sign-ins are spread evenly, the latest first. */
function instantOf({ start, end, midnight }: WorkDay, position: number): number {
  const share = 1 - (position - start + 0.5) / (end - start)
  return midnight + FIRST_HOUR * HOUR + Math.floor(share * HOURS * 3600) * 1000
}
