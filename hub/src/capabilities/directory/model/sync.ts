import { z } from 'zod'
import { Instant, pageOf, Uuid } from '../../../operation/schemas.ts'
import { planReasons } from '../sync/plan/run-plan.ts'
import { strategyNames } from '../sync/read/strategy.ts'

export const SyncTrigger = z.enum(['first_import', 'schedule', 'manual', 'connection', 'notification']).meta({
  id: 'SyncTrigger',
  description:
    'connection: consent or a credential was given again, or a pack was enabled; notification: Microsoft told of a change',
})
export const SyncStatus = z
  .enum(['running', 'completed', 'incomplete', 'held', 'refused', 'failed'])
  .meta({ id: 'SyncStatus', description: 'held: it would take too much away and waits for a person' })
export const SyncMode = z.enum(['full', 'delta', 'latest']).meta({ id: 'SyncMode' })
export const SyncResourceStatus = z
  .enum(['waiting', 'reading', 'read', 'failed', 'skipped'])
  .meta({ id: 'SyncResourceStatus' })

export const SyncStrategy = z.enum(strategyNames).meta({
  id: 'SyncStrategy',
  description:
    'changes: from the bookmark of last time; chain: everything as one chain of changes; parallel: lists and chains of up to 50 objects side by side, then what changed meanwhile; list, smallPages: everything as a list; expanded: lists with up to 20 related objects each, and by itself what has more',
})
export const SyncCost = z
  .object({
    requests: z.int().describe('As Microsoft counts them: each item of a batch is one'),
    units: z.int().describe('Resource units of Microsoft’s limit'),
    seconds: z.number(),
  })
  .meta({ id: 'SyncCost' })
export const PlanReason = z.enum(planReasons).meta({ id: 'PlanReason' })
export const SyncPlannedResource = z
  .object({
    resource: z.string(),
    mode: SyncMode,
    strategy: SyncStrategy,
    reasons: z.array(PlanReason),
    explanation: z.string().describe('Why it is read, and why so'),
    objects: z.int().nullable().describe('How many there may be'),
    expected: SyncCost,
  })
  .meta({ id: 'SyncPlannedResource' })
export const SyncPlan = z
  .object({
    latencyMs: z.number().nullable().describe('One answer of Microsoft Graph, as seen before planning'),
    unitsPerSecond: z.number().describe('The pace that Microsoft allows to one application in a tenancy of this size'),
    expected: SyncCost,
    resources: z.array(SyncPlannedResource),
    left: z.array(
      z
        .object({ resource: z.string(), dueAt: Instant })
        .meta({ id: 'SyncLeftResource', description: 'Not read by this run, and when a scheduled one will' }),
    ),
  })
  .meta({ id: 'SyncPlan' })

export const SyncResourceProgress = z
  .object({
    resource: z.string(),
    mode: SyncMode,
    status: SyncResourceStatus,
    strategy: SyncStrategy.nullable(),
    reason: z.string().nullable(),
    explanation: z.string().nullable().describe('The reason in a sentence, with the next step'),
    pages: z.int(),
    objectsRead: z.int(),
    expected: z.int().nullable(),
    unreadable: z.int(),
    created: z.int(),
    changed: z.int(),
    ended: z.int(),
    requests: z.int(),
    resourceUnits: z.int(),
    seconds: z.number().nullable().describe('From its first page to its last'),
    planned: SyncCost.nullable().describe('What the plan expected'),
  })
  .meta({ id: 'SyncResourceProgress' })

export const SyncRun = z
  .object({
    id: Uuid,
    connectionId: Uuid,
    trigger: SyncTrigger,
    requestedBy: z.string().nullable(),
    status: SyncStatus,
    reason: z.string().nullable(),
    explanation: z.string().nullable(),
    startedAt: Instant,
    endedAt: Instant.nullable(),
    mergedAt: Instant.nullable().describe('The instant as of which its changes are true'),
    durationSeconds: z.number().nullable(),
    objectsRead: z.int(),
    created: z.int(),
    changed: z.int(),
    ended: z.int(),
    requests: z.int(),
    resourceUnits: z.int(),
    throttledSeconds: z.number(),
    retries: z.int(),
    decidedBy: z.string().nullable(),
    plan: SyncPlan.nullable().describe('What it set out to do; null until it is known'),
    resources: z.array(SyncResourceProgress),
  })
  .meta({ id: 'SyncRun' })
export type SyncRun = z.infer<typeof SyncRun>
export const SyncRunPage = pageOf(SyncRun, 'SyncRun')

export const SyncProgress = z
  .object({
    run: SyncRun.nullable(),
    estimatedSecondsLeft: z.number().nullable(),
  })
  .meta({ id: 'SyncProgress' })

export const HeldKind = z.enum(['person', 'membership', 'assignment']).meta({ id: 'HeldKind' })
export const HeldChange = z
  .object({ kind: HeldKind, id: z.string(), name: z.string().nullable(), detail: z.string() })
  .meta({ id: 'HeldChange', description: 'What a held run would take away' })
export const HeldChangePage = pageOf(HeldChange, 'HeldChange')

export const AttributeChange = z
  .object({ attribute: z.string(), from: z.string().nullable(), to: z.string().nullable() })
  .meta({ id: 'AttributeChange' })

export const Activity = z
  .object({
    id: Uuid,
    at: Instant,
    runId: Uuid.nullable(),
    kind: z.string().describe('`person.changed`, `member.joined`, …'),
    sentence: z.string(),
    subjectType: z.string(),
    subjectId: z.string(),
    subjectName: z.string().nullable(),
    objectType: z.string().nullable(),
    objectId: z.string().nullable(),
    objectName: z.string().nullable(),
    changes: z.array(AttributeChange),
  })
  .meta({ id: 'Activity' })
export const ActivityPage = pageOf(Activity, 'Activity')

export const HistoryEntry = z
  .object({
    at: Instant,
    kind: z.string().describe('`appeared`, `changed`, `member.joined`, …'),
    sentence: z.string(),
    runId: Uuid.describe('The sync that saw it'),
    objectType: z.string().nullable(),
    objectId: z.string().nullable(),
    objectName: z.string().nullable(),
    changes: z.array(AttributeChange),
  })
  .meta({ id: 'HistoryEntry' })
export const HistoryPage = pageOf(HistoryEntry, 'HistoryEntry')

export const DirectoryCounts = z
  .object({
    people: z.int(),
    activePeople: z.int(),
    guests: z.int(),
    groups: z.int(),
    memberships: z.int(),
    applications: z.int(),
    assignments: z.int(),
    permissionGrants: z.int(),
    administrativeUnits: z.int(),
    owners: z.int(),
    asOf: Instant.nullable(),
  })
  .meta({ id: 'DirectoryCounts' })

export const DirectoryScope = z
  .object({
    includeGuests: z.boolean(),
    includeBlocked: z.boolean(),
    departments: z.array(z.string()),
    groupIds: z.array(Uuid),
    administrativeUnitIds: z.array(Uuid),
  })
  .meta({ id: 'DirectoryScope', description: 'Who counts as one of our people: all where the three lists are empty' })

export const ResourceAge = z
  .object({ resource: z.string(), readAt: Instant })
  .meta({ id: 'ResourceAge', description: 'When Atrium last read this from Microsoft' })
export const DirectoryFreshness = z
  .object({ asOf: Instant.nullable(), resources: z.array(ResourceAge) })
  .meta({ id: 'DirectoryFreshness' })
