import { Button, MessageBar, MessageBarBody, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { useCommand } from '../../api/command.ts'
import { useLive } from '../../api/events.ts'
import { links } from '../../app/links.ts'
import { ConnectionTestResult } from '../../parts/ConnectionTestResult.tsx'
import { LinkButton } from '../../parts/links.tsx'
import { PageHeader } from '../../parts/PageHeader.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { RunProgress } from '../../parts/RunProgress.tsx'
import { Section } from '../../parts/Section.tsx'
import { connectionQuery, ofConnections } from '../connection/queries.ts'
import { Steps } from './Steps.tsx'

const useStyles = makeStyles({ actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM } })

/** Consent was given: the connection is tested while the first import already runs. */
export function FinishPage(): ReactElement {
  const styles = useStyles()
  const { data: connection } = useSuspenseQuery(connectionQuery)
  const connectionId = connection?.connectionId ?? ''
  const queryClient = useQueryClient()
  const begun = useRef(false)
  const test = useCommand('connections.test', { refresh: ofConnections })
  const { mutate } = test
  useEffect(() => {
    if (begun.current || connectionId === '') return
    begun.current = true
    mutate({ connectionId })
  }, [mutate, connectionId])
  // Whoever connects again sees the run that this consent brings about, not the last one before it.
  const [earlier, setEarlier] = useState<string>()
  const live = useLive('sync-runs.progress', { connectionId, afterRunId: earlier }, ({ run }) => {
    if (run && connection?.connectedAt && run.startedAt < connection.connectedAt) setEarlier(run.id)
    else if (run && run.status !== 'running')
      for (const name of ['directory.counts', ...ofConnections])
        void queryClient.invalidateQueries({ queryKey: [name] })
  })
  const again = useCommand('sync-runs.start')
  const first = !connection?.firstImportedAt || live.item?.run?.trigger === 'first_import'
  const run = live.item?.run
  const ended = run !== null && run !== undefined && run.status !== 'running'
  const good = run?.status === 'completed' || run?.status === 'incomplete'
  return (
    <>
      <PageHeader title={`Connected to ${connection?.tenancy?.displayName ?? 'your tenancy'}`} />
      <Steps
        current={ended && good ? 'Review' : test.isPending ? 'Test' : 'Import'}
        own={connection?.way === 'own_registration'}
      />
      <Section title="Test">
        {test.isPending && <Spinner label="Trying the connection …" labelPosition="after" />}
        {test.error && <Problem error={test.error} retry={() => mutate({ connectionId })} />}
        {test.data && <ConnectionTestResult test={test.data} />}
        {test.data && !test.data.passed && (
          <div>
            <Button onClick={() => mutate({ connectionId })} disabled={test.isPending}>
              Test again
            </Button>
          </div>
        )}
      </Section>
      <Section
        title={first ? 'First import' : 'Sync'}
        text={
          first
            ? 'People, groups and applications are read once, whole. You may leave this page; the import goes on.'
            : 'What changed in the meantime is read now; the history continues. You may leave this page.'
        }
      >
        {live.state === 'connecting' && <Spinner label="Asking how far it is …" labelPosition="after" />}
        {live.state === 'lost' && <Problem error={live.error} />}
        {live.item && <RunProgress progress={live.item} />}
        {run?.explanation && (
          <MessageBar intent={run.status === 'completed' ? 'info' : 'warning'} layout="multiline">
            <MessageBarBody>{run.explanation}</MessageBarBody>
          </MessageBar>
        )}
        {again.error && <Problem error={again.error} />}
        {ended && !good && (
          <div>
            <Button onClick={() => again.mutate({ connectionId })} disabled={again.isPending || again.isSuccess}>
              {first ? 'Import again' : 'Sync again'}
            </Button>
          </div>
        )}
      </Section>
      <div className={styles.actions}>
        {ended && good ? (
          <LinkButton appearance="primary" size="large" {...links.connectReview()}>
            Review what was found
          </LinkButton>
        ) : (
          <Text>When the import is done, you can look at what was found.</Text>
        )}
      </div>
    </>
  )
}
