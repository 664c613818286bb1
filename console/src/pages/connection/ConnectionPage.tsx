import { Badge } from '@fluentui/react-components'
import { PlugDisconnectedRegular } from '@fluentui/react-icons'
import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useMay } from '../../api/session.ts'
import { links } from '../../app/links.ts'
import { connectionState } from '../../parts/connection-words.ts'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { LinkButton } from '../../parts/links.tsx'
import { PageHeader } from '../../parts/PageHeader.tsx'
import { Health } from './Health.tsx'
import { Notifications } from './Notifications.tsx'
import { Permissions } from './Permissions.tsx'
import { connectionQuery } from './queries.ts'
import { ReplaceCredential } from './ReplaceCredential.tsx'
import { Revoke } from './Revoke.tsx'
import { Schedule } from './Schedule.tsx'
import { Scope } from './Scope.tsx'
import { TenancyRequests } from './TenancyRequests.tsx'

/** How the organisation's directory is reached: whether it works, with which permissions, how often, and whom it covers. */
export function ConnectionPage(): ReactElement {
  const { data: connection } = useSuspenseQuery(connectionQuery)
  const may = useMay('connections:write')
  if (connection === null)
    return (
      <>
        <PageHeader title="Connection" />
        <EmptyState
          icon={<PlugDisconnectedRegular />}
          title="Not connected yet"
          text={
            may
              ? 'Connect your Microsoft tenancy, and its people, groups and applications appear here, live and with their history.'
              : 'An owner or an admin of this organisation can connect its Microsoft tenancy.'
          }
          action={
            may && (
              <LinkButton appearance="primary" {...links.connect()}>
                Connect Microsoft Entra ID
              </LinkButton>
            )
          }
        />
        <TenancyRequests />
      </>
    )
  const { label, color } = connectionState[connection.state]
  return (
    <>
      <PageHeader
        title="Connection"
        text={
          <>
            {connection.tenancy?.displayName ?? connection.name}{' '}
            <Badge appearance="tint" color={color} size="large">
              {label}
            </Badge>
          </>
        }
      />
      <Health connection={connection} />
      {connection.notifications && <Notifications notifications={connection.notifications} />}
      <TenancyRequests />
      <Permissions connection={connection} />
      {connection.way === 'own_registration' && may && <ReplaceCredential connection={connection} />}
      <Schedule connection={connection} />
      <Scope />
      {may && connection.state !== 'revoked' && <Revoke connection={connection} />}
    </>
  )
}
