import type { Random } from '../../kernel/random.ts'
import { fraction } from '../ports.ts'

const firstMs = 500
const capMs = 60_000

/**
 * How long to wait before try `attempt` + 1 (the first try is 1) where Microsoft names no time: exponential with full jitter, at most a
 * minute. Source: aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter, "Full Jitter".
 */
export const backoffMs = (attempt: number, random: Random): number =>
  Math.ceil(fraction(random) * Math.min(capMs, firstMs * 2 ** (attempt - 1)))
