import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { type ReactElement, useState } from 'react'
import { useCommand } from '../../api/command.ts'
import { CredentialFields } from '../../parts/CredentialFields.tsx'
import { onSend } from '../../parts/form.ts'
import { Problem } from '../../parts/Problem.tsx'
import { Section } from '../../parts/Section.tsx'
import { Refusal } from '../connect/Refusal.tsx'
import { type Connection, ofConnections } from './queries.ts'

const useStyles = makeStyles({ form: { display: 'grid', gap: tokens.spacingVerticalM, maxWidth: '560px' } })

/** A new secret or certificate of the own registration; the present one works until the new one was tried. */
export function ReplaceCredential({ connection }: { connection: Connection }): ReactElement {
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  const replace = useCommand('connections.replace-credential', {
    refresh: ofConnections,
    onDone: (step) => setOpen(step.next === 'refused'),
  })
  const refused = replace.data?.next === 'refused' ? replace.data : undefined
  return (
    <Section
      title="Credential"
      text="Sealed; it is never shown again. Replace it before it ends."
      actions={!open && <Button onClick={() => setOpen(true)}>Replace credential</Button>}
    >
      {replace.data?.next === 'connected' && !open && (
        <MessageBar intent="success" role="status">
          <MessageBarBody>The new credential works and is in use.</MessageBarBody>
        </MessageBar>
      )}
      {refused && <Refusal step={refused} title="Not replaced; the present one stays in use" />}
      {replace.error && <Problem error={replace.error} />}
      {open && (
        <form
          className={styles.form}
          onSubmit={onSend(({ clientSecret, certificate, privateKey }) =>
            replace.mutate({ connectionId: connection.connectionId, clientSecret, certificate, privateKey }),
          )}
        >
          <CredentialFields />
          <div>
            <Button type="submit" appearance="primary" disabled={replace.isPending}>
              {replace.isPending ? 'Trying …' : 'Replace'}
            </Button>{' '}
            <Button type="button" onClick={() => setOpen(false)}>
              Cancel
            </Button>
          </div>
        </form>
      )}
    </Section>
  )
}
