import { z } from 'zod'
import { AtriumError } from '../../../../kernel/errors.ts'
import { operation } from '../../../../operation/define.ts'
import { allScopes } from '../../../../operation/scopes.ts'
import type { AccessTokens } from '../../access-token.ts'
import { AccessToken } from '../../model/api-key.ts'
import { ScopeName } from '../../model/role.ts'
import { tokenLastsSeconds } from '../../rules.ts'

export const issueToken = (tokens: AccessTokens) =>
  operation({
    name: 'tokens.issue',
    summary: 'Exchange an API key for a short-lived signed token, with some or all of its scopes',
    kind: 'command',
    effect: 'none',
    route: 'POST /v1/tokens',
    access: 'public',
    verifier: 'an API key as bearer token; neither a session nor a token can ask for one',
    input: z.object({
      scopes: z.array(ScopeName).min(1).optional().describe('All that the key has, where nothing is said'),
      lifetimeSeconds: z.int().min(60).max(tokenLastsSeconds).default(tokenLastsSeconds),
    }),
    output: AccessToken,
    errors: ['unauthenticated', 'forbidden'],
    showsSecret: true,
    subject: () => undefined,
    audit: ({ lifetimeSeconds }, { scopes }) => ({ scopes, lifetimeSeconds }),
    async run({ principal, newId }, { scopes, lifetimeSeconds }) {
      if (principal.kind !== 'api_key')
        throw new AtriumError(principal.kind === 'public' ? 'unauthenticated' : 'forbidden', {
          detail: 'Only an API key can be exchanged for a token.',
          next: 'Send the API key itself as a bearer token.',
        })
      const beyond = scopes?.find((scope) => !principal.scopes.includes(scope))
      if (beyond !== undefined) throw new AtriumError('forbidden', { scope: beyond })
      const granted = allScopes.filter((scope) => (scopes ?? principal.scopes).includes(scope))
      const { id: apiKeyId, organisationId } = principal
      const claims = { tokenId: newId(), apiKeyId, organisationId, scopes: granted }
      const { accessToken, expiresAt } = tokens.issue(claims, lifetimeSeconds)
      return { accessToken, expiresAt: expiresAt.toISOString(), scopes: granted }
    },
  })
