import { MessageBar, MessageBarBody, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactElement, useState } from 'react'
import type { SyncRun } from '../../api/contract.generated.ts'
import { links } from '../../app/links.ts'
import { ActivityList } from '../../parts/ActivityList.tsx'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { FactList } from '../../parts/FactList.tsx'
import { LinkButton, TextLink } from '../../parts/links.tsx'
import { PageHeader } from '../../parts/PageHeader.tsx'
import { usePagedRows } from '../../parts/paged-query.ts'
import { RunProgress } from '../../parts/RunProgress.tsx'
import { RunStatusBadge } from '../../parts/RunStatus.tsx'
import { Section } from '../../parts/Section.tsx'
import { lengthOfTime, shortTime } from '../../parts/time-words.ts'
import { UnknownThing } from '../../parts/UnknownThing.tsx'
import { ConfirmHeldRun, HeldRun } from './HeldRun.tsx'
import { runActivitiesQuery, syncRunQuery } from './queries.ts'
import { RunCost } from './RunCost.tsx'
import { RunResources } from './RunResources.tsx'
import { changesText, triggerText } from './run-words.ts'
import { useSyncProgress } from './sync-progress.ts'

const route = getRouteApi('/signed-in/sync/$runId')

/** One sync run: what it read, what changed, what it could not read, and what it waits for. */
export function SyncRunPage(): ReactElement {
  const { runId } = route.useParams()
  const found = useQuery(syncRunQuery(runId))
  const run = found.data
  return (
    <>
      <TextLink {...links.syncHistory()}>Sync history</TextLink>
      <PageHeader
        title={run ? `Sync of ${shortTime(run.startedAt)}` : 'Sync run'}
        text={run && <RunStatusBadge status={run.status} />}
        actions={
          run?.mergedAt && <LinkButton {...links.people({ asOf: run.mergedAt })}>People as of this sync</LinkButton>
        }
      />
      {found.error ? (
        <UnknownThing
          error={found.error}
          retry={() => void found.refetch()}
          noun="sync run"
          asOf={undefined}
          travel={() => undefined}
          wayOut={<LinkButton {...links.syncHistory()}>Go to Sync history</LinkButton>}
        />
      ) : run === undefined ? (
        <Skeleton aria-label="Loading sync run">
          <SkeletonItem size={128} />
        </Skeleton>
      ) : run.status === 'running' ? (
        <Running run={run} />
      ) : (
        <Ended run={run} />
      )}
    </>
  )
}

function Running({ run }: { run: SyncRun }) {
  const { item } = useSyncProgress(run.connectionId).live
  const progress = item?.run?.id === run.id ? item : { run, estimatedSecondsLeft: null }
  return (
    <>
      <Section title="Under way">
        <RunProgress progress={progress} />
      </Section>
      <RunCost run={progress.run ?? run} />
    </>
  )
}

function Ended({ run }: { run: SyncRun }) {
  const [isAsking, setIsAsking] = useState(false)
  return (
    <>
      <ConfirmHeldRun runId={run.id} isOpen={isAsking} close={() => setIsAsking(false)} />
      {run.status === 'held' ? (
        <HeldRun run={run} ask={() => setIsAsking(true)} />
      ) : (
        run.explanation && (
          <MessageBar
            intent={run.status === 'failed' ? 'error' : 'warning'}
            layout="multiline"
            style={{ marginBottom: tokens.spacingVerticalL }}
          >
            <MessageBarBody>{run.explanation}</MessageBarBody>
          </MessageBar>
        )
      )}
      <Section title="In numbers">
        <FactList
          facts={[
            { name: 'Begun by', value: triggerText(run.trigger) },
            { name: 'Began', value: <DateTimeText at={run.startedAt} /> },
            { name: 'Took', value: run.durationSeconds === null ? null : lengthOfTime(run.durationSeconds) },
            { name: 'Changed', value: changesText(run) },
            { name: 'Objects read', value: run.objectsRead.toLocaleString('en') },
            { name: 'Requests to Microsoft', value: run.requests.toLocaleString('en') },
            { name: 'Resource units', value: run.resourceUnits.toLocaleString('en') },
            { name: 'Waited because Microsoft asked', value: lengthOfTime(run.throttledSeconds) },
            { name: 'Repeated requests', value: run.retries.toLocaleString('en') },
          ]}
        />
      </Section>
      <RunCost run={run} />
      <RunResources resources={run.resources} />
      {run.mergedAt !== null && <WhatChanged runId={run.id} />}
    </>
  )
}

function WhatChanged({ runId }: { runId: string }) {
  return (
    <Section title="What changed">
      <ActivityList
        list={usePagedRows(runActivitiesQuery(runId))}
        empty={{ title: 'Nothing changed', text: 'The directory was as it had been at the sync before.' }}
      />
    </Section>
  )
}
