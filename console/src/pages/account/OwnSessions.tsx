import { Badge, Button, makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useCommand } from '../../api/command.ts'
import type { SignInMethod } from '../../api/contract.generated.ts'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Section } from '../../parts/Section.tsx'
import { sessionsQuery } from './queries.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalM },
  session: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  words: { flex: '1 1 200px' },
})

const methods: Record<SignInMethod, string> = { link: 'Sign-in link', password: 'Password', passkey: 'Passkey' }

/** Every browser in which the person is signed in; each can be signed out from here. */
export function OwnSessions(): ReactElement {
  const styles = useStyles()
  const { data, error, refetch } = useQuery(sessionsQuery)
  const end = useCommand('session.revoke', { refresh: ['session.list'] })
  return (
    <Section title="Where you are signed in" text="Sign out whatever you do not recognise, then change your password.">
      {error && <Problem error={error} retry={() => void refetch()} />}
      {end.error && <Problem error={end.error} />}
      {!data && !error && (
        <Skeleton aria-label="Reading your sessions">
          <SkeletonItem size={48} />
        </Skeleton>
      )}
      <ul className={styles.list} aria-label="Your sessions">
        {data?.items.map(({ sessionId, method, address, current, startedAt, lastSeenAt }) => (
          <li key={sessionId} className={styles.session}>
            <div className={styles.words}>
              <Text weight="semibold" block>
                {address === '' ? 'From an unknown address' : `From ${address}`}{' '}
                {current && (
                  <Badge appearance="tint" color="success">
                    This browser
                  </Badge>
                )}
              </Text>
              <Text size={200}>
                {methods[method]}, since <DateTimeText at={startedAt} />, last seen <DateTimeText at={lastSeenAt} />
              </Text>
            </div>
            {!current && (
              <Button onClick={() => end.mutate({ sessionId })} disabled={end.isPending}>
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
