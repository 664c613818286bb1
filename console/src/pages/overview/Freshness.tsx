import { makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { links } from '../../app/links.ts'
import { DateTimeText } from '../../parts/DateTimeText.tsx'
import { TextLink } from '../../parts/links.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { freshnessQuery } from '../../parts/ReadAge.tsx'
import { RunStatusBadge } from '../../parts/RunStatus.tsx'
import { Section } from '../../parts/Section.tsx'
import { inReadingOrder, resourceName } from '../../parts/sync-words.ts'
import { shortTime } from '../../parts/time-words.ts'
import { newestRunsQuery } from '../sync/queries.ts'
import { changesText } from '../sync/run-words.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalS },
  line: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: `0 ${tokens.spacingHorizontalM}` },
  quiet: { color: tokens.colorNeutralForeground3 },
  below: { flexBasis: '100%', color: tokens.colorNeutralForeground3 },
})

/** How old what is shown is, by kind, and how the last runs ended. */
export function Freshness(): ReactElement {
  return (
    <div>
      <LastRuns />
      <Ages />
    </div>
  )
}

function LastRuns() {
  const styles = useStyles()
  const found = useQuery(newestRunsQuery)
  return (
    <Section title="Last syncs" actions={<TextLink {...links.syncHistory()}>Sync history</TextLink>}>
      {found.error ? (
        <Problem error={found.error} retry={() => void found.refetch()} />
      ) : found.data === undefined ? (
        <Loading label="Loading syncs" />
      ) : (
        <ul className={styles.list}>
          {found.data.items.map((run) => (
            <li key={run.id} className={styles.line}>
              <TextLink {...links.syncRun(run.id)}>{shortTime(run.startedAt)}</TextLink>
              <RunStatusBadge status={run.status} />
              <Text size={200} className={styles.below}>
                {changesText(run)}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Ages() {
  const styles = useStyles()
  const found = useQuery(freshnessQuery)
  return (
    <Section title="How fresh it is" text="When Atrium last read each kind from Microsoft.">
      {found.error ? (
        <Problem error={found.error} retry={() => void found.refetch()} />
      ) : found.data === undefined ? (
        <Loading label="Loading freshness" />
      ) : (
        <ul className={styles.list}>
          {inReadingOrder(found.data.resources).map(({ resource, readAt }) => (
            <li key={resource} className={styles.line}>
              <Text>{resourceName(resource)}</Text>
              <Text className={styles.quiet}>
                <DateTimeText at={readAt} />
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

const Loading = ({ label }: { label: string }) => (
  <Skeleton aria-label={label}>
    <SkeletonItem size={72} />
  </Skeleton>
)
