import { Badge, Button, Text } from '@fluentui/react-components'
import { type ReactElement, useState } from 'react'
import { useCommand } from '../../api/command.ts'
import type { PermissionPack } from '../../api/contract.generated.ts'
import { useMay } from '../../api/session.ts'
import { ConfirmDialog } from '../../parts/ConfirmDialog.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Refusal } from '../connect/Refusal.tsx'
import { type Connection, ofConnections } from './queries.ts'

/** Whether a pack is enabled, and the way to change it. Directory read always is. */
export function PackChoice({ connection, pack }: { connection: Connection; pack: PermissionPack }): ReactElement {
  const may = useMay('connections:write')
  const [asking, setAsking] = useState(false)
  const enable = useCommand('connections.enable-pack', {
    refresh: ofConnections,
    onDone: (step) => {
      if (step.next === 'redirect') location.assign(step.url)
    },
  })
  const disable = useCommand('connections.disable-pack', { refresh: ofConnections, onDone: () => setAsking(false) })
  const input = { connectionId: connection.connectionId, pack: pack.pack }
  const standing = connection.state !== 'revoked' && connection.state !== 'pending_consent'
  const own = connection.way === 'own_registration'
  if (pack.enabled)
    return (
      <>
        <Badge appearance="tint" color="success">
          Enabled
        </Badge>
        {may && standing && pack.pack !== 'directory-read' && (
          <Button size="small" onClick={() => setAsking(true)}>
            Disable
          </Button>
        )}
        <ConfirmDialog
          open={asking}
          title={`Disable ${pack.title}?`}
          confirmLabel="Disable"
          busy={disable.isPending}
          error={disable.error}
          onConfirm={() => disable.mutate(input)}
          onClose={() => setAsking(false)}
        >
          <Text>
            What needs it stops. What was read until now stays.
            {own
              ? ' Remove its permissions from your registration afterwards.'
              : ' Atrium gives up this consent; to withdraw it at Microsoft too, remove the application there.'}
          </Text>
        </ConfirmDialog>
      </>
    )
  if (!may || !standing || pack.delivery === 'declared') return <Text size={200}>Not enabled</Text>
  if (!own && !pack.registered) return <Text size={200}>Not registered on this installation</Text>
  const refused = enable.data?.next === 'refused' ? enable.data : undefined
  return (
    <div>
      <Button size="small" onClick={() => enable.mutate(input)} disabled={enable.isPending}>
        {enable.isPending ? 'Enabling …' : 'Enable'}
      </Button>
      {refused && <Refusal step={refused} title="Not enabled" />}
      {enable.error && <Problem error={enable.error} />}
    </div>
  )
}
