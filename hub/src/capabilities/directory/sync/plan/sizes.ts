import { countOf, type GraphClient } from '../../../../microsoft/index.ts'
import type { Reader } from '../../../../platform/database/database.ts'
import { countsAsOf } from '../../sql/counts.ts'
import { mergedAt } from '../../sql/directory.ts'
import type { TenancySizes } from './run-plan.ts'

/** What there may be in a tenancy of so many people, before anything was read: guesses, which only a first plan rests on. */
const guessed = (users: number, groups: number, servicePrincipals: number): TenancySizes => ({
  users,
  groups,
  servicePrincipals,
  memberships: Math.max(groups * 5, users * 8),
  assignments: servicePrincipals * 30,
  permissionGrants: servicePrincipals * 2,
  administrativeUnits: 10,
})

/** How many there are by what Atrium knows; zeros where it knows nothing yet. */
export async function knownSizes(reader: Reader): Promise<TenancySizes> {
  const at = (await reader.first(mergedAt, {}))?.merged_at
  const counts = at ? await countsAsOf(reader, at) : undefined
  return {
    users: counts?.people ?? 0,
    groups: counts?.groups ?? 0,
    servicePrincipals: counts?.applications ?? 0,
    memberships: counts?.memberships ?? 0,
    assignments: counts?.assignments ?? 0,
    permissionGrants: counts?.permission_grants ?? 0,
    administrativeUnits: counts?.administrative_units ?? 0,
  }
}

const counted = ['users', 'groups', 'servicePrincipals'] as const

/**
 * Asks how many people, groups and applications there are, and sees how long an answer takes. Only a help: a tenancy that does not
 * answer is planned for by what is known.
 */
export async function askSizes(
  graph: GraphClient,
  known: TenancySizes,
  signal: AbortSignal,
): Promise<{ sizes: TenancySizes; people: number | undefined; latencyMs: number | null }> {
  const answers: { count: number | undefined; elapsedMs: number }[] = []
  for (const set of counted) {
    const answer = await countOf(graph, set, { signal }).catch(() => {
      signal.throwIfAborted()
      return undefined
    })
    // Whoever refuses one refuses the others: three refusals tell no more than one.
    if (answer === undefined) return { sizes: known, people: undefined, latencyMs: null }
    answers.push(answer)
  }
  const [users, groups, servicePrincipals] = answers.map(({ count }) => count)
  // the first answer carries the making of the connection and the token
  const latencyMs = Math.min(...answers.map(({ elapsedMs }) => elapsedMs))
  const guess = guessed(users ?? known.users, groups ?? known.groups, servicePrincipals ?? known.servicePrincipals)
  const isKnown = known.users > 0
  return { sizes: isKnown ? { ...known, ...pickCounted(guess) } : guess, people: users, latencyMs }
}

const pickCounted = ({ users, groups, servicePrincipals }: TenancySizes) => ({ users, groups, servicePrincipals })
