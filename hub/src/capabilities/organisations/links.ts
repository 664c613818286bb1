import { type Random, randomToken } from '../../kernel/random.ts'
import type { Writer } from '../../platform/database/database.ts'
import { sha256 } from './hash.ts'
import { linkLasts } from './rules.ts'
import { issueLink } from './sql/issue-link.ts'
import { voidLinks } from './sql/void-links.ts'

/**
 * Makes a one-time link for the acting person into the acting organisation; earlier ones of its kind work no more.
 *
 * @returns the address to open. The token stands in the fragment, which browsers send to no server, so no log has it.
 */
export async function makeSignInLink(
  writer: Writer,
  parts: { random: Random; url: string },
  issue: { issuedBy: 'installation' | 'organisation'; now: Date },
): Promise<{ url: string; expiresAt: Date }> {
  const token = randomToken(parts.random)
  const expiresAt = new Date(issue.now.getTime() + linkLasts)
  await writer.run(voidLinks, { issuedBy: issue.issuedBy })
  await writer.run(issueLink, { tokenHash: sha256(token), issuedBy: issue.issuedBy, now: issue.now, expiresAt })
  return { url: `${parts.url}/sign-in/link#${token}`, expiresAt }
}
