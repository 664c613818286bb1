import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ArrowSortUpRegular } from '@fluentui/react-icons'
import { type RowData, useTable } from '@tanstack/react-table'
import { type KeyboardEvent, type ReactNode, useMemo } from 'react'
import { type ListColumns, listFeatures } from './list-columns.ts'
import { useRowWindow } from './row-window.ts'

const rowHeight = 44

const useStyles = makeStyles({
  wide: { overflowX: 'auto' },
  table: { width: '100%', tableLayout: 'fixed', borderCollapse: 'separate', borderSpacing: 0 },
  heading: {
    position: 'sticky',
    // below the bar at the top of the console
    top: '48px',
    zIndex: 1,
    textAlign: 'start',
    height: '40px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  sort: {
    padding: 0,
    border: 'none',
    backgroundColor: 'transparent',
    color: 'inherit',
    font: 'inherit',
    cursor: 'pointer',
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    minHeight: '24px',
    borderRadius: tokens.borderRadiusSmall,
    ':hover': { color: tokens.colorNeutralForeground1, textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '2px' },
  },
  row: {
    height: `${rowHeight}px`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-within': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  cell: {
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    fontSize: tokens.fontSizeBase300,
  },
  first: { paddingInlineStart: tokens.spacingHorizontalL },
  space: { padding: 0, border: 'none' },
})

export interface ListTableProps<Row extends RowData> {
  /** what the table lists, for people who do not see it */
  label: string
  columns: ListColumns<Row>
  rows: readonly Row[]
  rowId: (row: Row) => string
  /** how many there are in all, where that is known */
  total?: number | undefined
  /** columns that are hidden: `{ city: false }` */
  visibility?: Record<string, boolean> | undefined
  sort?: { by: string; choose: (by: string) => void } | undefined
}

/** A long list on a wide screen. Only the rows in view are drawn; the arrow keys move from row to row. */
export function ListTable<Row extends RowData>(props: ListTableProps<Row>): ReactNode {
  const { label, columns, rows, rowId, total, visibility, sort } = props
  const styles = useStyles()
  const { listRef, view } = useRowWindow({ count: rows.length, rowHeight })
  const state = useMemo(() => ({ columnVisibility: visibility ?? {} }), [visibility])
  const table = useTable({ features: listFeatures, columns, data: rows, getRowId: rowId, state })
  const headers = table.getHeaderGroups()[0]?.headers ?? []
  const widths = headers.map(({ column }) => column.columnDef.meta?.width ?? 120)
  const sum = widths.reduce((all, width) => all + width, 0)
  const tooWide = sum > 1_100
  return (
    <div className={tooWide ? styles.wide : undefined}>
      <table
        className={styles.table}
        style={tooWide ? { minWidth: `${sum}px` } : undefined}
        aria-label={label}
        aria-rowcount={(total ?? -2) + 1}
        onKeyDown={moveByArrows}
      >
        <thead>
          <tr aria-rowindex={1}>
            {headers.map((header, index) => {
              const meta = header.column.columnDef.meta
              const sorts = meta?.sort
              return (
                <th
                  key={header.id}
                  scope="col"
                  className={mergeClasses(styles.heading, index === 0 && styles.first)}
                  style={{ width: `${((widths[index] ?? 0) / sum) * 100}%` }}
                  aria-sort={sorts && sort ? (sort.by === sorts ? 'ascending' : 'none') : undefined}
                >
                  {sorts && sort ? (
                    <button type="button" className={styles.sort} onClick={() => sort.choose(sorts)}>
                      {meta.label}
                      {sort.by === sorts && <ArrowSortUpRegular aria-hidden />}
                    </button>
                  ) : (
                    meta?.label
                  )}
                </th>
              )
            })}
          </tr>
        </thead>
        <tbody
          ref={(body) => {
            listRef.current = body
          }}
        >
          <Space height={view.above} columns={headers.length} />
          {table
            .getRowModel()
            .rows.slice(view.first, view.end)
            .map((row, offset) => (
              <tr key={row.id} className={styles.row} aria-rowindex={view.first + offset + 2}>
                {row.getVisibleCells().map((cell, index) => (
                  <td key={cell.id} className={mergeClasses(styles.cell, index === 0 && styles.first)}>
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          <Space height={view.below} columns={headers.length} />
        </tbody>
      </table>
    </div>
  )
}

/** Empty room where rows are not drawn. */
function Space({ height, columns }: { height: number; columns: number }) {
  const styles = useStyles()
  if (height === 0) return null
  return (
    <tr aria-hidden>
      <td colSpan={columns} className={styles.space} style={{ height: `${height}px` }} />
    </tr>
  )
}

/** Up and down go to the first link of the row before or after. */
function moveByArrows(event: KeyboardEvent<HTMLTableElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const row = event.target instanceof Element ? event.target.closest('tbody tr') : null
  if (!row) return
  const next = event.key === 'ArrowDown' ? row.nextElementSibling : row.previousElementSibling
  const link = next?.querySelector<HTMLElement>('a, button')
  if (!link) return
  event.preventDefault()
  link.focus({ preventScroll: true })
  link.scrollIntoView({ block: 'nearest' })
}
