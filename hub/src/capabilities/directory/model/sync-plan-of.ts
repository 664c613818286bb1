import type { z } from 'zod'
import { explainPlan } from '../sync/plan/explain-plan.ts'
import type { RunPlan } from '../sync/plan/run-plan.ts'
import type { SyncPlan } from './sync.ts'

/** A plan as callers see it, in whole units and tenths of a second. */
export const syncPlanOf = ({
  latencyMs,
  unitsPerSecond,
  expected,
  resources,
  left,
}: RunPlan): z.infer<typeof SyncPlan> => ({
  latencyMs: latencyMs === null ? null : Math.round(latencyMs),
  unitsPerSecond,
  expected: costOf(expected),
  resources: resources.map((one) => ({ ...one, explanation: explainPlan(one), expected: costOf(one.expected) })),
  left,
})

const costOf = ({ requests, units, seconds }: RunPlan['expected']) => ({
  requests,
  units,
  seconds: Math.round(seconds * 10) / 10,
})
