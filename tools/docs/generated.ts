import { importTable } from './architecture-table.ts'
import { permissionsTable } from './permissions-table.ts'

/** A document of which the program writes everything, or the part between two markers. */
export interface GeneratedDocument {
  path: string
  /** what the file should be, given what it is */
  written(present: string): string
}

const begin = '<!-- written by tools/docs.ts: imports -->\n'
const end = '<!-- end of what tools/docs.ts writes -->\n'

export const generatedDocuments: readonly GeneratedDocument[] = [
  { path: 'docs/permissions-table.md', written: () => permissionsTable() },
  { path: 'ARCHITECTURE.md', written: (present) => between(present, importTable()) },
]

/** @throws Error where the markers are not both there */
function between(present: string, part: string): string {
  const from = present.indexOf(begin)
  const to = present.indexOf(end)
  if (from < 0 || to < from) throw new Error('The markers of the import table are missing; put them back.')
  return `${present.slice(0, from + begin.length)}${part}${present.slice(to)}`
}
