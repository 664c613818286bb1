import { isoSeconds } from '../clock.ts'
import { BadInput } from '../input.ts'
import type { Mutation } from './mutation.ts'

/**
 * Sets the clock to a state; the control door turns `advanceSeconds`, `set` and `freeze` into one, so that a
 * replayed journal ends with the same clock whenever it is replayed.
 */
export const clock: Mutation = {
  name: 'clock',
  summary: 'Moves the one clock: `advanceSeconds`, or `set` (an ISO instant); `freeze` true or false',
  apply({ world }, input) {
    const offsetMs = input.optionalNumber('offsetMs')
    const frozenAt = input.optionalNumber('frozenAt') ?? null
    input.done()
    if (offsetMs === undefined) throw new BadInput('Say `advanceSeconds`, `set` or `freeze`')
    world.clock.state = { offsetMs, frozenAt }
    return { now: isoSeconds(world.clock.now()), frozen: frozenAt !== null }
  },
}
