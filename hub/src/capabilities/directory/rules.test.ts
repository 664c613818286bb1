import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { minutes } from '../../kernel/time.ts'
import { explainHidden, secondsLeft, shortestPath } from './rules.ts'
import { sentence } from './sentences.ts'
import { tooManyLost } from './sync/guard.ts'
import { dueNow } from './sync/plan/rota.ts'

const names = z.string()
const Cases = z.object({
  explainHidden: z.array(z.object({ hidden: z.record(names, z.number()), says: z.string() })),
  shortestPath: z.array(
    z.object({
      name: names,
      nestings: z.array(z.tuple([names, names])),
      from: z.array(names),
      to: names,
      path: z.array(names).nullable(),
    }),
  ),
  tooManyLost: z.array(
    z.object({
      name: names,
      losses: z.array(z.tuple([z.enum(['people', 'memberships', 'assignments']), z.number(), z.number(), z.number()])),
      stops: z.array(names),
    }),
  ),
  secondsLeft: z.array(
    z.object({ name: names, elapsed: z.number(), read: z.number(), expected: z.number(), left: z.number().nullable() }),
  ),
  dueNow: z.array(
    z.object({
      name: names,
      trigger: z.enum(['first_import', 'schedule', 'manual', 'connection']),
      tellsChanges: z.boolean(),
      cursor: z.tuple([z.string().nullable(), z.number(), z.boolean()]).nullable(),
      due: names,
    }),
  ),
  sentences: z.array(
    z.object({
      told: z.tuple([
        names,
        names.nullable(),
        names.nullable(),
        z.array(z.tuple([names, names.nullable(), names.nullable()])),
      ]),
      says: names,
    }),
  ),
})
const cases = Cases.parse(parse(readFileSync(new URL('rules.cases.yaml', import.meta.url), 'utf8')))

describe('rules', () => {
  test.each(cases.explainHidden)('hidden: $says', ({ hidden, says }) => {
    const all = { guests: 0, blocked: 0, absent: 0, deleted: 0, outOfScope: 0, ...hidden }
    const total = Object.values(all).reduce((sum, one) => sum + one, 0)
    expect(explainHidden({ total, ...all })).toBe(says)
  })

  test.each(cases.shortestPath)('path: $name', ({ nestings, from, to, path }) => {
    expect(
      shortestPath(
        nestings.map(([outer, inner]) => ({ outer, inner })),
        from,
        to,
      ) ?? null,
    ).toEqual(path)
  })

  test.each(cases.tooManyLost)('purge guard: $name', ({ losses, stops }) => {
    const counted = losses.map(([kind, now, before, of]) => ({ kind, now, before, of }))
    expect(tooManyLost(counted, { atLeast: 25, percent: 5 }).map(({ kind }) => kind)).toEqual(stops)
  })

  test.each(cases.secondsLeft)('time left: $name', ({ elapsed, read, expected, left }) => {
    expect(secondsLeft({ elapsedSeconds: elapsed, read, expected }) ?? null).toBe(left)
  })

  test.each(cases.dueNow)('due: $name', ({ trigger, tellsChanges, cursor, due }) => {
    const now = new Date('2030-05-01T12:00:00Z')
    const ago = (count: number) => new Date(now.getTime() - minutes(count))
    const cursors = cursor
      ? [{ resource: 'users' as const, deltaLink: cursor[0], readAt: ago(cursor[1]), rereadAt: cursor[2] ? now : null }]
      : []
    const resource = { resource: 'users' as const, tellsChanges, interval: minutes(60) }
    const found = dueNow(resource, { trigger, cursors, now })
    expect(found.kind === 'whole' ? found.reason : found.kind).toBe(due)
  })

  test.each(cases.sentences)('$says', ({ told: [kind, subjectName, objectName, changes], says }) => {
    const told = changes.map(([attribute, from, to]) => ({ attribute, from, to }))
    expect(sentence({ kind, subjectName, objectName, changes: told })).toBe(says)
  })
})
