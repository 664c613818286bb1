import type { News } from '../../operation/context.ts'

/** News that the directory puts on the outbox; other rooms subscribe by name. */
export const events = {
  /** a run's changes became true; `activity` rows with its id tell which */
  syncMerged: (payload: { connectionId: string; runId: string; at: string }): News => ({
    name: 'directory.sync-merged',
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
