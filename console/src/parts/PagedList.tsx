import { makeStyles, mergeClasses, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components'
import type { RowData } from '@tanstack/react-table'
import type { ReactNode } from 'react'
import { ListCards } from './ListCards.tsx'
import { ListEnd } from './ListEnd.tsx'
import { ListTable } from './ListTable.tsx'
import type { ListColumns } from './list-columns.ts'
import { useNarrowScreen } from './narrow-screen.ts'
import { Problem } from './Problem.tsx'
import type { PagedRows } from './paged-query.ts'

const useStyles = makeStyles({
  list: {
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    transitionProperty: 'opacity',
    transitionDuration: tokens.durationFast,
  },
  outdated: { opacity: 0.6 },
  skeleton: { display: 'grid', gap: tokens.spacingVerticalL, padding: tokens.spacingHorizontalL },
})

export interface PagedListProps<Row extends RowData> {
  /** what is listed, for people who do not see it: “People” */
  label: string
  /** “people”, for “100 of 2,500 people shown” */
  noun: string
  list: PagedRows<Row>
  rowId: (row: Row) => string
  columns: ListColumns<Row>
  /** how a row looks on a phone */
  card: (row: Row) => ReactNode
  /** cards are as high as what they hold; only for lists that are never long */
  tallCards?: boolean
  /** what stands where there is nothing */
  empty: ReactNode
  total?: number | undefined
  visibility?: Record<string, boolean> | undefined
  sort?: { by: string; choose: (by: string) => void } | undefined
}

/** A list in each of its states: on its way, empty, failed, or rows: a table on a wide screen and cards on a narrow one. */
export function PagedList<Row extends RowData>(props: PagedListProps<Row>): ReactNode {
  const { label, noun, list, rowId, columns, card, tallCards, empty, total, visibility, sort } = props
  const styles = useStyles()
  const narrow = useNarrowScreen()
  const { rows } = list
  if (rows === undefined)
    return list.error ? <Problem error={list.error} retry={list.retry} /> : <ListSkeleton label={label} />
  if (rows.length === 0) return <div className={styles.list}>{empty}</div>
  return (
    <div className={mergeClasses(styles.list, list.isOutdated && styles.outdated)} aria-busy={list.isOutdated}>
      {narrow ? (
        <ListCards label={label} rows={rows} rowId={rowId} card={card} tall={tallCards} />
      ) : (
        <ListTable
          label={label}
          columns={columns}
          rows={rows}
          rowId={rowId}
          total={total}
          visibility={visibility}
          sort={sort}
        />
      )}
      <ListEnd list={list} total={total} noun={noun} />
    </div>
  )
}

const widths = ['72%', '58%', '80%', '64%', '70%', '55%', '76%', '60%'] as const

function ListSkeleton({ label }: { label: string }) {
  const styles = useStyles()
  return (
    <Skeleton className={mergeClasses(styles.list, styles.skeleton)} aria-label={`Loading ${label}`}>
      {widths.map((width) => (
        <SkeletonItem key={width} size={20} style={{ width }} />
      ))}
    </Skeleton>
  )
}
