import type { News } from '../../operation/context.ts'

/** Its name, for whoever hears it. */
export const syncMergedName = 'directory.sync-merged'

/** News that the directory puts on the outbox; other rooms subscribe by name. */
export const events = {
  /** a run's changes became true; `activity` rows with its id tell which */
  syncMerged: (payload: { connectionId: string; runId: string; at: string }): News => ({
    name: syncMergedName,
    payload,
  }),
  /** a run would take too much away and waits for a person */
  syncHeld: (payload: { connectionId: string; runId: string; detail: string }): News => ({
    name: 'directory.sync-held',
    payload,
  }),
  /** nothing could be read */
  syncFailed: (payload: { connectionId: string; runId: string; reason: string }): News => ({
    name: 'directory.sync-failed',
    payload,
  }),
}
