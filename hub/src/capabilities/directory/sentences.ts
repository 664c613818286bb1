/** The directory's news in words that a person reads. Pure, and tested from rules.cases.yaml. */

export interface Told {
  kind: string
  subjectName: string | null
  objectName: string | null
  changes: readonly { attribute: string; from: string | null; to: string | null }[]
}

const templates: Record<string, (subject: string, object: string) => string> = {
  appeared: (subject) => `${subject} was first seen`,
  vanished: (subject) => `${subject} vanished without a word and is absent`,
  deleted: (subject) => `${subject} was deleted`,
  returned: (subject) => `${subject} came back`,
  'manager.began': (subject, object) => `${subject} reports to ${object}`,
  'manager.ended': (subject, object) => `${subject} no longer reports to ${object}`,
  'report.began': (subject, object) => `${object} reports to ${subject}`,
  'report.ended': (subject, object) => `${object} no longer reports to ${subject}`,
  'member.joined': (subject, object) => `${subject} joined ${object}`,
  'member.left': (subject, object) => `${subject} left ${object}`,
  'owner.added': (subject, object) => `${subject} became an owner of ${object}`,
  'owner.removed': (subject, object) => `${subject} is no longer an owner of ${object}`,
  'assignment.given': (subject, object) => `${subject} was given ${object}`,
  'assignment.taken': (subject, object) => `${subject} lost ${object}`,
  'has.member': (subject, object) => `${object} joined ${subject}`,
  'lost.member': (subject, object) => `${object} left ${subject}`,
  'has.owner': (subject, object) => `${object} became an owner of ${subject}`,
  'lost.owner': (subject, object) => `${object} is no longer an owner of ${subject}`,
  'has.assignment': (subject, object) => `${object} was given ${subject}`,
  'lost.assignment': (subject, object) => `${object} lost ${subject}`,
  'permission.granted': (subject, object) => `${subject} was granted permissions on ${object}`,
  'permission.withdrawn': (subject, object) => `${subject} lost permissions on ${object}`,
  'directory.imported': (_, object) => `The directory was imported: ${object}`,
  'sync.held': (_, object) => `A sync was held for a person to look at: ${object}`,
  'sync.failed': (_, object) => `A sync failed: ${object}`,
  'sync.confirmed': (_, object) => `A held sync was confirmed by ${object}`,
  'sync.refused': (_, object) => `A held sync was refused by ${object}`,
}

/** `display_name` → `displayName`: attributes are named as the API names them. */
export const attributeName = (column: string): string =>
  column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** `jobTitle` → `job title` */
export const inWords = (attribute: string): string =>
  attribute.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** A value of an attribute as text; lists are joined, objects (app roles) counted by their number. */
export function valueAsText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (Array.isArray(value))
    return value.every((one) => typeof one === 'string')
      ? value.join(', ')
      : `${value.length} ${value.length === 1 ? 'entry' : 'entries'}`
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** `person.changed` and `changed` are told alike; what kind of thing it is stands beside it. */
export function sentence({ kind, subjectName, objectName, changes }: Told): string {
  const subject = subjectName ?? 'Someone unknown'
  const event = kind.replace(/^(person|group|application)\./, '')
  if (event === 'changed') return changed(subject, changes)
  const tell = templates[event]
  return tell ? tell(subject, objectName ?? 'something unknown') : `${subject}: ${inWords(event)}`
}

function changed(subject: string, changes: Told['changes']): string {
  const [first, ...others] = changes
  if (!first) return `${subject} changed`
  const enabled = changes.find(({ attribute }) => attribute === 'accountEnabled')
  if (enabled && others.length === 0)
    return enabled.to === 'false' ? `${subject} was blocked` : `${subject} was unblocked`
  const said = `${subject}: ${inWords(first.attribute)} ${first.from === null ? 'set' : `from “${first.from}”`} to ${first.to === null ? 'nothing' : `“${first.to}”`}`
  return others.length === 0 ? said : `${said} and ${others.length} more`
}
