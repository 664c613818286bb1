import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { useCommand } from '../../api/command.ts'
import { ApiProblem } from '../../api/problem.ts'
import { sessionQuery } from '../../api/session.ts'
import { links } from '../../app/links.ts'
import { LinkButton } from '../../parts/links.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { NewPasskey } from '../account/NewPasskey.tsx'
import { NewPassword } from '../account/NewPassword.tsx'
import { useEnter } from './enter.ts'
import { forgetLinkToken, takeLinkToken } from './link-token.ts'

const useStyles = makeStyles({
  whole: { display: 'grid', gap: tokens.spacingVerticalL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** Where a one-time link leads: it is used at once, then the person chooses how to sign in from now on. */
export function LinkPage(): ReactElement {
  const styles = useStyles()
  const [token] = useState(takeLinkToken)
  const begun = useRef(false)
  const start = useCommand('session.start-with-link', { onDone: forgetLinkToken })
  const { mutate } = start
  useEffect(() => {
    // A link works once, and effects may run twice.
    if (token === undefined || begun.current) return
    begun.current = true
    mutate({ token })
  }, [token, mutate])

  if (start.isSuccess) return <ChooseWay />
  if (token === undefined)
    return (
      <div className={styles.whole}>
        <Heading text="This link is not whole" />
        <Text>The part behind # is missing. Copy the whole link from the message, or ask for a new one.</Text>
        <div className={styles.actions}>
          <LinkButton {...links.signIn()}>Sign in another way</LinkButton>
        </div>
      </div>
    )
  if (start.isError) {
    const signInFirst = start.error instanceof ApiProblem && start.error.body.reason === 'sign_in_first'
    return (
      <div className={styles.whole}>
        <Heading text={signInFirst ? 'Sign in first' : 'This link does not work'} />
        <Problem error={start.error} retry={() => mutate({ token })} />
        <div className={styles.actions}>
          <LinkButton appearance="primary" {...links.signIn(signInFirst ? '/sign-in/link' : undefined)}>
            {signInFirst ? 'Sign in' : 'Sign in another way'}
          </LinkButton>
        </div>
      </div>
    )
  }
  return (
    <div className={styles.whole}>
      <Heading text="Signing in" />
      <Spinner label="Checking your link …" />
    </div>
  )
}

function Heading({ text }: { text: string }): ReactElement {
  return (
    <>
      <title>{`${text} · Atrium`}</title>
      <Text as="h1" size={600} weight="semibold" block>
        {text}
      </Text>
    </>
  )
}

/** The link worked once. Whoever has no other way in yet is asked for one, and may leave it for later. */
function ChooseWay(): ReactElement {
  const styles = useStyles()
  const enter = useEnter(undefined)
  const { data: session } = useQuery(sessionQuery)
  const [way, setWay] = useState<'password' | 'passkey'>()
  const hasCredentials = session && (session.credentials.password || session.credentials.passkeys.length > 0)
  const entering = useRef(false)
  useEffect(() => {
    if (!hasCredentials || way !== undefined || entering.current) return
    entering.current = true
    void enter()
  }, [hasCredentials, way, enter])
  if (!session || hasCredentials) return <Spinner label="Opening Atrium …" />
  return (
    <div className={styles.whole}>
      <Heading text={`Welcome, ${session.account.displayName}`} />
      <Text>
        You are signed in to {session.organisation.name}. The link worked this once, so choose how you sign in from now
        on.
      </Text>
      {way === undefined && (
        <>
          <Button appearance="primary" size="large" onClick={() => setWay('password')}>
            Set a password
          </Button>
          <Button size="large" onClick={() => setWay('passkey')}>
            Add a passkey
          </Button>
          <Text size={200} className={styles.quiet}>
            A passkey is your device’s own lock (fingerprint, face or PIN): nothing to remember, and nothing that can be
            phished.
          </Text>
        </>
      )}
      {way === 'password' && <NewPassword session={session} onDone={enter} />}
      {way === 'passkey' && <NewPasskey onDone={enter} />}
      <div className={styles.actions}>
        {way !== undefined && <Button onClick={() => setWay(undefined)}>Choose another way</Button>}
        <Button appearance="subtle" onClick={() => void enter()}>
          Not now
        </Button>
      </div>
    </div>
  )
}
