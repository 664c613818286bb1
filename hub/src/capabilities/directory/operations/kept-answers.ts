import { canonicalHash } from '../../../kernel/canonical-json.ts'

/** Answers that one process keeps: each is a few counts, or at most 800 values with theirs. */
const most = 300
const kept = new Map<string, unknown>()

/**
 * What was answered before to the very same question, or else asked now and kept. Only for questions as of an instant that is
 * over: what was true then stays so, and the next merge makes another instant, so nothing here goes stale. The least recently
 * used answer makes room.
 *
 * @param question everything that the answer depends on, the instant among it
 */
export async function keptAnswer<Answer>(
  { organisationId }: { organisationId: string },
  question: { name: string; filter: object; at: Date },
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const { name, filter, at } = question
  const key = canonicalHash({ organisationId, name, filter: JSON.stringify(filter), at: at.toISOString() })
  const before = kept.get(key)
  // kept under a key that names the operation, whose answers have one type
  const answer = before === undefined ? await ask() : (before as Answer)
  kept.delete(key)
  kept.set(key, answer)
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break
    kept.delete(oldest)
  }
  return answer
}
