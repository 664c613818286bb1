import { Button, Text } from '@fluentui/react-components'
import { type ReactElement, useState } from 'react'
import { useCommand } from '../../api/command.ts'
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx'
import { Section } from '../../parts/Section.tsx'
import { type Connection, ofConnections } from './queries.ts'

/** The end of the connection, not of what was read. */
export function Revoke({ connection }: { connection: Connection }): ReactElement {
  const [asking, setAsking] = useState(false)
  const revoke = useCommand('connections.revoke', { refresh: ofConnections, onDone: () => setAsking(false) })
  const name = connection.tenancy?.displayName ?? connection.name
  return (
    <Section
      title="Revoke"
      text="Destroys the credential at once, and nothing is read any more. Directory, history and logs stay readable; connecting again continues them."
      actions={<Button onClick={() => setAsking(true)}>Revoke connection …</Button>}
    >
      <ConfirmDialog
        open={asking}
        title={`Revoke the connection to ${name}?`}
        typeToConfirm={name}
        confirmLabel="Revoke"
        busy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoke.mutate({ connectionId: connection.connectionId })}
        onClose={() => setAsking(false)}
      >
        <Text>
          From this moment Atrium cannot read your directory. At Microsoft, the application stays in Enterprise
          applications until you remove it there.
        </Text>
      </ConfirmDialog>
    </Section>
  )
}
