import type { Column } from './columns.ts'

/** Rows under their titles, each column as wide as its widest cell; a line is cut where the screen ends. */
export function table(columns: readonly Column[], items: readonly unknown[], width: number | undefined): string {
  const rows = items.map((item) => columns.map((column) => column.read(item)))
  // A column in which nothing stands tells nothing.
  const kept = columns.map((_, index) => index).filter((index) => rows.some((row) => row[index] !== ''))
  const lines = [columns.map(({ title }) => title.toUpperCase()), ...rows].map((row) =>
    kept.map((index) => row[index] ?? ''),
  )
  const widths = kept.map((_, index) => Math.max(...lines.map((line) => [...(line[index] ?? '')].length)))
  return lines
    .map((line) => line.map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - [...cell].length)).join('  '))
    .map((line) => `${cut(line.trimEnd(), width)}\n`)
    .join('')
}

function cut(line: string, width: number | undefined): string {
  const letters = [...line]
  return width === undefined || letters.length <= width ? line : `${letters.slice(0, Math.max(width - 1, 1)).join('')}…`
}
