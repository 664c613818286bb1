import type { Properties } from '../../../world/model.ts'
import { GraphError } from '../../errors.ts'
import { compileFilter } from '../../odata/evaluate.ts'
import { type Filter, parseFilter } from '../../odata/filter.ts'

/** Compiles a `$filter` over Outlook items; a property that Exchange has no index of is refused. */
export function outlookFilter(text: string, filterable: ReadonlySet<string>): (row: Properties) => boolean {
  const filter = parseFilter(text)
  refuseUnindexed(filter, filterable)
  const matches = compileFilter(inUtc(filter))
  return (row) => matches((name) => row[name])
}

function refuseUnindexed(filter: Filter, filterable: ReadonlySet<string>): void {
  switch (filter.type) {
    case 'and':
    case 'or':
      refuseUnindexed(filter.left, filterable)
      refuseUnindexed(filter.right, filterable)
      return
    case 'not':
      refuseUnindexed(filter.inner, filterable)
      return
    default:
      if (!filterable.has(filter.path[0] ?? ''))
        throw new GraphError(400, 'ErrorInvalidUrlQueryFilter', 'The query filter contains one or more invalid nodes.')
  }
}

/** Times are compared in UTC: `start/dateTime ge '2026-05-04T08:00:00'` names no zone of its own. */
function inUtc(filter: Filter): Filter {
  switch (filter.type) {
    case 'and':
    case 'or':
      return { ...filter, left: inUtc(filter.left), right: inUtc(filter.right) }
    case 'not':
      return { ...filter, inner: inUtc(filter.inner) }
    case 'compare': {
      const { path, value } = filter
      const bare = path[1] === 'dateTime' && /^\d{4}-\d\d-\d\d(T[\d:.]+)?$/.exec(String(value))
      return bare ? { ...filter, value: `${value}${bare[1] ? '' : 'T00:00:00'}Z` } : filter
    }
    default:
      return filter
  }
}
