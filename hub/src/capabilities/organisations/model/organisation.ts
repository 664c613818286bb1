import { z } from 'zod'
import { Instant, pageOf, Uuid } from '../../../operation/schemas.ts'
import { RoleName } from './role.ts'

export const OrganisationName = z.string().trim().min(1).max(200)
export const DisplayName = z.string().trim().min(1).max(200)
/** Compared without regard to case; kept as it was written. */
export const EmailAddress = z.email().max(254)

export const Organisation = z
  .object({ organisationId: Uuid, name: z.string(), createdAt: Instant })
  .meta({ id: 'Organisation' })

export const MemberState = z.enum(['invited', 'active']).meta({ id: 'MemberState' })

export const Member = z
  .object({
    accountId: Uuid,
    displayName: z.string().describe('What the person calls themselves; while invited, what the inviting person wrote'),
    email: z.string().nullable(),
    role: RoleName,
    state: MemberState.describe('`invited` until the person used the link that this organisation gave them'),
    since: Instant.describe('When they were added'),
  })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof Member>

export const MemberPage = pageOf(Member, 'Member')

/** A member, and the link that lets them in; the link is shown this once. */
export const MemberAdded = z
  .object({
    member: Member,
    signInLink: z.url().describe('Give it to this person only, by a way you trust: whoever opens it becomes them here'),
    expiresAt: Instant,
  })
  .meta({ id: 'MemberAdded' })
