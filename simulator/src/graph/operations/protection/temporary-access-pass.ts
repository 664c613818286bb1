import type { Properties } from '../../../world/model.ts'

const MINUTE = 60_000

/** Instants between which a pass lets somebody in. */
export function passPeriod({ startDateTime, lifetimeInMinutes }: Properties): { from: number; to: number } {
  const from = Date.parse(String(startDateTime))
  return { from, to: from + Number(lifetimeInMinutes) * MINUTE }
}

/**
 * A pass as it is told after it was made: without its text, and with whether it can be used now
 * (learn.microsoft.com/graph/api/resources/temporaryaccesspassauthenticationmethod).
 */
export function shownPass(properties: Properties, now: number): Properties {
  const { from, to } = passPeriod(properties)
  const methodUsabilityReason = now < from ? 'NotYetValid' : now >= to ? 'Expired' : 'EnabledByPolicy'
  return {
    ...properties,
    isUsable: methodUsabilityReason === 'EnabledByPolicy',
    methodUsabilityReason,
    temporaryAccessPass: null,
  }
}
