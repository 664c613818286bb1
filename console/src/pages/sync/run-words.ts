import type { SyncPlan, SyncRun, SyncTrigger } from '../../api/contract.generated.ts'

const triggers: Record<SyncTrigger, string> = {
  first_import: 'First import',
  schedule: 'On schedule',
  manual: 'Sync now',
  connection: 'A change of the connection',
  notification: 'Microsoft told of a change',
}

/** What began a run. */
export const triggerText = (trigger: SyncTrigger): string => triggers[trigger]

/** At which pace Microsoft lets a plan be carried out, and how quick it answers. */
export function paceText({ unitsPerSecond, latencyMs }: Pick<SyncPlan, 'unitsPerSecond' | 'latencyMs'>): string {
  const pace = `Microsoft allows ${unitsPerSecond.toLocaleString('en')} resource units a second`
  return latencyMs === null ? `${pace}.` : `${pace}; an answer took it ${latencyMs.toLocaleString('en')} ms.`
}

/** “3 new, 12 changed, 1 ended”; “Nothing” where there is none of them. */
export function changesText({ created, changed, ended }: Pick<SyncRun, 'created' | 'changed' | 'ended'>): string {
  const parts = [
    ...(created > 0 ? [`${created.toLocaleString('en')} new`] : []),
    ...(changed > 0 ? [`${changed.toLocaleString('en')} changed`] : []),
    ...(ended > 0 ? [`${ended.toLocaleString('en')} ended`] : []),
  ]
  return parts.length > 0 ? parts.join(', ') : 'Nothing'
}
