import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactElement } from 'react'
import { type CostRow, costFigure } from '../../parts/plan-words.ts'
import { inReadingOrder, resourceName } from '../../parts/sync-words.ts'
import { lengthOfTime } from '../../parts/time-words.ts'

const narrow = '@media (max-width: 720px)'

const useStyles = makeStyles({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    [narrow]: { display: 'block', '& tbody, & tfoot': { display: 'block' } },
  },
  head: {
    textAlign: 'start',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS} 0`,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
    [narrow]: { display: 'none' },
  },
  row: {
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    [narrow]: {
      display: 'grid',
      gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
      padding: `${tokens.spacingVerticalS} 0`,
    },
  },
  name: {
    textAlign: 'start',
    verticalAlign: 'top',
    fontWeight: tokens.fontWeightRegular,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalS} 0`,
    [narrow]: { gridColumn: '1 / -1', padding: 0 },
  },
  figure: {
    whiteSpace: 'nowrap',
    verticalAlign: 'top',
    fontVariantNumeric: 'tabular-nums',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS} 0`,
    [narrow]: {
      padding: `${tokens.spacingVerticalXS} 0 0`,
      '::before': {
        content: 'attr(data-label)',
        display: 'block',
        color: tokens.colorNeutralForeground3,
        fontSize: tokens.fontSizeBase200,
      },
    },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  sum: { fontWeight: tokens.fontWeightSemibold },
})

/** What each kind of thing costs to read, and all together: actual beside expected, or the expected cost alone. */
export function CostTable(props: {
  label: string
  rows: readonly CostRow[]
  sum: CostRow
  /** nothing was carried out, so there is nothing to compare with */
  onlyExpected?: boolean
}): ReactElement {
  const { label, rows, sum, onlyExpected = false } = props
  const styles = useStyles()
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          {['What, and how', ...figures.map(({ label: title }) => title)].map((title) => (
            <th key={title} scope="col" className={styles.head}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {inReadingOrder(rows.map((row) => ({ ...row, resource: row.resource ?? '' }))).map((row) => (
          <Row key={row.resource} row={row} onlyExpected={onlyExpected} />
        ))}
      </tbody>
      <tfoot className={styles.sum}>
        <Row row={sum} onlyExpected={onlyExpected} />
      </tfoot>
    </table>
  )
}

const count = (value: number): string => value.toLocaleString('en')

const figures = [
  { label: 'Requests', of: 'requests', inWords: count },
  { label: 'Resource units', of: 'units', inWords: count },
  { label: 'Time', of: 'seconds', inWords: lengthOfTime },
] as const

function Row({ row, onlyExpected }: { row: CostRow; onlyExpected: boolean }) {
  const styles = useStyles()
  const { resource, how, changed, expected, actual } = row
  return (
    <tr className={styles.row}>
      <th scope="row" className={styles.name}>
        <Text weight="semibold">{resource === null ? 'Together' : resourceName(resource)}</Text>
        {[how, changed].filter(Boolean).map((line) => (
          <Text key={line} block size={200} className={styles.quiet}>
            {line}
          </Text>
        ))}
      </th>
      {figures.map(({ label, of, inWords }) => {
        const { figure, beside } = onlyExpected
          ? costFigure(undefined, expected?.[of], inWords)
          : costFigure(expected?.[of], actual?.[of], inWords)
        return (
          <td key={label} data-label={label} className={styles.figure}>
            {figure}
            {beside !== null && (
              <Text block size={200} className={styles.quiet}>
                {beside}
              </Text>
            )}
          </td>
        )
      })}
    </tr>
  )
}
