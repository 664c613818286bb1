import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { InstantInput, pageInput, Uuid } from '../../../operation/schemas.ts'
import { HistoryPage } from '../model/sync.ts'
import { groupsByIds } from '../sql/groups.ts'
import { groupHistory } from '../sql/history.ts'
import { historyList } from './history-list.ts'

export const showGroupHistory = operation({
  name: 'groups.history',
  summary: 'What changed about a group, when, and which sync saw it',
  kind: 'query',
  route: 'GET /v1/groups/{groupId}/history',
  scope: 'directory:read',
  input: z.object({ ...pageInput, groupId: Uuid, asOf: InstantInput.optional() }),
  output: HistoryPage,
  errors: ['not_found'],
  run: (context, input) =>
    historyList(context, input, {
      id: input.groupId,
      what: 'group',
      statement: groupHistory,
      nameAt: async (at) => (await context.reader.rows(groupsByIds, { at, ids: [input.groupId] }))[0],
    }),
})
