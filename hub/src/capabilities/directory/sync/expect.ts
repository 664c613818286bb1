import { countOf, type GraphClient } from '../../../microsoft/index.ts'
import type { Transaction } from '../../../operation/context.ts'
import { expectObjects, type ResourceRow } from '../sql/sync-runs.ts'

const counted = ['users', 'groups', 'servicePrincipals'] as const

/**
 * Asks how many objects a first import will meet, so that its progress can say how much is left. Only a help: a tenancy
 * that does not answer is imported without it.
 * @returns how many people there are, where Graph said
 */
export async function expectCounts(
  graph: GraphClient,
  resources: readonly ResourceRow[],
  run: { runId: string; signal: AbortSignal; fenced<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> },
): Promise<number | undefined> {
  let people: number | undefined
  for (const resource of counted) {
    const row = resources.find((one) => one.resource === resource)
    if (row?.mode !== 'full' || row.expected !== null) continue
    const expected = await countOf(graph, resource, { signal: run.signal }).catch(() => {
      run.signal.throwIfAborted()
      return undefined
    })
    if (expected === undefined) return people
    if (resource === 'users') people = expected
    await run.fenced((transaction) => transaction.run(expectObjects, { runId: run.runId, resource, expected }))
  }
  return people
}
