import { isObject, type Json } from '../../world/model.ts'
import type { Filter, Literal } from './filter.ts'

/** Reads the first name of a path from the thing that is filtered. */
export type Reader = (name: string) => Json | undefined

export type Predicate = (read: Reader) => boolean

/** Compiles a filter. Texts compare without case, as the directory does; texts that are instants compare as instants. */
export function compileFilter(filter: Filter): Predicate {
  switch (filter.type) {
    case 'and': {
      const [left, right] = [compileFilter(filter.left), compileFilter(filter.right)]
      return (read) => left(read) && right(read)
    }
    case 'or': {
      const [left, right] = [compileFilter(filter.left), compileFilter(filter.right)]
      return (read) => left(read) || right(read)
    }
    case 'not': {
      const inner = compileFilter(filter.inner)
      return (read) => !inner(read)
    }
    case 'compare': {
      const { operator, path, value } = filter
      const wanted = comparable(value)
      return (read) => compare(operator, comparable(follow(read, path)), wanted)
    }
    case 'in': {
      const wanted = new Set(filter.values.map(comparable))
      return (read) => wanted.has(comparable(follow(read, filter.path)))
    }
    case 'call': {
      const wanted = String(filter.value).toLowerCase()
      const test = CALLS[filter.name]
      return (read) => {
        const value = follow(read, filter.path)
        return typeof value === 'string' && test(value.toLowerCase(), wanted)
      }
    }
    case 'any': {
      const inner = filter.inner ? compileFilter(filter.inner) : () => true
      return (read) => {
        const list = follow(read, filter.path)
        return Array.isArray(list) && list.some((item) => inner((name) => (name === '$it' ? item : undefined)))
      }
    }
  }
}

const CALLS = {
  startswith: (value: string, wanted: string) => value.startsWith(wanted),
  endswith: (value: string, wanted: string) => value.endsWith(wanted),
  contains: (value: string, wanted: string) => value.includes(wanted),
}

type Comparable = string | number | boolean | null

const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/

function comparable(value: Json | Literal | undefined): Comparable {
  if (value === undefined || value === null || typeof value === 'object') return null
  if (typeof value !== 'string') return value
  return INSTANT.test(value) ? Date.parse(value) : value.toLowerCase()
}

function compare(operator: 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le', left: Comparable, right: Comparable): boolean {
  if (operator === 'eq') return left === right
  if (operator === 'ne') return left !== right
  if (left === null || right === null || typeof left !== typeof right) return false
  if (operator === 'gt') return left > right
  if (operator === 'ge') return left >= right
  return operator === 'lt' ? left < right : left <= right
}

function follow(read: Reader, path: readonly string[]): Json | undefined {
  let value = read(path[0] ?? '')
  for (const name of path.slice(1)) {
    if (name === '$count') return Array.isArray(value) ? value.length : 0
    if (!isObject(value)) return undefined
    value = value[name]
  }
  return value
}
