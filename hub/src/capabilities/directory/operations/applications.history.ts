import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { InstantInput, pageInput, Uuid } from '../../../operation/schemas.ts'
import { HistoryPage } from '../model/sync.ts'
import { applicationsByIds } from '../sql/applications.ts'
import { applicationHistory } from '../sql/history.ts'
import { historyList } from './history-list.ts'

export const showApplicationHistory = operation({
  name: 'applications.history',
  summary: 'What changed about an application, when, and which sync saw it',
  kind: 'query',
  route: 'GET /v1/applications/{applicationId}/history',
  scope: 'directory:read',
  input: z.object({ ...pageInput, applicationId: Uuid, asOf: InstantInput.optional() }),
  output: HistoryPage,
  errors: ['not_found'],
  run: (context, input) =>
    historyList(context, input, {
      id: input.applicationId,
      what: 'application',
      statement: applicationHistory,
      nameAt: async (at) => (await context.reader.rows(applicationsByIds, { at, ids: [input.applicationId] }))[0],
    }),
})
