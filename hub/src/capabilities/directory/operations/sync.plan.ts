import { z } from 'zod'
import { AtriumError } from '../../../kernel/errors.ts'
import { usageMeter } from '../../../microsoft/index.ts'
import { operation } from '../../../operation/define.ts'
import { Uuid } from '../../../operation/schemas.ts'
import { SyncPlan } from '../model/sync.ts'
import { syncPlanOf } from '../model/sync-plan-of.ts'
import { makePlan } from '../sync/plan/lay-out.ts'
import type { SyncParts } from '../sync/run-sync.ts'

/** Asks Microsoft how many there are, and how quick it answers; reads and changes nothing else. */
export const planSync = (parts: Pick<SyncParts, 'database' | 'clock' | 'source'>) =>
  operation({
    name: 'sync.plan',
    summary: 'What a sync of now would read, how, and what that should cost, without running it',
    kind: 'probe',
    effect: 'none',
    route: 'POST /v1/connections/{connectionId}/sync-plan',
    scope: 'directory:sync',
    input: z.object({
      connectionId: Uuid,
      trigger: z.enum(['schedule', 'manual']).default('schedule').meta({ id: 'SyncPlanTrigger' }),
    }),
    output: SyncPlan,
    errors: ['not_found', 'connection_not_ready'],
    subject: ({ connectionId }) => ({ type: 'connection', id: connectionId }),
    audit: (_, { expected }) => ({ ...expected }),
    prepare: async ({ organisationId }, input) => ({ organisationId, ...input }),
    async reach({ signal }, { organisationId, connectionId, trigger }) {
      const connection = await parts.source.open(organisationId, connectionId)
      if (connection.kind === 'closed')
        throw new AtriumError('connection_not_ready', { reason: connection.reason, detail: connection.detail })
      const whose = { organisationId, connectionId, signal }
      return (await makePlan(parts, whose, connection, trigger, usageMeter())).plan
    },
    record: async (_, plan) => syncPlanOf(plan),
  })
