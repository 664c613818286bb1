import type { Writer } from '../../platform/database/database.ts'
import { makeSignInLink } from './links.ts'
import type { OrganisationsParts } from './parts.ts'
import { enterScope } from './sql/enter-scope.ts'
import { firstOwner } from './sql/first-owner.ts'
import { insertAccount } from './sql/insert-account.ts'
import { insertMembership } from './sql/insert-membership.ts'
import { insertOrganisation } from './sql/insert-organisation.ts'
import { lockBootstrap } from './sql/lock-bootstrap.ts'
import { lookUpFirstOrganisation } from './sql/look-up-first-organisation.ts'
import { ownPasskeys } from './sql/own-passkeys.ts'
import { ownPassword } from './sql/own-password.ts'

/** A link that signs in the first owner, once. Whoever has it is the owner: it is printed, never logged. */
export interface OwnerLink {
  url: string
  expiresAt: Date
}

type Parts = Pick<OrganisationsParts, 'database' | 'clock' | 'random' | 'newId' | 'url'>

/**
 * Makes the first organisation and its owner where there is none, whichever process comes first.
 *
 * @returns a fresh link as long as that owner has neither password nor passkey; undefined from then on
 */
export const bootstrap = (parts: Parts): Promise<OwnerLink | undefined> =>
  parts.database.write({}, async (writer) => {
    await ownerScope(writer, parts)
    const password = await writer.first(ownPassword, {})
    const passkeys = await writer.rows(ownPasskeys, {})
    if (password || passkeys.length > 0) return undefined
    return makeSignInLink(writer, parts, { issuedBy: 'installation', now: parts.clock.now() })
  })

/** A fresh link whatever the owner has: for whoever operates the machine, when the owner is locked out. */
export const issueOwnerLink = (parts: Parts): Promise<OwnerLink> =>
  parts.database.write({}, async (writer) => {
    await ownerScope(writer, parts)
    return makeSignInLink(writer, parts, { issuedBy: 'installation', now: parts.clock.now() })
  })

/** From here on the transaction acts as the first organisation's first owner. */
async function ownerScope(writer: Writer, { clock, newId }: Parts): Promise<void> {
  await writer.run(lockBootstrap, {})
  const first = await writer.first(lookUpFirstOrganisation, {})
  if (!first) {
    const now = clock.now()
    await writer.run(enterScope, { organisationId: newId(), accountId: newId() })
    await writer.run(insertOrganisation, { name: 'My organisation', now })
    await writer.run(insertAccount, { email: null, displayName: 'Owner', now })
    await writer.run(insertMembership, { role: 'owner', invitedAs: 'Owner', now, acceptedAt: now })
    return
  }
  const organisationId = first.organisation_id
  await writer.run(enterScope, { organisationId, accountId: '' })
  const owner = await writer.first(firstOwner, {})
  if (!owner) throw new Error('the first organisation has no owner, which nothing in Atrium allows')
  await writer.run(enterScope, { organisationId, accountId: owner.account_id })
}
