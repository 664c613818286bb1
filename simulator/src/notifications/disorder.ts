import { BadInput, type Input } from '../world/input.ts'
import { Random } from '../world/random.ts'
import { type CallbackSettings, ORDERLY } from '../world/subscriptions/callbacks.ts'
import type { World } from '../world/world.ts'

/** Reads the body of `POST /_control/notifications`; what is not said is in order again. */
export function readCallbackSettings(input: Input): CallbackSettings {
  const probability = (name: string) => {
    const value = input.optionalNumber(name) ?? 0
    if (value < 0 || value > 1) throw new BadInput(`\`${name}\` must be a probability from 0 to 1`)
    return value
  }
  const settings = {
    duplicate: probability('duplicate'),
    reorder: probability('reorder'),
    drop: probability('drop'),
    delayMs: input.count('delayMs', 0, 24 * 3_600_000, ORDERLY.delayMs),
    answerWithinMs: input.count('answerWithinMs', 1, 60_000, ORDERLY.answerWithinMs),
    validateWithinMs: input.count('validateWithinMs', 1, 60_000, ORDERLY.validateWithinMs),
    seed: input.optionalText('seed') ?? ORDERLY.seed,
  }
  input.done()
  return settings
}

/** The longest that a notification is held back for others to overtake it. */
const LONGEST_HOLD_SECONDS = 60

/** Decides by seeded chance which notification is lost, late or sent twice, as the settings in force want it. */
export class Disorder {
  readonly #world: World
  #settings: CallbackSettings | undefined
  #random: Random

  constructor(world: World) {
    this.#world = world
    this.#random = new Random(world.seed)
  }

  happens(what: 'duplicate' | 'drop'): boolean {
    return this.#current().chance(this.#world.callbacks.settings[what])
  }

  /** Simulated milliseconds until a notification may leave. */
  delay(): number {
    const { delayMs, reorder } = this.#world.callbacks.settings
    const random = this.#current()
    return delayMs + (random.chance(reorder) ? random.between(1, LONGEST_HOLD_SECONDS) * 1_000 : 0)
  }

  /** New orders begin the sequence anew, so that a run of them can be repeated. */
  #current(): Random {
    const { settings } = this.#world.callbacks
    if (settings !== this.#settings) this.#random = new Random(`${this.#world.seed}/callbacks/${settings.seed}`)
    this.#settings = settings
    return this.#random
  }
}
