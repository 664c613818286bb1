import { z } from 'zod'
import { AtriumError } from '../../../../kernel/errors.ts'
import { operation } from '../../../../operation/define.ts'
import type { Attempts } from '../../attempts.ts'
import { ownCredentials, requireRecent } from '../../credentials.ts'
import { EmailAddress } from '../../model/organisation.ts'
import { SessionStarted } from '../../model/session.ts'
import { passwordMaximum, passwordObjection } from '../../password-quality.ts'
import type { Passwords } from '../../passwords.ts'
import { sessionPrincipal } from '../../session-principal.ts'
import { startSession } from '../../sessions.ts'
import { changeEmail } from '../../sql/change-email.ts'
import { deleteOtherSessions } from '../../sql/delete-other-sessions.ts'
import { lookUpAccount } from '../../sql/look-up-account.ts'
import { ownAccount } from '../../sql/own-account.ts'
import { savePassword } from '../../sql/save-password.ts'

const Password = z.string().min(1).max(passwordMaximum).meta({ secret: true })

export const setPassword = (passwords: Passwords, attempts: Attempts) =>
  operation({
    name: 'account.set-password',
    summary: 'Set or change my password; every session of mine ends, and this browser gets a new one',
    kind: 'probe',
    effect: 'irreversible',
    route: 'PUT /v1/account/password',
    access: 'session',
    input: z.object({
      newPassword: Password,
      currentPassword: Password.optional().describe('Needed where there is one and the sign-in was not just now'),
      email: EmailAddress.optional().describe('What to sign in with from now on; needed where there is none yet'),
    }),
    output: SessionStarted,
    errors: ['conflict', 'sign_in_refused', 'slow_down'],
    showsSecret: true,
    subject: (_, outcome) => outcome && { type: 'account', id: outcome.accountId },
    audit: ({ email }) => ({ emailChanged: email !== undefined }),
    async prepare(context) {
      const { reader, clock } = context
      const principal = sessionPrincipal(context)
      const account = await reader.first(ownAccount, {})
      if (!account) throw new AtriumError('unauthenticated')
      return { principal, account, credentials: await ownCredentials(reader, principal.id, clock.now()) }
    },
    async reach(context, { account, credentials, principal }, { newPassword, currentPassword, email }) {
      const signInName = email ?? account.email
      if (signInName === null) throw refused('/email', 'is needed: it is what the password is entered with')
      const objection = passwordObjection(newPassword, { email: signInName })
      if (objection) throw refused('/newPassword', objection)
      if (currentPassword === undefined) requireRecent(credentials)
      else {
        const subject = { email: account.email ?? account.account_id, address: context.address }
        await attempts.begin(subject)
        if (!(await passwords.matches(credentials.passwordHash, currentPassword)))
          throw new AtriumError('sign_in_refused', { detail: 'The current password is not right.' })
        return { principal, hash: await passwords.hash(newPassword), proved: subject, credentials }
      }
      return { principal, hash: await passwords.hash(newPassword), proved: undefined, credentials }
    },
    async record(context, { principal, hash, proved, credentials }, { email }) {
      const { transaction, clock } = context
      const now = clock.now()
      const { accountId, organisationId } = principal
      if (proved) await attempts.succeeded(transaction, proved)
      if (email !== undefined) {
        const holder = await transaction.first(lookUpAccount, { email })
        if (holder && holder.account_id !== accountId) throw emailTaken()
        await transaction.run(changeEmail, { email })
      }
      await transaction.run(savePassword, { hash, now })
      await transaction.run(deleteOtherSessions, { keep: null })
      return startSession(context, {
        accountId,
        organisationId,
        method: proved ? 'password' : credentials.method,
        startedAt: proved ? now : credentials.startedAt,
      })
    },
  })

const refused = (pointer: string, message: string) =>
  new AtriumError('invalid_input', { issues: [{ pointer, message }] })

const emailTaken = () =>
  new AtriumError('conflict', {
    reason: 'email_taken',
    detail: 'Somebody here signs in with this e-mail address already.',
    next: 'Use another address, or sign in as that person if it is you.',
  })
