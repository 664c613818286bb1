import { type Table, tableNames, tables } from './facts.ts'
import { asOf, type Remembered, type Version } from './remembered.ts'
import { lookedWithin, type MergedRun } from './runs.ts'
import { absent, type Span, type Timeline, type Value } from './timeline.ts'

/** Something that is not as it must be, in one line. */
export type Problem = string

/** How many of a kind are told; the rest is counted. */
const told = 8

/** Cuts a long list of problems of one kind to what a person reads. */
export const inShort = (problems: readonly Problem[]): Problem[] =>
  problems.length <= told ? [...problems] : [...problems.slice(0, told), `… and ${problems.length - told} more`]

/** What Atrium remembers as of each of these runs is something that its reader can have seen; where the tenancy was still, one thing. */
export function judgeHistory(
  timeline: Timeline,
  remembered: Remembered,
  runs: readonly MergedRun[],
  which: { since: number; lagMs: (span: Span) => number },
): Problem[] {
  const problems: Problem[] = []
  runs.forEach((run, index) => {
    if (run.mergedAt < which.since) return
    for (const table of tableNames) {
      const looked = lookedWithin(runs, index, table, which.lagMs)
      if (!looked) continue
      for (const key of new Set([...timeline.keysOf(table), ...remembered[table].keys()])) {
        const value = asOf(remembered[table].get(key) ?? [], run.mergedAt)?.value ?? absent
        const seen = timeline.seenWithin(table, key, looked)
        if (!seen.includes(value))
          problems.push(`as of run ${run.id} (${instant(run.mergedAt)}) ${table} ${key}: ${difference(value, seen)}`)
      }
    }
  })
  return inShort(problems)
}

/** The directory as it stands is the tenancy as it stands, in every value; for when nothing has changed since it was read. */
export function judgePresent(timeline: Timeline, remembered: Remembered): Problem[] {
  const problems: Problem[] = []
  for (const table of tableNames) {
    const truth = timeline.now[table]
    for (const key of new Set([...truth.keys(), ...remembered[table].keys()])) {
      const value = remembered[table].get(key)?.at(-1)
      const current = value && value.to === Number.POSITIVE_INFINITY ? value.value : absent
      const expected = truth.get(key) ?? absent
      if (current !== expected) problems.push(`${table} ${key}: ${difference(current, [expected])}`)
    }
  }
  return inShort(problems)
}

/** Versions of one thing follow each other without overlap, entities without a gap, each unlike the one before; all by runs that merged. */
export function judgeVersions(remembered: Remembered, runs: readonly MergedRun[]): Problem[] {
  const mergedAt = new Map(runs.map(({ id, mergedAt }) => [id, mergedAt]))
  const problems: Problem[] = []
  for (const table of tableNames)
    for (const [key, versions] of remembered[table])
      versions.forEach((version, index) => {
        for (const wrong of wrongWith(table, version, versions[index - 1], mergedAt))
          problems.push(`${table} ${key} from ${instant(version.from)}: ${wrong}`)
      })
  return inShort(problems)
}

function wrongWith(
  table: Table,
  version: Version,
  before: Version | undefined,
  mergedAt: ReadonlyMap<string, number>,
): string[] {
  const wrong: string[] = []
  if (version.to <= version.from) wrong.push('ends before it begins')
  if (mergedAt.get(version.openedBy) !== version.from) wrong.push(`begins at no instant of run ${version.openedBy}`)
  if (version.closedBy !== null && mergedAt.get(version.closedBy) !== version.to)
    wrong.push(`ends at no instant of run ${version.closedBy}`)
  if (!before) return wrong
  if (before.to > version.from) wrong.push('begins before the version before it ends')
  if (tables[table].shape === 'entity' && before.to < version.from)
    wrong.push('leaves a gap after the version before it')
  if (before.to === version.from && before.value === version.value && before.presence === version.presence)
    wrong.push('is the same as the version before it')
  return wrong
}

/** The tables in which an id of this kind of object stands; Microsoft's other kinds (devices, contacts) are not kept. */
const entities: Readonly<Record<string, Table>> = {
  user: 'person',
  group: 'directory_group',
  servicePrincipal: 'service_principal',
  person_id: 'person',
  group_id: 'directory_group',
  service_principal_id: 'service_principal',
  administrative_unit_id: 'administrative_unit',
}

/** No current edge points to something that Atrium never heard of. */
export function judgeEdges(remembered: Remembered): Problem[] {
  const problems: Problem[] = []
  for (const table of ['group_member', 'group_owner', 'service_principal_owner', 'administrative_unit_member'] as const)
    for (const [key, versions] of remembered[table]) {
      const last = versions.at(-1)
      if (last?.value == null || last.to !== Number.POSITIVE_INFINITY) continue
      const [from = '', to = ''] = key.split(' ')
      const kind = /_type":"(\w+)"/.exec(last.value)?.[1] ?? ''
      for (const [id, entity] of [
        [from, entities[tables[table].key[0]]],
        [to, entities[kind]],
      ] as const)
        if (entity && !remembered[entity].has(id)) problems.push(`${table} ${key} points to no ${entity}`)
    }
  return inShort(problems)
}

const instant = (at: number): string => new Date(at).toISOString()

/** What differs, and nothing else. */
export function difference(value: Value, seen: readonly Value[]): string {
  const [expected = absent] = seen
  if (value === absent || expected === absent || seen.length > 1)
    return `Atrium has ${short(value)}, Microsoft had ${seen.map(short).join(' or ')}`
  const [ours, theirs] = [value, expected].map((one) => JSON.parse(one.slice(one.indexOf('{'))) as object)
  const other = new Map(Object.entries(theirs ?? {}))
  const differing = Object.entries(ours ?? {}).filter(
    ([name, one]) => JSON.stringify(one) !== JSON.stringify(other.get(name)),
  )
  const missing = [...other.keys()].filter((name) => !Object.hasOwn(ours ?? {}, name))
  const words = [
    ...differing.map(
      ([name, one]) => `${name} is ${JSON.stringify(one)}, at Microsoft ${JSON.stringify(other.get(name))}`,
    ),
    ...missing.map((name) => `${name} is not remembered`),
  ]
  return clipped(words.join('; '))
}

const clipped = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)} …` : text)
const short = (value: Value): string => (value === absent ? 'nothing' : clipped(value))
