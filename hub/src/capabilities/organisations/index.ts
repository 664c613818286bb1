import type { Operation } from '../../operation/define.ts'
import type { IdempotencyStore, InvokePorts } from '../../operation/ports.ts'
import { createAccessTokens } from './access-token.ts'
import { createAttempts } from './attempts.ts'
import { createAuthenticate } from './authenticate.ts'
import { bootstrap, issueOwnerLink, type OwnerLink } from './bootstrap.ts'
import { idempotencyStore } from './idempotency.ts'
import { addPasskey } from './operations/account/add-passkey.ts'
import { passkeyOptions } from './operations/account/passkey-options.ts'
import { removePasskey } from './operations/account/remove-passkey.ts'
import { rename } from './operations/account/rename.ts'
import { setPassword } from './operations/account/set-password.ts'
import { createApiKey } from './operations/api-keys/create.ts'
import { listApiKeys } from './operations/api-keys/list.ts'
import { revokeApiKey } from './operations/api-keys/revoke.ts'
import { addMember } from './operations/organisations/add-member.ts'
import { changeRole } from './operations/organisations/change-role.ts'
import { createOrganisation } from './operations/organisations/create.ts'
import { members } from './operations/organisations/members.ts'
import { removeMember } from './operations/organisations/remove-member.ts'
import { renameOrganisation } from './operations/organisations/rename.ts'
import { showOrganisation } from './operations/organisations/show.ts'
import { endSession } from './operations/session/end.ts'
import { listSessions } from './operations/session/list.ts'
import { passkeyChallenge } from './operations/session/passkey-challenge.ts'
import { revokeSession } from './operations/session/revoke.ts'
import { showSession } from './operations/session/show.ts'
import { startWithLink } from './operations/session/start-with-link.ts'
import { startWithPasskey } from './operations/session/start-with-passkey.ts'
import { startWithPassword } from './operations/session/start-with-password.ts'
import { switchOrganisation } from './operations/session/switch-organisation.ts'
import { issueToken } from './operations/tokens/issue.ts'
import type { OrganisationsParts } from './parts.ts'
import { createPasswords } from './passwords.ts'

export { actorIdOf, namesOfActors } from './actors.ts'
export type { OwnerLink } from './bootstrap.ts'
export type { OrganisationsParts } from './parts.ts'

/** What the room gives to `app.ts`. */
export interface Organisations {
  operations: Operation[]
  authenticate: InvokePorts['authenticate']
  idempotency: IdempotencyStore
  /** at the start of `serve`: the first organisation, and a sign-in link for its owner as long as nothing else lets them in */
  bootstrap(): Promise<OwnerLink | undefined>
  /** for `atrium-hub owner-link`: a fresh link in any case */
  issueOwnerLink(): Promise<OwnerLink>
}

/** Puts the room together; touches neither database nor network, so that contracts can be generated without them. */
export function createOrganisations(given: OrganisationsParts): Organisations {
  const parts = { ...given, url: given.url.replace(/\/+$/, '') }
  const passwords = createPasswords(parts.random, parts.passwordCost)
  const attempts = createAttempts(parts)
  const tokens = createAccessTokens(parts)
  return {
    operations: [
      startWithLink,
      startWithPassword(parts, passwords, attempts),
      passkeyChallenge(parts),
      startWithPasskey(parts),
      showSession,
      endSession,
      listSessions,
      revokeSession,
      switchOrganisation,
      setPassword(passwords, attempts),
      passkeyOptions(parts),
      addPasskey(parts),
      removePasskey,
      rename,
      showOrganisation,
      createOrganisation,
      renameOrganisation,
      members,
      addMember(parts),
      removeMember,
      changeRole,
      createApiKey,
      listApiKeys,
      revokeApiKey,
      issueToken(tokens),
    ],
    authenticate: createAuthenticate({ ...parts, tokens }),
    idempotency: idempotencyStore,
    bootstrap: () => bootstrap(parts),
    issueOwnerLink: () => issueOwnerLink(parts),
  }
}
