import { z } from 'zod'
import { AtriumError } from '../../../../kernel/errors.ts'
import { operation } from '../../../../operation/define.ts'
import { ownCredentials } from '../../credentials.ts'
import { RoleName, ScopeName } from '../../model/role.ts'
import { OwnSession } from '../../model/session.ts'
import { sessionPrincipal } from '../../session-principal.ts'
import { lookUpOwnOrganisations } from '../../sql/look-up-own-organisations.ts'
import { ownAccount } from '../../sql/own-account.ts'
import { sessionById } from '../../sql/session-by-id.ts'
import { accountView, passkeyView } from '../../views.ts'

export const showSession = operation({
  name: 'session.show',
  summary: 'Who I am, where I act, and what I may do',
  kind: 'query',
  route: 'GET /v1/session',
  access: 'session',
  input: z.object({}),
  output: OwnSession,
  errors: [],
  async run(context) {
    const { reader, clock } = context
    const principal = sessionPrincipal(context)
    const account = await reader.first(ownAccount, {})
    const session = await reader.first(sessionById, { sessionId: principal.id })
    const credentials = await ownCredentials(reader, principal.id, clock.now())
    const organisations = (await reader.rows(lookUpOwnOrganisations, {})).map((row) => ({
      organisationId: row.organisation_id,
      name: row.name,
      role: RoleName.parse(row.role),
    }))
    const organisation = organisations.find(({ organisationId }) => organisationId === principal.organisationId)
    if (!account || !session || !organisation) throw new AtriumError('unauthenticated')
    return {
      sessionId: principal.id,
      account: accountView(account),
      organisation,
      otherOrganisations: organisations.filter((other) => other !== organisation),
      scopes: z.array(ScopeName).parse(principal.scopes),
      credentials: {
        password: credentials.passwordHash !== undefined,
        passkeys: credentials.passkeys.map(passkeyView),
      },
      mayChangeCredentials: credentials.mayChange,
      method: session.method,
      startedAt: session.created_at.toISOString(),
      expiresAt: session.expires_at.toISOString(),
    }
  },
})
