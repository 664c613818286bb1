import { Button, MessageBar, MessageBarBody, makeStyles, Text, tokens } from '@fluentui/react-components'
import { FingerprintRegular } from '@fluentui/react-icons'
import { type ReactElement, useState } from 'react'
import { useCommand } from '../../api/command.ts'
import type { Passkey } from '../../api/contract.generated.ts'
import type { OwnSession } from '../../api/session.ts'
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { Section } from '../../parts/Section.tsx'
import { NewPasskey } from './NewPasskey.tsx'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalM },
  passkey: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    '& > svg': { fontSize: '24px' },
  },
  words: { flex: '1 1 200px' },
})

export function Passkeys({ session }: { session: OwnSession }): ReactElement {
  const styles = useStyles()
  const [adding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<Passkey>()
  const remove = useCommand('account.remove-passkey', {
    refresh: ['session.show', 'session.list'],
    onDone: () => setLeaving(undefined),
  })
  const { passkeys } = session.credentials
  return (
    <Section
      title="Passkeys"
      text="Your device’s own lock (fingerprint, face or PIN) signs you in. Add one for each device that you use."
      actions={
        session.mayChangeCredentials && (
          <Button onClick={() => setAdding(!adding)}>{adding ? 'Cancel' : 'Add a passkey'}</Button>
        )
      }
    >
      {!session.mayChangeCredentials && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            You signed in a while ago. To add or remove a passkey, sign out and in again first: so nobody can do it from
            a screen that was left open.
          </MessageBarBody>
        </MessageBar>
      )}
      {adding && <NewPasskey onDone={() => setAdding(false)} />}
      {passkeys.length === 0 && !adding && <Text>You have no passkey yet.</Text>}
      <ul className={styles.list} aria-label="Your passkeys">
        {passkeys.map((passkey) => (
          <li key={passkey.passkeyId} className={styles.passkey}>
            <FingerprintRegular aria-hidden />
            <div className={styles.words}>
              <Text weight="semibold" block>
                {passkey.name}
              </Text>
              <Text size={200}>
                Added <DateTimeText at={passkey.addedAt} />
                {passkey.lastUsedAt === null ? (
                  ', never used'
                ) : (
                  <>
                    , last used <DateTimeText at={passkey.lastUsedAt} />
                  </>
                )}
              </Text>
            </div>
            {session.mayChangeCredentials && <Button onClick={() => setLeaving(passkey)}>Remove</Button>}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={leaving !== undefined}
        title={`Remove the passkey ${leaving?.name ?? ''}?`}
        confirmLabel="Remove"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => leaving && remove.mutate({ passkeyId: leaving.passkeyId })}
        onClose={() => setLeaving(undefined)}
      >
        <Text>It signs you in no more, and you are signed out everywhere else.</Text>
      </ConfirmDialog>
    </Section>
  )
}
