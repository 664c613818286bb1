/** What talking with Graph has cost. */
export interface Usage {
  /** as Microsoft counts them: the repeated ones, and each item of a batch */
  readonly requests: number
  /** as Microsoft counted them, else as estimated */
  readonly resourceUnits: number
  /** milliseconds spent waiting because Microsoft said 429 */
  readonly throttledMs: number
  /** milliseconds spent waiting by our own pacing */
  readonly pacedMs: number
  readonly retries: number
  /** of bodies, as read after decompression */
  readonly bytes: number
}

export interface Meter {
  add(resource: string, usage: Partial<Usage>): void
  total(): Usage
  /** by resource, as named by the reads: `users`, `groups`, `auditLogs/signIns` */
  byResource(): Readonly<Record<string, Usage>>
}

const none: Usage = { requests: 0, resourceUnits: 0, throttledMs: 0, pacedMs: 0, retries: 0, bytes: 0 }

const sum = (one: Usage, other: Partial<Usage>): Usage => ({
  requests: one.requests + (other.requests ?? 0),
  resourceUnits: one.resourceUnits + (other.resourceUnits ?? 0),
  throttledMs: one.throttledMs + (other.throttledMs ?? 0),
  pacedMs: one.pacedMs + (other.pacedMs ?? 0),
  retries: one.retries + (other.retries ?? 0),
  bytes: one.bytes + (other.bytes ?? 0),
})

/** A meter for one run; made by whoever runs, read while it goes on. */
export function usageMeter(): Meter {
  const usages = new Map<string, Usage>()
  return {
    add: (resource, usage) => void usages.set(resource, sum(usages.get(resource) ?? none, usage)),
    total: () => [...usages.values()].reduce(sum, none),
    byResource: () => Object.fromEntries(usages),
  }
}
