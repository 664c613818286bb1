import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { type ReactElement, useState } from 'react'
import { useCommand } from '../../api/command.ts'
import { issueOf } from '../../api/problem.ts'
import type { OwnSession } from '../../api/session.ts'
import { filled, onSend } from '../../parts/form.ts'
import { Problem } from '../../parts/Problem.tsx'

const useStyles = makeStyles({ form: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '420px' } })

/** Sets a password, or changes it; with the e-mail address that it is entered with, where there is none yet. */
export function NewPassword({ session, onDone }: { session: OwnSession; onDone: () => unknown }): ReactElement {
  const styles = useStyles()
  const [differs, setDiffers] = useState(false)
  const { account, credentials, mayChangeCredentials } = session
  const save = useCommand('account.set-password', { refresh: ['session.show', 'session.list'], onDone })
  return (
    <form
      className={styles.form}
      onSubmit={onSend((fields) => {
        const newPassword = filled(fields, 'newPassword')
        setDiffers(newPassword !== fields.again)
        if (newPassword !== fields.again) return
        const { email, currentPassword } = fields
        save.mutate({ newPassword, email, currentPassword })
      })}
    >
      {save.error && <Problem error={save.error} />}
      {account.email === null ? (
        <Field label="E-mail address" hint="You sign in with it." {...wrong(issueOf(save.error, 'email'))}>
          <Input name="email" type="email" autoComplete="username" required />
        </Field>
      ) : (
        // Password managers file the password under it.
        <input type="hidden" name="username" autoComplete="username" value={account.email} />
      )}
      {credentials.password && !mayChangeCredentials && (
        <Field label="Present password">
          <Input name="currentPassword" type="password" autoComplete="current-password" required />
        </Field>
      )}
      <Field
        label="New password"
        hint="At least 12 characters. A few words that only you would put together are good."
        {...wrong(issueOf(save.error, 'newPassword'))}
      >
        <Input name="newPassword" type="password" autoComplete="new-password" minLength={12} required />
      </Field>
      <Field label="The same again" {...wrong(differs ? 'The two are not the same.' : undefined)}>
        <Input name="again" type="password" autoComplete="new-password" required />
      </Field>
      <div>
        <Button type="submit" appearance="primary" disabled={save.isPending}>
          {credentials.password ? 'Change password' : 'Set password'}
        </Button>
      </div>
    </form>
  )
}

const wrong = (text: string | undefined) =>
  text === undefined ? {} : { validationState: 'error' as const, validationMessage: text }
