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
import { dayInWords } from './time-words.ts'

const useStyles = makeStyles({
  days: { listStyleType: 'none', margin: 0, padding: 0 },
  day: {
    margin: `${tokens.spacingVerticalL} 0 ${tokens.spacingVerticalS}`,
    color: tokens.colorNeutralForeground3,
    display: 'block',
  },
  entries: {
    listStyleType: 'none',
    margin: 0,
    padding: `0 0 0 ${tokens.spacingHorizontalL}`,
    borderLeft: `2px solid ${tokens.colorNeutralStroke2}`,
    display: 'grid',
    gap: tokens.spacingVerticalM,
  },
  entry: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: tokens.spacingHorizontalM },
  words: { flex: '1 1 260px', minWidth: 0 },
  meta: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalM,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
  later: { color: tokens.colorNeutralForeground3 },
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
      <ol className={styles.days}>
        {byDay(rows).map(({ day, entries }) => (
          <li key={day}>
            <Text as="h3" size={300} weight="semibold" className={styles.day}>
              {day}
            </Text>
            <ol className={styles.entries}>
              {entries.map((entry) => {
                const isLater = asOf !== undefined && new Date(entry.at) > new Date(asOf)
                return (
                  <li key={`${entry.at} ${entry.kind} ${entry.objectId}`} className={styles.entry}>
                    <div className={`${styles.words} ${isLater ? styles.later : ''}`}>
                      <Text block>{entry.sentence}</Text>
                      <Changes changes={entry.changes} />
                      <div className={styles.meta}>
                        <DateTimeText at={entry.at} />
                        <TextLink {...links.syncRun(entry.runId)}>Seen by this sync</TextLink>
                        {isLater && <span>After the time shown</span>}
                      </div>
                    </div>
                    <Button size="small" appearance="subtle" icon={<HistoryRegular />} onClick={() => travel(entry.at)}>
                      As it was then
                    </Button>
                  </li>
                )
              })}
            </ol>
          </li>
        ))}
      </ol>
      <ListEnd list={history} noun="changes" />
    </>
  )
}

/** Entries of one day, in the person's own zone, under one heading. */
function byDay(rows: readonly HistoryEntry[]): { day: string; entries: HistoryEntry[] }[] {
  const days: { day: string; entries: HistoryEntry[] }[] = []
  for (const entry of rows) {
    const day = dayInWords(entry.at)
    const last = days.at(-1)
    if (last?.day === day) last.entries.push(entry)
    else days.push({ day, entries: [entry] })
  }
  return days
}
