import { statement } from '../../../platform/database/statement.ts'
import type { PageWay } from '../facts/as-of.ts'

/** How a page of a searchable list is found, and conditions beyond those of its filter. */
export interface Listed {
  goesOn: boolean
  way: PageWay
  more: readonly string[]
}

/**
 * The ids of those who match a search, in no order; null where they are more than `atMost`, or by a guess too many to be worth
 * collecting. Never null without `atMost`.
 */
export const searchOf = (table: 'person' | 'directory_group' | 'service_principal') =>
  statement<{ search: string; at: Date; atMost: number | null }, { found: string[] | null }>(`
    select search_${table}(:search, :at, :atMost) as found`)

/** All ids of those who match `:search` at `:at`, as an array that is made once. */
export const allOf = (table: 'person' | 'directory_group' | 'service_principal'): string =>
  `array(select unnest(search_${table}(:search, :at, null)))`

/** A condition on an alias: all words of the search are somewhere in what is searched of it. */
export const matches = (alias: string): string => `${alias}.search_text like all (search_patterns(:search))`
