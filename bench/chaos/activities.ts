import type pg from 'pg'
import { type Table, tableNames } from './facts.ts'
import { inShort, type Problem } from './judge.ts'
import type { Remembered, Version } from './remembered.ts'
import type { MergedRun } from './runs.ts'

/** What the stream of activities says, as `run kind subject object`, and how often. */
type Told = ReadonlyMap<string, number>

const words: Partial<Record<Table, string>> = {
  person: 'person',
  directory_group: 'group',
  service_principal: 'application',
}

/** How an edge is told: about whom, with what, when it begins and when it ends. */
const edges: Partial<Record<Table, { began: string; ended: string; ends(key: string[], values: Values): string[] }>> = {
  person_manager: {
    began: 'manager.began',
    ended: 'manager.ended',
    ends: ([person = ''], values) => [person, String(values.manager_id)],
  },
  group_member: { began: 'member.joined', ended: 'member.left', ends: ([group = '', who = '']) => [who, group] },
  group_owner: { began: 'owner.added', ended: 'owner.removed', ends: ([group = '', who = '']) => [who, group] },
  app_role_assignment: {
    began: 'assignment.given',
    ended: 'assignment.taken',
    ends: (_, values) => [String(values.principal_id), String(values.resource_id)],
  },
}
type Values = Readonly<Record<string, unknown>>

export async function toldActivities(owner: Pick<pg.Client, 'query'>): Promise<Told> {
  const { rows } = await owner.query<{ line: string; times: number }>(`
    select concat_ws(' ', run_id, kind, subject_id, object_id) as line, count(*)::int as times
    from activity where subject_type <> 'sync-run' group by 1`)
  return new Map(rows.map(({ line, times }) => [line, times]))
}

/** Whatever a run opened or closed is told exactly as often as it happened; of runs after the first that read everything. */
export function judgeActivities(remembered: Remembered, told: Told, runs: readonly MergedRun[]): Problem[] {
  const first = runs.findIndex(({ status }) => status === 'completed')
  const judged = new Set(first < 0 ? [] : runs.slice(first + 1).map(({ id }) => id))
  const happened = new Map<string, number>()
  const note = (run: string, ...rest: string[]): void => {
    const line = [run, ...rest].join(' ')
    if (judged.has(run)) happened.set(line, (happened.get(line) ?? 0) + 1)
  }
  for (const table of tableNames)
    for (const [key, versions] of remembered[table])
      versions.forEach((version, index) => {
        const word = words[table]
        if (word) note(version.openedBy, `${word}.${became(version, versions[index - 1])}`, key)
        const edge = edges[table]
        if (!edge) return
        const ends = edge.ends(key.split(' '), valuesOf(version))
        note(version.openedBy, edge.began, ...ends)
        if (version.closedBy !== null) note(version.closedBy, edge.ended, ...ends)
      })
  const problems: Problem[] = []
  for (const [line, times] of happened)
    if ((told.get(line) ?? 0) !== times) problems.push(`${line}: happened ${times} times, told ${told.get(line) ?? 0}`)
  for (const [line, times] of told)
    if (judged.has(line.split(' ')[0] ?? '') && !happened.has(line))
      problems.push(`${line}: told ${times} times, never happened`)
  return inShort(problems)
}

function became(version: Version, before: Version | undefined): string {
  if (!before) return 'appeared'
  if (version.presence === 'absent') return 'vanished'
  if (version.presence === 'deleted') return 'deleted'
  return before.presence === 'present' ? 'changed' : 'returned'
}

function valuesOf({ value }: Version): Values {
  if (value === null) return {}
  const parsed: unknown = JSON.parse(value.slice(value.indexOf('{')))
  return typeof parsed === 'object' && parsed !== null ? Object.fromEntries(Object.entries(parsed)) : {}
}
