import { inTurn } from '../../../kernel/in-turn.ts'
import type { Writer } from '../../../platform/database/database.ts'
import type { Fact } from '../facts/fact.ts'
import { appRoleAssignment, facts, groupMember, person } from '../facts/facts.ts'
import { fill } from '../facts/merge.ts'
import { roomForMerge } from '../facts/words.ts'

/** the longest first, so that the lanes end together */
const longest: readonly Fact[] = [groupMember, person, appRoleAssignment]

/** PostgreSQL writes for one connection on one core; two keep two cores at work */
const lanes = 2

/**
 * Fills facts of which nothing is there yet, side by side, in transactions of their own. Their rows begin at an instant that is
 * still to come, so that nobody sees any before the run's own transaction makes it the last merge's.
 * @returns how many rows each got
 */
export async function fillAside(
  fenced: <T>(work: (writer: Writer) => Promise<T>) => Promise<T>,
  run: { runId: string; instant: Date },
  unfilled: readonly Fact[],
): Promise<Map<Fact, number>> {
  const filled = new Map<Fact, number>()
  const order = [...longest, ...facts.filter((fact) => !longest.includes(fact))].filter((fact) =>
    unfilled.includes(fact),
  )
  await inTurn(order, lanes, async (fact) => {
    const count = await fenced(async (writer) => {
      await writer.run(roomForMerge, {})
      return fill(writer, fact, run)
    })
    filled.set(fact, count)
  })
  return filled
}
