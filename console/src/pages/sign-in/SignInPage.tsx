import {
  Button,
  Divider,
  Field,
  Input,
  MessageBar,
  MessageBarBody,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components'
import { FingerprintRegular } from '@fluentui/react-icons'
import { useMutation } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { ReactElement } from 'react'
import { useCommand } from '../../api/command.ts'
import { passkeyObjection, signInWithPasskey } from '../../api/passkey.ts'
import { filled, onSend } from '../../parts/form.ts'
import { Problem } from '../../parts/Problem.tsx'
import { useEnter } from './enter.ts'

const useStyles = makeStyles({
  whole: { display: 'grid', gap: tokens.spacingVerticalL },
  form: { display: 'grid', gap: tokens.spacingVerticalM },
  quiet: { color: tokens.colorNeutralForeground3 },
})

export function SignInPage(): ReactElement {
  const styles = useStyles()
  const { back } = useSearch({ from: '/public/sign-in' })
  const enter = useEnter(back)
  const byPassword = useCommand('session.start-with-password', { onDone: enter })
  const byPasskey = useMutation({ mutationFn: signInWithPasskey, onSuccess: enter })
  const objection = passkeyObjection(byPasskey.error)
  const busy = byPassword.isPending || byPasskey.isPending
  return (
    <div className={styles.whole}>
      <title>Sign in · Atrium</title>
      <Text as="h1" size={600} weight="semibold" block>
        Sign in
      </Text>
      {byPassword.error && <Problem error={byPassword.error} />}
      {objection !== undefined && (
        <MessageBar intent="warning" role="alert">
          <MessageBarBody>{objection}</MessageBarBody>
        </MessageBar>
      )}
      {byPasskey.error && objection === undefined && <Problem error={byPasskey.error} />}
      <form
        className={styles.form}
        onSubmit={onSend((fields) => {
          byPasskey.reset()
          byPassword.mutate({ email: filled(fields, 'email'), password: filled(fields, 'password') })
        })}
      >
        <Field label="E-mail address">
          <Input name="email" type="email" autoComplete="username webauthn" required size="large" />
        </Field>
        <Field label="Password">
          <Input name="password" type="password" autoComplete="current-password" required size="large" />
        </Field>
        <Button type="submit" appearance="primary" size="large" disabled={busy}>
          {byPassword.isPending ? 'Signing in …' : 'Sign in'}
        </Button>
      </form>
      <Divider>or</Divider>
      <Button
        size="large"
        icon={<FingerprintRegular />}
        disabled={busy}
        onClick={() => {
          byPassword.reset()
          byPasskey.mutate()
        }}
      >
        {byPasskey.isPending ? 'Waiting for your device …' : 'Use a passkey'}
      </Button>
      <Text size={200} className={styles.quiet}>
        No way in yet, or lost it? An owner of your organisation can make you a new sign-in link.
      </Text>
    </div>
  )
}
