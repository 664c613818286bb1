import type { LeafFor } from '../entrance.ts'
import { LOOPBACK, SIMULATED_HOSTS, simulatedHost } from '../hosts.ts'
import type { Authority, Leaf } from './certificate.ts'

/** A certificate with less left is made anew. */
const LEAST_LEFT = 30 * 24 * 60 * 60 * 1000
/** How many are kept; whoever asks for more names than that gets them made again. */
const KEPT = 500

/** A source of server certificates: `subjectsOf` says which names one must carry that was asked for by this name. */
export function leafSource(
  authority: () => Promise<Authority>,
  subjectsOf: (servername?: string) => readonly string[],
  now: () => number,
): LeafFor {
  const kept = new Map<string, Promise<Leaf>>()

  async function made(subjects: readonly string[]): Promise<Leaf> {
    const { issue } = await import('./certificate.ts')
    return issue(await authority(), subjects, now())
  }

  return async (servername) => {
    const subjects = subjectsOf(servername)
    const key = subjects.join(' ')
    const leaf = await kept.get(key)
    if (leaf && leaf.notAfter - now() > LEAST_LEFT) return leaf
    if (kept.size >= KEPT) kept.clear()
    const making = made(subjects)
    kept.set(key, making)
    making.catch(() => kept.delete(key))
    return making
  }
}

/** One certificate for everything that a certificate can say at once, since `*.` stands for a single label in it. */
const SHARED = [...LOOPBACK.names, ...LOOPBACK.addresses, ...SIMULATED_HOSTS.map(({ name }) => name)]

/** The subjects of the certificate for one of the simulator's hosts; of the shared one for any other name. */
export function simulatedSubjects(servername?: string): readonly string[] {
  const host = servername === undefined ? undefined : simulatedHost(servername)
  if (servername === undefined || host === undefined) return SHARED
  const isDeeper = servername.split('.').length > host.name.split('.').length
  return isDeeper ? [servername] : SHARED
}
