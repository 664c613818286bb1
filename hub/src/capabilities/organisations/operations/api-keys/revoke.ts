import { z } from 'zod'
import { notFound } from '../../../../kernel/errors.ts'
import { operation } from '../../../../operation/define.ts'
import { Uuid } from '../../../../operation/schemas.ts'
import { ApiKey } from '../../model/api-key.ts'
import { apiKeyById } from '../../sql/api-key-by-id.ts'
import { revokeApiKey as revokeStatement } from '../../sql/revoke-api-key.ts'
import { apiKeyView } from '../../views.ts'

export const revokeApiKey = operation({
  name: 'api-keys.revoke',
  summary: 'Revoke an API key and every token that was issued to it, at once and for good',
  kind: 'command',
  effect: 'irreversible',
  route: 'DELETE /v1/api-keys/{apiKeyId}',
  scope: 'organisation:write',
  input: z.object({ apiKeyId: Uuid }),
  output: ApiKey,
  errors: ['not_found'],
  subject: ({ apiKeyId }) => ({ type: 'api_key', id: apiKeyId }),
  audit: () => ({}),
  async run({ transaction, clock }, { apiKeyId }) {
    const now = clock.now()
    await transaction.run(revokeStatement, { apiKeyId, now })
    const row = await transaction.first(apiKeyById, { apiKeyId })
    if (!row) throw notFound('API key')
    return apiKeyView(row, now)
  },
})
