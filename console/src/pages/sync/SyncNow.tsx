import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ArrowSyncRegular } from '@fluentui/react-icons'
import { type ReactElement, useEffect, useState } from 'react'
import { useCommand } from '../../api/command.ts'
import type { Connection, SyncRun } from '../../api/contract.generated.ts'
import { useMay } from '../../api/session.ts'
import { links } from '../../app/links.ts'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { TextLink } from '../../parts/links.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { RunProgress } from '../../parts/RunProgress.tsx'
import { RunStatusBadge } from '../../parts/RunStatus.tsx'
import { Section } from '../../parts/Section.tsx'
import { PlanNow } from './PlanNow.tsx'
import { changesText } from './run-words.ts'
import { useSyncProgress } from './sync-progress.ts'

const useStyles = makeStyles({
  words: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  last: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
})

/** One connection: what its sync does now, and the button that begins one. */
export function SyncNow(props: {
  connection: Connection
  /** a run of it waits for a person, and no other may begin before */
  isHeld: boolean
}): ReactElement {
  const { connection, isHeld } = props
  const styles = useStyles()
  const maySync = useMay('directory:sync')
  const { live, lastRun } = useSyncProgress(connection.connectionId)
  const { item, state, error } = live
  const start = useCommand('sync-runs.start')
  const isRunning = item?.run?.status === 'running'
  // between the order and the first sign of the run there is nothing to show but that it was ordered
  const isOrdered = !isRunning && start.isSuccess && (start.data.lastRunId ?? undefined) === lastRun?.id
  return (
    <Section
      title={connection.tenancy?.displayName ?? connection.name}
      text={
        isRunning
          ? 'Being synced now.'
          : isHeld
            ? 'No other sync can begin before the one that waits was decided.'
            : `Synced every ${connection.scheduleMinutes === 1 ? 'minute' : `${connection.scheduleMinutes} minutes`}, and whenever you ask.`
      }
      actions={
        <div className={styles.buttons}>
          <PlanNow connectionId={connection.connectionId} disabled={!maySync} />
          <Button
            appearance="primary"
            icon={<ArrowSyncRegular />}
            disabled={!maySync || isHeld || isRunning || start.isPending || connection.state === 'revoked'}
            onClick={() => start.mutate({ connectionId: connection.connectionId })}
          >
            Sync now
          </Button>
        </div>
      }
    >
      {!maySync && (
        <Text className={styles.words}>An owner, admin or operator of this organisation can start a sync.</Text>
      )}
      {start.error && (
        <Problem error={start.error} retry={() => start.mutate({ connectionId: connection.connectionId })} />
      )}
      {state === 'lost' && error !== undefined && <Problem error={error} />}
      {isOrdered && <Ordered />}
      {isRunning && item ? (
        <RunProgress progress={item} />
      ) : (
        lastRun && !isOrdered && !isHeld && <LastRun run={lastRun} />
      )}
    </Section>
  )
}

/** Longer than a worker takes to notice an order. */
const patienceMs = 15_000

/** Between the order and the first sign of the run; where that does not come, what to look at. */
function Ordered() {
  const [isLate, setIsLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), patienceMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Text role="status">
      {isLate ? (
        <>
          The sync was ordered and has not begun. Test the connection on the{' '}
          <TextLink {...links.connection()}>Connection</TextLink> page to see what stands in its way.
        </>
      ) : (
        'The sync was ordered and begins in a moment.'
      )}
    </Text>
  )
}

/** How the last run ended, in a sentence. */
function LastRun({ run }: { run: SyncRun }) {
  const styles = useStyles()
  return (
    <span className={styles.last} role="status">
      <RunStatusBadge status={run.status} />
      <Text>
        {run.explanation ??
          (run.mergedAt === null ? null : `Changed by the last sync: ${changesText(run).toLowerCase()}.`)}
      </Text>
      {run.endedAt && <DateTimeText at={run.endedAt} />}
      <TextLink {...links.syncRun(run.id)}>More about it</TextLink>
    </span>
  )
}
