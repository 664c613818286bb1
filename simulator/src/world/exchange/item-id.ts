import { createHash } from 'node:crypto'

const digest = (text: string) => createHash('sha256').update(text)

/** Looks as Outlook's ids do. The date of an occurrence stands in its id, so that it leads to its series. */
const ID = /^AAMkA([A-Za-z0-9_-]{43})(?:FRAAg(\d{8}))?AAA=$/

/** The id of an item or folder of one mailbox; the same text gives the same id. */
export const itemId = (text: string): string => `AAMkA${digest(text).digest('base64url')}AAA=`

/** The id of one occurrence of a series, by the date on which the pattern puts it. */
export function occurrenceId(masterId: string, date: string): string {
  return masterId.replace(/AAA=$/, `FRAAg${date.replaceAll('-', '')}AAA=`)
}

/** The item that an id names, and the date when it names one occurrence; undefined for what is no id at all. */
export function readItemId(id: string): { id: string; date: string | undefined } | undefined {
  const [, hash, day] = ID.exec(id) ?? []
  if (hash === undefined) return undefined
  const date = day === undefined ? undefined : `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`
  return { id: `AAMkA${hash}AAA=`, date }
}

/** Changes with every change of an item. */
export const changeKey = (id: string, version: number): string =>
  digest(`${id}/${version}`).digest('base64').slice(0, 30)

export const etag = (id: string, version: number): string => `W/"${changeKey(id, version)}"`

const GLOBAL_OBJECT = '040000008200E00074C5B7101A82E008'

/**
 * The id that all copies of a meeting share: a GlobalObjectId ([MS-OXOCAL] 2.2.1.27) in hexadecimal. That of an
 * occurrence has its date in the four bytes after the class.
 */
export function iCalUId(uid: string, date?: string): string {
  const [year = 0, month = 0, day = 0] = (date ?? '').split('-').map(Number)
  const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, '0')
  const when = date === undefined ? '00000000' : `${hex(year, 4)}${hex(month, 2)}${hex(day, 2)}`
  return `${GLOBAL_OBJECT}${when}${'0'.repeat(32)}10000000${uid.replaceAll('-', '').toUpperCase()}`
}
