import { z } from 'zod'
import { AtriumError } from '../../../../kernel/errors.ts'
import { days } from '../../../../kernel/time.ts'
import { operation } from '../../../../operation/define.ts'
import { makeApiKeyText } from '../../api-key-text.ts'
import { ApiKeyCreated } from '../../model/api-key.ts'
import { ScopeName } from '../../model/role.ts'
import { sessionPrincipal } from '../../session-principal.ts'
import { apiKeyById } from '../../sql/api-key-by-id.ts'
import { insertApiKey } from '../../sql/insert-api-key.ts'
import { apiKeyView } from '../../views.ts'

export const createApiKey = operation({
  name: 'api-keys.create',
  summary: 'Make an API key, shown this once, which never may do more than I may',
  kind: 'command',
  effect: 'reversible',
  route: 'POST /v1/api-keys',
  scope: 'organisation:write',
  input: z.object({
    name: z.string().trim().min(1).max(200).describe('What uses it'),
    scopes: z.array(ScopeName).min(1),
    validForDays: z.int().min(1).max(365).default(90),
  }),
  output: ApiKeyCreated,
  errors: [],
  showsSecret: true,
  subject: (_, outcome) => outcome && { type: 'api_key', id: outcome.apiKey.apiKeyId },
  audit: ({ name, validForDays }, { apiKey }) => ({ name, scopes: apiKey.scopes, validForDays }),
  async run(context, { name, scopes, validForDays }) {
    const { transaction, clock, random, newId } = context
    const principal = sessionPrincipal(context)
    const beyond = scopes.find((scope) => !principal.scopes.includes(scope))
    if (beyond !== undefined) throw new AtriumError('forbidden', { scope: beyond })
    const now = clock.now()
    const apiKeyId = newId()
    const { text, prefix, hash } = makeApiKeyText(random)
    await transaction.run(insertApiKey, {
      apiKeyId,
      name,
      prefix,
      secretHash: hash,
      scopes: [...new Set(scopes)],
      now,
      expiresAt: new Date(now.getTime() + days(validForDays)),
    })
    const row = await transaction.first(apiKeyById, { apiKeyId })
    if (!row) throw new Error('the API key that was just made is not there')
    return { apiKey: apiKeyView(row, now), key: text }
  },
})
