import { type Change, type ChangeKind, changeWeights, losses } from './change-kinds.ts'
import { type Dice, dice } from './dice.ts'
import { faultKinds, parts, timeout } from './fault-kinds.ts'

export type Victim = 'worker' | 'server' | 'postgres'

/** When a step comes: so many requests to Graph after the round began, and a little later. */
export interface Moment {
  requests: number
  thenMs: number
}

export type Step =
  | { at: Moment; do: 'change'; changes: Change[] }
  | { at: Moment; do: 'kill'; victim: Victim; index: number; downMs: number }

/** Everything that one round does, from its seed and number alone. */
export interface RoundPlan {
  round: number
  before: Change[]
  faults: { kind: string; part: string; calls: number; reopens: boolean }[]
  steps: Step[]
  /** the last changes before the tenancy is left in peace */
  after: Change[]
  /** the guard holds whatever loses anything; a person confirms, or refuses first */
  guard: 'wide' | 'confirm' | 'refuse'
  /** a person leaves the reader's sight without a word; only reading everything again shows it */
  vanishes: boolean
}

const faultsEachRound = 4
const mostRequests = 45

/** The plan of a round. Faults and victims are dealt like cards, so that every kind comes before one comes again. */
export function planRound(seed: string, round: number, workers: number): RoundPlan {
  const chance = dice(`${seed}/${round}`)
  const some = (least: number, most: number, of: readonly ChangeKind[] = weightedKinds): Change[] =>
    Array.from({ length: chance.between(least, most) }, (_, index) => ({
      kind: chance.pick(of),
      picks: [chance.fraction(), chance.fraction()],
      tag: `${round}-${chance.between(0, 0xffffff).toString(16)}-${index}`,
    }))
  const moment = (): Moment => ({
    requests: chance.between(1, chance.between(5, mostRequests)),
    thenMs: chance.fraction() < 0.5 ? 0 : chance.between(1, 400),
  })
  const guard = round % 8 === 3 ? 'confirm' : round % 8 === 6 ? 'refuse' : 'wide'
  const kills = Array.from({ length: chance.fraction() < 0.25 ? 2 : 1 }, (_, nth): Step => {
    const victim = nth === 0 ? victimOf(seed, round) : chance.pick(['worker', 'server', 'postgres'] as const)
    return { at: moment(), do: 'kill', victim, index: chance.between(0, workers - 1), downMs: chance.between(0, 1_500) }
  })
  const changes = Array.from(
    { length: chance.between(3, 6) },
    (): Step => ({ at: moment(), do: 'change', changes: some(1, 4) }),
  )
  return {
    round,
    before: guard === 'wide' ? some(2, 6) : some(4, 6, losses),
    faults: faultsOf(seed, round, chance),
    steps: [...kills, ...changes].sort((one, other) => one.at.requests - other.at.requests),
    after: some(1, 4),
    guard,
    vanishes: round % 5 === 4,
  }
}

/** Each kind stands in this list as often as its weight says. */
const weightedKinds = (Object.keys(changeWeights) as ChangeKind[]).flatMap((kind) =>
  Array.from({ length: changeWeights[kind] }, () => kind),
)

/** The card of a deck that is shuffled anew each time it has been dealt. */
function dealt<T>(seed: string, deck: readonly T[], nth: number): T {
  const card = dice(`${seed}/deck/${Math.floor(nth / deck.length)}`).shuffle(deck)[nth % deck.length]
  if (card === undefined) throw new RangeError('the deck is empty')
  return card
}

const victimOf = (seed: string, round: number): Victim =>
  dealt(`${seed}/victims`, ['worker', 'worker', 'server', 'postgres', 'postgres'] as const, round)

function faultsOf(seed: string, round: number, chance: Dice): RoundPlan['faults'] {
  const kinds = Array.from({ length: faultsEachRound }, (_, index) =>
    dealt(`${seed}/faults`, faultKinds, round * faultsEachRound + index),
  )
  if (round % 50 === 25) kinds.push(timeout)
  return kinds.map(({ name, reopens }) => ({
    kind: name,
    part: chance.pick(parts),
    calls: chance.between(1, 3),
    reopens: reopens ?? false,
  }))
}
