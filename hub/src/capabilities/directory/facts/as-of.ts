import { columnsOf, type Fact } from './fact.ts'
import { facts } from './facts.ts'

/**
 * A fact's rows as they were at `:at`, to stand after FROM: the current ones that had begun, and the closed ones that had
 * begun and not ended. At the instant of the last merge the history's part finds nothing through its index.
 */
export function asOf(table: string, alias: string): string {
  const fact = facts.find((one) => one.table === table)
  if (!fact) throw new TypeError(`${table} is no fact`)
  const columns = [...columnsOf(fact), ...computed(fact), 'valid_from', 'opened_by'].join(', ')
  return `(select ${columns} from ${table} where valid_from <= :at
    union all select ${columns} from ${table}_history where valid_from <= :at and valid_to > :at) ${alias}`
}

const computed = (fact: Fact): string[] => [
  ...(fact.shape === 'entity' ? ['presence', 'sort_name'] : []),
  ...(fact.table === 'person' ? ['work_email'] : []),
  ...(fact.table === 'directory_group' ? ['kind'] : []),
]
