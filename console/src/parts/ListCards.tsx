import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useRowWindow } from './row-window.ts'

const cardHeight = 76

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  card: {
    height: `${cardHeight}px`,
    boxSizing: 'border-box',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    overflow: 'hidden',
  },
})

/** A long list on a narrow screen: one card a row, only those in view drawn. */
export function ListCards<Row>(props: {
  label: string
  rows: readonly Row[]
  rowId: (row: Row) => string
  card: (row: Row) => ReactNode
}): ReactNode {
  const { label, rows, rowId, card } = props
  const styles = useStyles()
  const { listRef, view } = useRowWindow({ count: rows.length, rowHeight: cardHeight })
  return (
    <ul
      className={styles.list}
      aria-label={label}
      style={{ paddingTop: `${view.above}px`, paddingBottom: `${view.below}px` }}
      ref={(list) => {
        listRef.current = list
      }}
    >
      {rows.slice(view.first, view.end).map((row, offset) => (
        <li key={rowId(row)} className={styles.card} aria-setsize={-1} aria-posinset={view.first + offset + 1}>
          {card(row)}
        </li>
      ))}
    </ul>
  )
}

/** The lines of a card: a link, and below it what distinguishes it. */
export function CardLines(props: {
  title: ReactNode
  line: ReactNode
  second?: ReactNode
  aside?: ReactNode
}): ReactNode {
  const styles = useLineStyles()
  return (
    <>
      <div className={styles.lines}>
        <div className={styles.title}>{props.title}</div>
        <div className={styles.line}>{props.line}</div>
        {props.second && <div className={styles.line}>{props.second}</div>}
      </div>
      {props.aside}
    </>
  )
}

const useLineStyles = makeStyles({
  lines: { flexGrow: 1, minWidth: 0 },
  title: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', fontWeight: tokens.fontWeightSemibold },
  line: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
})
