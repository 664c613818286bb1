import type { Meter, Usage } from '../../../microsoft/index.ts'

interface RunTotal {
  requests: number
  resourceUnits: number
  throttledMs: number
  retries: number
}

/** What talking with Microsoft has cost a run, in whole numbers, and what each resource had of it. */
export interface RunUsage {
  total: RunTotal
  byResource: Readonly<Record<string, { requests: number; resourceUnits: number }>>
}

/** Tells what a meter counted since it was last asked. */
export function usageSinceLastAsked(meter: Meter): () => RunUsage {
  let before: Readonly<Record<string, Usage>> = {}
  let throttledBefore = 0
  return () => {
    const now = meter.byResource()
    const changed = Object.entries(now).filter(([resource, usage]) => usage.requests !== before[resource]?.requests)
    const sum = (of: 'requests' | 'resourceUnits' | 'retries') =>
      Object.entries(now).reduce((total, [resource, usage]) => total + usage[of] - (before[resource]?.[of] ?? 0), 0)
    const throttled = Math.round(Object.values(now).reduce((total, usage) => total + usage.throttledMs, 0))
    const usage: RunUsage = {
      total: {
        requests: sum('requests'),
        resourceUnits: sum('resourceUnits'),
        throttledMs: throttled - throttledBefore,
        retries: sum('retries'),
      },
      byResource: Object.fromEntries(
        changed.map(([resource, { requests, resourceUnits }]) => [
          resource,
          {
            requests: requests - (before[resource]?.requests ?? 0),
            resourceUnits: resourceUnits - (before[resource]?.resourceUnits ?? 0),
          },
        ]),
      ),
    }
    before = now
    throttledBefore = throttled
    return usage
  }
}
