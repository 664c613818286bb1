import { z } from 'zod'
import { operation } from '../../../../operation/define.ts'
import { pageInput } from '../../../../operation/schemas.ts'
import { ApiKeyPage } from '../../model/api-key.ts'
import { pageFrom, positionOf } from '../../paging.ts'
import { listApiKeys as listStatement } from '../../sql/list-api-keys.ts'
import { apiKeyView } from '../../views.ts'

export const listApiKeys = operation({
  name: 'api-keys.list',
  summary: "The organisation's API keys, also those that work no more",
  kind: 'query',
  route: 'GET /v1/api-keys',
  scope: 'organisation:read',
  input: z.object(pageInput),
  output: ApiKeyPage,
  errors: [],
  async run(context, { limit, cursor }) {
    const now = context.clock.now()
    const { at, id } = positionOf(context, cursor)
    const rows = await context.reader.rows(listStatement, { beforeAt: at, beforeId: id, limit: limit + 1 })
    return pageFrom(
      context,
      rows,
      limit,
      (row) => apiKeyView(row, now),
      (row) => ({ at: row.created_at, id: row.api_key_id }),
    )
  },
})
