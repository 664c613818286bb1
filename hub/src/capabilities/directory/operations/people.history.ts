import { z } from 'zod'
import { operation } from '../../../operation/define.ts'
import { InstantInput, pageInput, Uuid } from '../../../operation/schemas.ts'
import { HistoryPage } from '../model/sync.ts'
import { personHistory } from '../sql/history.ts'
import { peopleByIds } from '../sql/people.ts'
import { historyList } from './history-list.ts'

export const showPersonHistory = operation({
  name: 'people.history',
  summary: 'What changed about a person, when, and which sync saw it',
  kind: 'query',
  route: 'GET /v1/people/{personId}/history',
  scope: 'directory:read',
  input: z.object({ ...pageInput, personId: Uuid, asOf: InstantInput.optional() }),
  output: HistoryPage,
  errors: ['not_found'],
  run: (context, input) =>
    historyList(context, input, {
      id: input.personId,
      what: 'person',
      statement: personHistory,
      nameAt: async (at) => (await context.reader.rows(peopleByIds, { at, ids: [input.personId] }))[0],
    }),
})
