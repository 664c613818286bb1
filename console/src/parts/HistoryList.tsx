import { Button, makeStyles, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { HistoryRegular } from '@fluentui/react-icons'
import type { ReactElement } from 'react'
import type { HistoryEntry } from '../api/contract.generated.ts'
import { links } from '../app/links.ts'
import { Changes } from './Changes.tsx'
import { DateTimeText } from './DateTimeText.tsx'
import { EmptyState } from './EmptyState.tsx'
import { ListEnd } from './ListEnd.tsx'
import { TextLink } from './links.tsx'
import { Problem } from './Problem.tsx'
import type { PagedRows } from './paged-query.ts'
import { momentInWords } from './time-words.ts'

const useStyles = makeStyles({
  moments: { listStyleType: 'none', margin: 0, padding: 0 },
  moment: {
    padding: `0 0 ${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    borderLeft: `2px solid ${tokens.colorNeutralStroke2}`,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `0 ${tokens.spacingHorizontalM}`,
    minHeight: '32px',
  },
  when: { margin: 0 },
  quiet: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  entries: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: tokens.spacingVerticalS },
  skeleton: { display: 'grid', gap: tokens.spacingVerticalM },
})

/** What happened to a person, a group or an application, newest first, each moment of it a place to travel to. */
export function HistoryList(props: {
  history: PagedRows<HistoryEntry>
  /** the instant that the page shows; what came after it is marked */
  asOf: string | undefined
  travel: (asOf: string) => void
}): ReactElement {
  const { history, asOf, travel } = props
  const styles = useStyles()
  const { rows } = history
  if (rows === undefined)
    return history.error ? (
      <Problem error={history.error} retry={history.retry} />
    ) : (
      <Skeleton className={styles.skeleton} aria-label="Loading history">
        {['60%', '45%', '70%', '52%'].map((width) => (
          <SkeletonItem key={width} size={20} style={{ width }} />
        ))}
      </Skeleton>
    )
  if (rows.length === 0)
    return (
      <EmptyState
        icon={<HistoryRegular />}
        title="Nothing has changed"
        text="Since Atrium first saw it. Each sync that sees a change adds it here."
      />
    )
  return (
    <>
      <ol className={styles.moments}>
        {bySync(rows).map(({ at, runId, entries }) => (
          <li key={`${at} ${runId}`} className={styles.moment}>
            <div className={styles.head}>
              <Text as="h2" weight="semibold" className={styles.when}>
                {momentInWords(at)}
              </Text>
              <span className={styles.quiet}>
                <DateTimeText at={at} />
              </span>
              <TextLink className={styles.quiet} {...links.syncRun(runId)}>
                Seen by this sync
              </TextLink>
              <Button size="small" appearance="subtle" icon={<HistoryRegular />} onClick={() => travel(at)}>
                As it was then
              </Button>
              {asOf !== undefined && new Date(at) > new Date(asOf) && (
                <span className={styles.quiet}>After the time shown</span>
              )}
            </div>
            <ol className={styles.entries}>
              {entries.map((entry) => (
                <li key={`${entry.kind} ${entry.objectId}`}>
                  <Text block>{entry.sentence}</Text>
                  <Changes changes={entry.changes} />
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
      <ListEnd list={history} noun="changes" />
    </>
  )
}

interface Moment {
  at: string
  runId: string
  entries: HistoryEntry[]
}

/** What one sync saw stands together: it became known at one instant. */
function bySync(rows: readonly HistoryEntry[]): Moment[] {
  const moments: Moment[] = []
  for (const entry of rows) {
    const last = moments.at(-1)
    if (last?.at === entry.at && last.runId === entry.runId) last.entries.push(entry)
    else moments.push({ at: entry.at, runId: entry.runId, entries: [entry] })
  }
  return moments
}
