import { GraphFailure, GraphRefused, ObjectNotFound } from '../../../../microsoft/index.ts'
import type { Reading, ResourceState } from './reading.ts'
import { nothingThere, type Part, type Step, type StepContext, type Taken } from './step.ts'

export interface Asked {
  state: ResourceState
  part: Part
}

export type Answer = Asked & ({ taken: Taken } | { error: unknown })

/** the name under which it is remembered that a tenancy takes no batches */
export const batchAbility = 'batch'

/** Asks Graph for the next page of each part: one by itself, or several of one step in one request. Never rejects. */
export async function ask(reading: Reading, asked: readonly Asked[]): Promise<Answer[]> {
  const [first] = asked
  const step = first && stepOf(first)
  if (!step) return []
  const context = contextOf(reading, first.state)
  if (!context) return asked.map((one) => ({ ...one, error: new Error('the pack is not enabled any more') }))
  if (asked.length === 1 || reading.refused.has(batchAbility)) {
    const answers = asked.map((one) => askOne(step, context, one))
    return Promise.all(answers)
  }
  try {
    const answers = await step.readTogether(
      context,
      asked.map(({ part }) => part),
    )
    return asked.map((one, index) => answerOf(step, one, answers[index]))
  } catch (error) {
    if (!isRefusal(error)) return asked.map((one) => ({ ...one, error }))
    reading.refused.add(batchAbility)
    return ask(reading, asked)
  }
}

/** Microsoft does not serve what was asked, however often it is asked. */
export const isRefusal = (error: unknown): boolean => error instanceof GraphRefused || error instanceof ObjectNotFound

export const stepOf = ({ state, part }: Asked): Step | undefined =>
  state.definition.strategies[state.strategy]?.steps[part.step]

async function askOne(step: Step, context: StepContext, asked: Asked): Promise<Answer> {
  try {
    return { ...asked, taken: await step.read(context, asked.part) }
  } catch (error) {
    return answerOf(step, asked, error)
  }
}

function answerOf(step: Step, asked: Asked, answer: unknown): Answer {
  if (answer instanceof ObjectNotFound && step.mayBeMissing) return { ...asked, taken: nothingThere }
  if (answer instanceof GraphFailure || answer instanceof Error) return { ...asked, error: answer }
  return isTaken(answer) ? { ...asked, taken: answer } : { ...asked, error: new TypeError('no answer') }
}

const isTaken = (answer: unknown): answer is Taken => typeof answer === 'object' && answer !== null && 'rows' in answer

function contextOf({ graph, roles, signal }: Reading, { definition }: ResourceState): StepContext | undefined {
  const client = graph(definition.pack)
  return client && { graph: client, roles: roles(definition.pack), signal }
}
