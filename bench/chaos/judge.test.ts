import { expect, test } from 'vitest'
import { byTable, type Facts, noFacts, textOf } from './facts.ts'
import { judgeEdges, judgeHistory, judgePresent, judgeVersions } from './judge.ts'
import type { Remembered, Version } from './remembered.ts'
import type { MergedRun } from './runs.ts'
import { Timeline } from './timeline.ts'

const named = (name: string): string => textOf('person', { display_name: name })
const people = (...names: string[]): Facts => {
  const facts = noFacts()
  for (const [index, name] of names.entries()) facts.person.set(`p${index}`, named(name))
  return facts
}
const everything = ['users', 'groups', 'servicePrincipals', 'servicePrincipalOwners', 'appRoleAssignments']
const run = (id: string, startedAt: number, mergedAt: number, read = everything): MergedRun => ({
  ...{ id, trigger: 'manual', status: 'completed', startedAt, mergedAt },
  read: new Set(read),
})
const version = (from: number, to: number, name: string | null, rest: Partial<Version> = {}): Version => ({
  ...{ from, to, value: name === null ? null : named(name), presence: name === null ? 'deleted' : 'present' },
  ...{ openedBy: `r${from}`, closedBy: to === Number.POSITIVE_INFINITY ? null : `r${to}`, ...rest },
})
const remembering = (...versions: Version[]): Remembered => ({
  ...byTable(() => new Map<string, Version[]>()),
  person: new Map([['p0', versions]]),
})
const open = Number.POSITIVE_INFINITY
const noLag = { since: 0, lagMs: () => 0 }

/** Ada until a change that was ordered at 40 and done at 50, then Eva. */
function renamed(): Timeline {
  const timeline = new Timeline(people('Ada'), 0)
  timeline.changedTo(people('Eva'), { from: 40, to: 50 })
  return timeline
}

test('the present must be the truth in every value', () => {
  expect(judgePresent(renamed(), remembering(version(60, open, 'Eva')))).toEqual([])
  expect(judgePresent(renamed(), remembering(version(60, open, 'Ada'))).join()).toContain(
    'display_name is "Ada", at Microsoft "Eva"',
  )
})

test('somebody who is remembered as gone although they are there is told', () => {
  expect(judgePresent(renamed(), remembering(version(60, open, null))).join()).toContain('Atrium has nothing')
})

test('a run that raced with a change may have seen either side of it', () => {
  for (const name of ['Ada', 'Eva'])
    expect(judgeHistory(renamed(), remembering(version(60, open, name)), [run('r60', 45, 60)], noLag)).toEqual([])
})

test('a run that began after a change was done must have seen it', () => {
  const problems = judgeHistory(renamed(), remembering(version(60, open, 'Ada')), [run('r60', 51, 60)], noLag)
  expect(problems.join()).toContain('as of run r60')
})

test('a run that ended before a change was ordered must not know it', () => {
  expect(judgeHistory(renamed(), remembering(version(39, open, 'Eva')), [run('r39', 20, 39)], noLag)).not.toEqual([])
})

test('a run that did not read people knows what the last one that did could have seen', () => {
  const runs = [run('r30', 20, 30), run('r60', 51, 60, ['groups'])]
  expect(judgeHistory(renamed(), remembering(version(30, open, 'Ada')), runs, noLag)).toEqual([])
})

test('replicas that lag are allowed as much as they lag', () => {
  const late = [run('r60', 51, 60)]
  const remembered = remembering(version(60, open, 'Ada'))
  expect(judgeHistory(renamed(), remembered, late, { since: 0, lagMs: () => 5 })).toEqual([])
  expect(judgeHistory(renamed(), remembered, late, noLag)).not.toEqual([])
})

test('who is out of sight may still be remembered, and who was always there may not be gone', () => {
  const timeline = new Timeline(people('Ada'), 0)
  timeline.changedTo(people(), { from: 40, to: 50 }, new Set(['p0']))
  const since = [run('r60', 51, 60)]
  for (const name of ['Ada', null])
    expect(judgeHistory(timeline, remembering(version(60, open, name)), since, noLag)).toEqual([])
  const always = new Timeline(people('Ada'), 0)
  expect(judgeHistory(always, remembering(version(60, open, null)), since, noLag)).not.toEqual([])
})

test('who reports to somebody who is out of sight may still do so', () => {
  const manages = textOf('person_manager', { manager_id: 'p9' })
  const before = { ...people('Ada'), person_manager: new Map([['p0', manages]]) }
  const timeline = new Timeline(before, 0)
  timeline.changedTo(people('Ada'), { from: 40, to: 50 }, new Set(['p9']))
  const version60 = { ...version(60, open, 'Ada'), value: manages }
  const remembered = { ...remembering(version(60, open, 'Ada')), person_manager: new Map([['p0', [version60]]]) }
  expect(judgeHistory(timeline, remembered, [run('r60', 51, 60)], noLag)).toEqual([])
})

test.each([
  ['two versions at once', [version(10, 30, 'Ada'), version(20, open, 'Eva')], 'before the version before it ends'],
  ['a gap in a person', [version(10, 20, 'Ada'), version(30, open, 'Eva')], 'leaves a gap'],
  ['a version twice', [version(10, 20, 'Ada'), version(20, open, 'Ada')], 'the same as the version before it'],
  ['a version of no run', [version(10, open, 'Ada', { openedBy: 'nobody' })], 'begins at no instant of run nobody'],
])('%s is told', (_, versions, sentence) => {
  const runs = [10, 20, 30].map((at) => run(`r${at}`, at - 5, at))
  expect(judgeVersions(remembering(...versions), runs).join()).toContain(sentence)
})

test('versions that follow each other are right', () => {
  const runs = [10, 20].map((at) => run(`r${at}`, at - 5, at))
  expect(judgeVersions(remembering(version(10, 20, 'Ada'), version(20, open, 'Eva')), runs)).toEqual([])
})

test('an edge that points to nobody is told', () => {
  const member = { ...version(10, open, 'x'), value: textOf('group_member', { member_type: 'user' }) }
  const remembered: Remembered = {
    ...remembering(version(10, open, 'Ada')),
    directory_group: new Map([['g0', [version(10, open, 'Doors')]]]),
    group_member: new Map([
      ['g0 p0', [member]],
      ['g0 p1', [member]],
    ]),
  }
  expect(judgeEdges(remembered)).toEqual(['group_member g0 p1 points to no person'])
})
