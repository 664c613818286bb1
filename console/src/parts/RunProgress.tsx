import { makeStyles, ProgressBar, Spinner, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircleFilled, CircleRegular, ErrorCircleFilled, SubtractCircleRegular } from '@fluentui/react-icons'
import type { ReactElement } from 'react'
import type { SyncProgress, SyncResourceProgress } from '../api/contract.generated.ts'
import { useElapsed } from './elapsed.ts'
import { phaseOf } from './plan-words.ts'
import { inReadingOrder, resourceName, resourceProgress, shareDone } from './sync-words.ts'
import { lengthOfTime } from './time-words.ts'

const useStyles = makeStyles({
  whole: { display: 'grid', gap: tokens.spacingVerticalM },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `0 ${tokens.spacingHorizontalXL}`,
    color: tokens.colorNeutralForeground2,
  },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalS },
  resource: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 240px) minmax(0, 1fr)',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    '& svg': { fontSize: '20px' },
    '@media (max-width: 720px)': {
      gridTemplateColumns: '24px minmax(0, 1fr)',
      rowGap: 0,
      '& > :last-child': { gridColumn: 2 },
    },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  begin: { display: 'flex' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
})

/** A run while it goes on: how far each part is, what it costs, and about how long it still takes. */
export function RunProgress({ progress }: { progress: SyncProgress }): ReactElement {
  const styles = useStyles()
  const { run, estimatedSecondsLeft } = progress
  const phase = run && phaseOf(run)
  const elapsed = useElapsed(run?.durationSeconds ?? null, run?.status === 'running')
  if (run === null)
    return (
      <div className={styles.begin}>
        <Spinner size="small" label="About to begin …" />
      </div>
    )
  const running = run.status === 'running'
  // how far a merge is nobody knows: a bar without an end says that it goes on
  const share =
    phase === 'reading' ? shareDone(run.resources, estimatedSecondsLeft, run.durationSeconds) : running ? undefined : 1
  return (
    <div className={styles.whole}>
      <ProgressBar
        thickness="large"
        aria-label="Progress of the sync"
        {...(share !== undefined && { value: share })}
        color={run.status === 'failed' ? 'error' : run.status === 'completed' ? 'success' : 'brand'}
      />
      {phase === 'planning' && <Text role="status">Asking Microsoft how much there is, to plan how to read it.</Text>}
      {phase === 'merging' && (
        <Text role="status">
          The reading is done. What was read is being merged into the directory, and takes effect all at once.
        </Text>
      )}
      <div className={styles.facts} aria-live="off">
        <Text>{run.objectsRead.toLocaleString('en')} objects read</Text>
        <Text>{(run.created + run.changed + run.ended).toLocaleString('en')} changes</Text>
        <Text>{run.requests.toLocaleString('en')} requests</Text>
        {run.throttledSeconds > 0 && <Text>Microsoft asked to wait {lengthOfTime(run.throttledSeconds)}</Text>}
        {elapsed !== null && (
          <Text>{running ? `${lengthOfTime(elapsed)} so far` : `took ${lengthOfTime(elapsed)}`}</Text>
        )}
        {phase === 'reading' && estimatedSecondsLeft !== null && (
          <Text>about {lengthOfTime(estimatedSecondsLeft)} left</Text>
        )}
      </div>
      <ul className={styles.list} aria-label="Parts of the sync">
        {inReadingOrder(run.resources).map((resource) => (
          <li key={resource.resource} className={styles.resource}>
            <ResourceIcon resource={resource} />
            <Text>{resourceName(resource.resource)}</Text>
            <Text className={resource.status === 'failed' ? styles.bad : styles.quiet}>
              {resourceProgress(resource)}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  )
}

function ResourceIcon({ resource }: { resource: SyncResourceProgress }): ReactElement {
  const styles = useStyles()
  if (resource.status === 'reading') return <Spinner size="extra-tiny" aria-label="Being read" />
  if (resource.status === 'read') return <CheckmarkCircleFilled className={styles.good} aria-label="Read" />
  if (resource.status === 'failed') return <ErrorCircleFilled className={styles.bad} aria-label="Failed" />
  if (resource.status === 'skipped') return <SubtractCircleRegular className={styles.quiet} aria-label="Left out" />
  return <CircleRegular className={styles.quiet} aria-label="Waiting" />
}
