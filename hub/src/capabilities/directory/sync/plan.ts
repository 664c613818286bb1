import { minutes } from '../../../kernel/time.ts'
import type { SyncResource } from '../facts/fact.ts'
import type { ResourceReader } from './resources.ts'
import type { DirectoryPack } from './source.ts'

export type Trigger = 'first_import' | 'schedule' | 'manual' | 'connection' | 'notification'

/** How far a resource had got: the delta link is null where Graph offers none. */
export interface Cursor {
  resource: SyncResource
  deltaLink: string | null
  readAt: Date
}

export interface PlannedResource {
  resource: SyncResource
  mode: 'full' | 'delta'
  from: string | null
}

/** What Graph cannot give as changes is read whole, at most this often on schedule, and at every run that a person asks for. */
export const rereadAfter = minutes(60)

/** Directory delta links live seven days (learn.microsoft.com/graph/delta-query-overview, "Token duration"); one day is left for safety. */
export const deltaLinkLife = minutes(6 * 24 * 60)

/** Decides what a run reads and how; what it leaves out keeps its age, which every page that uses it shows. */
export function planRun(
  readers: readonly Pick<ResourceReader, 'resource' | 'hasDelta' | 'pack'>[],
  facts: { trigger: Trigger; cursors: readonly Cursor[]; packs: ReadonlySet<DirectoryPack>; now: Date },
): PlannedResource[] {
  return readers.flatMap(({ resource, hasDelta, pack }): PlannedResource[] => {
    if (!facts.packs.has(pack)) return []
    const cursor = facts.cursors.find((one) => one.resource === resource)
    const age = cursor ? facts.now.getTime() - cursor.readAt.getTime() : Number.POSITIVE_INFINITY
    if (hasDelta && cursor?.deltaLink && age < deltaLinkLife)
      return [{ resource, mode: 'delta', from: cursor.deltaLink }]
    const asked = facts.trigger !== 'schedule' && facts.trigger !== 'notification'
    if (!hasDelta && !asked && age < rereadAfter) return []
    return [{ resource, mode: 'full', from: null }]
  })
}
