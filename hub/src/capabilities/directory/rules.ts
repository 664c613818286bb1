/** Decisions of the directory that need no database: tested from rules.cases.yaml. */

export interface Hidden {
  total: number
  guests: number
  blocked: number
  absent: number
  deleted: number
  outOfScope: number
}

const reasons: [keyof Hidden, (count: number) => string][] = [
  ['guests', (count) => (count === 1 ? '1 guest' : `${count} guests`)],
  ['blocked', (count) => `${count} blocked`],
  ['absent', (count) => `${count} absent`],
  ['deleted', (count) => `${count} deleted`],
  ['outOfScope', (count) => `${count} out of scope`],
]

/** What a list leaves out, in words: `42 people are hidden: 30 guests, 12 blocked`. Empty where nobody is. */
export function explainHidden(hidden: Hidden): string {
  if (hidden.total === 0) return ''
  const parts = reasons.flatMap(([reason, say]) => (hidden[reason] > 0 ? [say(hidden[reason])] : []))
  return `${hidden.total} ${hidden.total === 1 ? 'person is' : 'people are'} hidden: ${parts.join(', ')}`
}

/** A link between groups: `inner` is a member of `outer`. */
export interface Nesting {
  outer: string
  inner: string
}

/**
 * The shortest chain of groups from `from` to `to`, both included, following nestings from the inner group outwards;
 * of equally short ones the first in the order of ids, so that the same question always has the same answer.
 */
export function shortestPath(nestings: readonly Nesting[], from: readonly string[], to: string): string[] | undefined {
  const outwards = new Map<string, string[]>()
  for (const { outer, inner } of nestings) outwards.set(inner, [...(outwards.get(inner) ?? []), outer])
  const cameFrom = new Map<string, string | null>([...from].sort().map((id) => [id, null]))
  const queue = [...cameFrom.keys()]
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    if (at === to) return chain(cameFrom, at)
    for (const next of (outwards.get(at) ?? []).sort())
      if (!cameFrom.has(next)) {
        cameFrom.set(next, at)
        queue.push(next)
      }
  }
  return undefined
}

function chain(cameFrom: ReadonlyMap<string, string | null>, end: string): string[] {
  const path: string[] = []
  for (let at: string | null | undefined = end; at; at = cameFrom.get(at)) path.unshift(at)
  return path
}

/**
 * How long a run has still to go, from how fast it has been so far; undefined until there is something to go by.
 * @returns seconds
 */
export function secondsLeft(progress: { elapsedSeconds: number; read: number; expected: number }): number | undefined {
  const { elapsedSeconds, read, expected } = progress
  if (read < 100 || expected <= read || elapsedSeconds < 1) return undefined
  return Math.round(((expected - read) * elapsedSeconds) / read)
}
