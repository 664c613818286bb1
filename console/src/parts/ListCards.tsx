import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useRowWindow } from './row-window.ts'

const cardHeight = 76

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  fixed: { height: `${cardHeight}px` },
  tall: { minHeight: `${cardHeight}px`, paddingBlock: tokens.spacingVerticalS },
  card: {
    boxSizing: 'border-box',
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    paddingInline: tokens.spacingHorizontalM,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    overflow: 'hidden',
  },
})

/**
 * A long list on a narrow screen: one card a row, only those in view drawn.
 *
 * @param tall cards are as high as what they hold, so all of them are drawn: for lists that are never long
 */
export function ListCards<Row>(props: {
  label: string
  rows: readonly Row[]
  rowId: (row: Row) => string
  card: (row: Row) => ReactNode
  tall?: boolean | undefined
}): ReactNode {
  const { label, rows, rowId, card, tall } = props
  const styles = useStyles()
  const { listRef, view: inView } = useRowWindow({ count: rows.length, rowHeight: cardHeight })
  const view = tall ? { first: 0, end: rows.length, above: 0, below: 0 } : inView
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
        <li
          key={rowId(row)}
          className={mergeClasses(styles.card, tall ? styles.tall : styles.fixed)}
          aria-setsize={-1}
          aria-posinset={view.first + offset + 1}
        >
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
    '& *': { fontSize: 'inherit' },
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
  },
})
