import { type Contract, plain, type Schema, typeOf } from './contract.ts'

export interface Column {
  title: string
  read(item: unknown): string
}

const mostColumns = 6
const nameLike = ['displayName', 'name', 'sentence', 'title', 'label']
const stateLike = ['state', 'status', 'kind', 'role', 'at']

/** Lists that a person reads for other things than what the contract names first. */
const chosenColumns: Readonly<Record<string, readonly string[]>> = {
  SyncPlannedResource: ['resource', 'strategy', 'objects', 'expected', 'explanation'],
  SyncResourceProgress: [
    'resource',
    'status',
    'strategy',
    'objectsRead',
    'requests',
    'resourceUnits',
    'seconds',
    'planned',
    'explanation',
  ],
}

/**
 * The columns in which a person reads a list: the id that other commands take, what it is called, how it stands, then what
 * the contract names first. Lists within an item are left to `--json`.
 */
export function columnsOf(item: Schema, schemas: Contract['schemas']): Column[] {
  const fields = Object.entries(plain(item, schemas).properties ?? {}).flatMap(([name, schema]) => {
    const shape = plain(schema, schemas)
    if (typeOf(shape) === 'array' || shape.oneOf) return []
    if (typeOf(shape) !== 'object') return [{ name, shape, read: (value: unknown) => shown(value) }]
    const inner = nameLike.find((candidate) => shape.properties?.[candidate])
    if (isFigures(shape, schemas)) return [{ name, shape, read: figuresIn }]
    return inner === undefined ? [] : [{ name, shape, read: (value: unknown) => shown(fieldOf(value, inner)) }]
  })
  const chosen = chosenColumns[item.$ref?.split('/').at(-1) ?? '']
  if (chosen) return chosen.flatMap((name) => fields.filter((field) => field.name === name)).map(columnOf)
  const id = fields.find(({ name, shape }) => name === 'id' || (shape.format === 'uuid' && name.endsWith('Id')))
  const rank = (name: string): number => {
    if (name === id?.name) return 0
    if (nameLike.includes(name)) return 1
    return stateLike.includes(name) ? 2 : 3
  }
  return fields
    .toSorted((a, b) => rank(a.name) - rank(b.name))
    .slice(0, mostColumns)
    .map(columnOf)
}

const columnOf = ({ name, read }: { name: string; read: (value: unknown) => string }): Column => ({
  title: words(name),
  read: (value) => read(fieldOf(value, name)),
})

const isFigures = ({ properties = {} }: Schema, schemas: Contract['schemas']): boolean => {
  const types = Object.values(properties).map((one) => typeOf(plain(one, schemas)))
  return types.length > 0 && types.every((type) => type === 'integer' || type === 'number')
}

/** `4 requests, 1 unit, 1.5 seconds` */
const figuresIn = (value: unknown): string =>
  Object.entries(value instanceof Object ? value : {})
    .map(([name, figure]) => `${shown(figure)} ${figure === 1 ? words(name).replace(/s$/, '') : words(name)}`)
    .join(', ')

export const fieldOf = (value: unknown, name: string): unknown =>
  value instanceof Object ? Reflect.get(value, name) : undefined

/** `userPrincipalName` → `user principal name` */
export const words = (name: string): string => name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()

/** A value as a person reads it; what could move the cursor of a terminal is taken out. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return text.replace(/\p{Cc}+/gu, ' ')
}
