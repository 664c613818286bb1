import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { minutes, seconds } from '../../kernel/time.ts'
import { allScopes } from '../../operation/scopes.ts'
import {
  addressBucket,
  apiKeyState,
  keyScopes,
  linkOutcome,
  mayAssignRole,
  mayChangeCredentials,
  sessionStands,
  slowDowns,
  waitBefore,
} from './rules.ts'

const text = readFileSync(new URL('./rules.cases.yaml', import.meta.url), 'utf8')
const tables = z.record(z.string(), z.array(z.looseObject({ name: z.string() }))).parse(parse(text))
const at = (minute: number) => new Date(minutes(minute))
const minute = z.number().transform(at)

function decides<Shape extends z.ZodRawShape>(
  table: string,
  shape: Shape,
  decide: (facts: z.output<z.ZodObject<Shape>>) => unknown,
): void {
  const cases = z
    .array(z.looseObject({ name: z.string(), is: z.json() }))
    .min(1)
    .parse(tables[table])
  describe(table, () => {
    test.each(cases)('$name', (facts) => {
      expect(decide(z.object(shape).parse(facts))).toEqual(facts.is)
    })
  })
}

decides('sessionStands', { lastSeen: minute, expires: minute, now: minute }, ({ lastSeen, expires, now }) =>
  sessionStands({ lastSeenAt: lastSeen, expiresAt: expires }, now),
)
decides('mayChangeCredentials', { started: minute, has: z.boolean(), now: minute }, ({ started, has, now }) =>
  mayChangeCredentials({ startedAt: started, hasCredentials: has }, now),
)
decides('keyScopes', { granted: z.array(z.string()), role: z.string().optional() }, ({ granted, role }) =>
  keyScopes(granted, role),
)
decides(
  'apiKeyState',
  { expires: minute, now: minute, revoked: minute.optional(), member: z.boolean() },
  ({ expires, now, revoked, member }) =>
    apiKeyState({ expiresAt: expires, revokedAt: revoked ?? null, creatorIsMember: member }, now),
)
decides(
  'mayAssignRole',
  {
    role: z.enum(['owner', 'admin']).optional(),
    scopes: z.union([z.literal('all'), z.array(z.string())]).default('all'),
    from: z.string().optional(),
    to: z.string().optional(),
  },
  ({ role, scopes, from, to }) => mayAssignRole({ role, scopes: scopes === 'all' ? allScopes : scopes }, { from, to }),
)
decides(
  'linkOutcome',
  { by: z.enum(['installation', 'organisation']), signedIn: z.boolean(), has: z.boolean(), elsewhere: z.boolean() },
  ({ by, signedIn, has, elsewhere }) =>
    linkOutcome({ issuedBy: by, signedInAsThem: signedIn, hasCredentials: has, belongsElsewhere: elsewhere }),
)
decides('waitBefore', { failures: z.number(), since: z.number() }, ({ failures, since }) => {
  const now = new Date(seconds(1_000_000))
  const lastFailedAt = new Date(now.getTime() - seconds(since))
  return waitBefore({ failures, lastFailedAt }, slowDowns.account, now) / 1_000
})
decides('addressBucket', { address: z.string() }, ({ address }) => addressBucket(address))

test('every table is run', () => {
  const run = [sessionStands, mayChangeCredentials, keyScopes, apiKeyState, mayAssignRole, linkOutcome, waitBefore]
  expect(Object.keys(tables).sort()).toEqual([...run.map(({ name }) => name), 'addressBucket'].sort())
})
