import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import { useCommand } from '../../api/command.ts'
import { useSession } from '../../api/session.ts'
import { filled, onSend } from '../../parts/form.ts'
import { PageHeader } from '../../parts/PageHeader.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Section } from '../../parts/Section.tsx'
import { OwnSessions } from './OwnSessions.tsx'
import { Passkeys } from './Passkeys.tsx'
import { Password } from './Password.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  field: { flex: '0 1 360px' },
})

/** The signed-in person's own name, ways to sign in, and sessions. */
export function AccountPage(): ReactElement {
  const styles = useStyles()
  const session = useSession()
  const rename = useCommand('account.rename', { refresh: ['session.show', 'organisations.members'] })
  return (
    <>
      <PageHeader
        title="Your account"
        text={`${session.account.email ?? 'No e-mail address yet'} · ${session.organisation.role} of ${session.organisation.name}`}
      />
      <Section title="Name">
        {rename.error && <Problem error={rename.error} />}
        <form
          className={styles.row}
          onSubmit={onSend((fields) => rename.mutate({ displayName: filled(fields, 'displayName') }))}
        >
          <Field label="What others here see" className={styles.field}>
            <Input name="displayName" defaultValue={session.account.displayName} maxLength={200} required />
          </Field>
          <Button type="submit" disabled={rename.isPending}>
            Save
          </Button>
        </form>
      </Section>
      <Password session={session} />
      <Passkeys session={session} />
      <OwnSessions />
    </>
  )
}
