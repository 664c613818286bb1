import { Button, MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import { useCommand } from '../../api/command.ts'
import { useMay } from '../../api/session.ts'
import { links } from '../../app/links.ts'
import { ConnectionTestResult } from '../../parts/ConnectionTestResult.tsx'
import { packTitle } from '../../parts/connection-words.ts'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { type Fact, FactList } from '../../parts/FactList.tsx'
import { LinkButton } from '../../parts/links.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Section } from '../../parts/Section.tsx'
import { type Connection, ofConnections } from './queries.ts'
import { Reauthorize } from './Reauthorize.tsx'

const useStyles = makeStyles({ actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS } })

/** Whether it works: the state's reasons with what to do, the facts, and a test on demand. */
export function Health({ connection }: { connection: Connection }): ReactElement {
  const styles = useStyles()
  const may = useMay('connections:write')
  const test = useCommand('connections.test', { refresh: ofConnections })
  const { connectionId, state, reasons } = connection
  const testable = may && state !== 'pending_consent' && state !== 'revoked'
  return (
    <Section
      title="Health"
      actions={
        <div className={styles.actions}>
          {testable && (
            <Button onClick={() => test.mutate({ connectionId })} disabled={test.isPending}>
              {test.isPending ? 'Testing …' : 'Test connection'}
            </Button>
          )}
          {may && state === 'pending_consent' && (
            <LinkButton appearance="primary" {...links.connect()}>
              Continue connecting
            </LinkButton>
          )}
          {may && state === 'revoked' && (
            <LinkButton appearance="primary" {...links.connect()}>
              Connect again
            </LinkButton>
          )}
          {may && state === 'importing' && <LinkButton {...links.connectFinish()}>Watch the import</LinkButton>}
          {may && state === 'needs_reauthorization' && connection.way === 'admin_consent' && (
            <Reauthorize connectionId={connectionId} label="Authorise again" primary />
          )}
        </div>
      }
    >
      {reasons.map(({ code, pack, sentence, next }) => (
        <MessageBar
          key={`${code}${pack}`}
          layout="multiline"
          intent={state === 'needs_reauthorization' ? 'error' : state === 'degraded' ? 'warning' : 'info'}
        >
          <MessageBarBody>
            <MessageBarTitle>{pack === null ? sentence : `${packTitle(pack)}: ${sentence}`}</MessageBarTitle> {next}
          </MessageBarBody>
        </MessageBar>
      ))}
      {test.error && <Problem error={test.error} retry={() => test.mutate({ connectionId })} />}
      {test.data && <ConnectionTestResult test={test.data} />}
      <FactList label="Facts of the connection" facts={factsOf(connection)} />
    </Section>
  )
}

function factsOf({ tenancy, way, grants, ...times }: Connection): Fact[] {
  const instant = (at: string | null) => (at === null ? null : <DateTimeText at={at} />)
  const expiry = grants.flatMap(({ credentialExpiresAt }) => credentialExpiresAt ?? []).toSorted()[0]
  return [
    { name: 'Tenancy', value: tenancy?.displayName },
    { name: 'Main domain', value: tenancy?.defaultDomain },
    { name: 'Directory (tenant) id', value: tenancy?.tenantId },
    { name: 'Way', value: way === 'admin_consent' ? 'Consent to Atrium’s registration' : 'Own app registration' },
    { name: 'Consent last proved', value: instant(times.connectedAt) },
    { name: 'First import', value: instant(times.firstImportedAt) },
    { name: 'Last read from Microsoft', value: instant(times.lastReadAt) },
    ...(expiry === undefined ? [] : [{ name: 'Credential ends', value: instant(expiry) }]),
    ...(times.revokedAt === null ? [] : [{ name: 'Revoked', value: instant(times.revokedAt) }]),
  ]
}
