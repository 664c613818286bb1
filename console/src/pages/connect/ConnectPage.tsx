import { useSuspenseQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { type ReactElement, useState } from 'react'
import type { PermissionPackName } from '../../api/contract.generated.ts'
import { useMay } from '../../api/session.ts'
import { links } from '../../app/links.ts'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { LinkButton } from '../../parts/links.tsx'
import { PageHeader } from '../../parts/PageHeader.tsx'
import { connectionQuery } from '../connection/queries.ts'
import { ChoosePacks } from './ChoosePacks.tsx'
import { ChooseWay } from './ChooseWay.tsx'
import { OwnRegistration } from './OwnRegistration.tsx'
import { Steps } from './Steps.tsx'

/** Connecting, up to the moment when Microsoft takes over: the way, the permissions, and the own registration's credential. */
export function ConnectPage(): ReactElement {
  const { way } = useSearch({ from: '/signed-in/connect' })
  const { data: connection } = useSuspenseQuery(connectionQuery)
  const may = useMay('connections:write')
  const [packs, setPacks] = useState<readonly PermissionPackName[]>()
  const header = (
    <PageHeader
      title="Connect Microsoft Entra ID"
      text="Atrium reads your directory from Microsoft and keeps it up to date. This takes about three minutes; nothing is changed on Microsoft’s side."
    />
  )
  if (!may)
    return (
      <>
        {header}
        <EmptyState
          title="Your role does not include connecting"
          text="An owner or an admin of this organisation can connect it."
        />
      </>
    )
  if (connection !== null && connection.state !== 'pending_consent' && connection.state !== 'revoked')
    return (
      <>
        {header}
        <EmptyState
          title={`Already connected to ${connection.tenancy?.displayName ?? 'a tenancy'}`}
          text="An organisation has one directory. Permissions, consent and schedule are on the connection’s page; for a further tenancy make a further organisation."
          action={
            <LinkButton appearance="primary" {...links.connection()}>
              Open Connection
            </LinkButton>
          }
        />
      </>
    )
  if (way === undefined)
    return (
      <>
        {header}
        <Steps current="Choose" />
        <ChooseWay />
      </>
    )
  if (packs === undefined || way === 'consent')
    return (
      <>
        {header}
        <Steps current="Permissions" own={way === 'own'} />
        <ChoosePacks way={way} onChosen={setPacks} />
      </>
    )
  return (
    <>
      {header}
      <Steps current="Consent" own />
      <OwnRegistration packs={packs} onBack={() => setPacks(undefined)} />
    </>
  )
}
