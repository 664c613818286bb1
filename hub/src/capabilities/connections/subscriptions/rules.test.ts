import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { systemRandom } from '../../../kernel/random.ts'
import { minutes, seconds } from '../../../kernel/time.ts'
import { ConnectionNotificationsState } from '../model.ts'
import { inboundAddress } from './address.ts'
import { isClientState, newClientState } from './client-state.ts'
import { nextStep, notificationsStanding, subscriptionLife, wakeAt } from './rules.ts'
import { failureReasons, type Kept } from './subscription.ts'
import { notificationWords } from './words.ts'

const now = new Date('2026-03-01T00:00:00Z')
const after = (count: number) => new Date(now.getTime() + minutes(count))
const before = (count: number | undefined) => (count === undefined ? null : after(-count))

const KeptCase = z
  .strictObject({
    gone: z.boolean().default(false),
    moved: z.boolean().default(false),
    authorised: z.number().optional(),
    expires: z.number().optional(),
    challenged: z.number().optional(),
    unannounced: z.number().optional(),
    quiet: z.number().optional(),
    failures: z.number().default(0),
    failed: z.number().optional(),
  })
  .nullable()
type KeptCase = z.infer<typeof KeptCase>
const Cases = z.strictObject({
  nextStep: z.array(
    z.strictObject({ name: z.string(), kept: KeptCase, step: z.string(), until: z.number().optional() }),
  ),
  standing: z.array(
    z.strictObject({
      name: z.string(),
      address: z.boolean().default(true),
      users: KeptCase,
      groups: KeptCase,
      state: ConnectionNotificationsState,
    }),
  ),
  wakeAt: z.array(z.strictObject({ name: z.string(), ordered: z.number().nullable(), at: z.number().nullable() })),
  inboundAddress: z.array(
    z.strictObject({
      name: z.string(),
      public: z.string(),
      inbound: z.string().optional(),
      here: z.boolean().default(false),
      address: z.string().nullable(),
    }),
  ),
})
const cases = Cases.parse(parse(readFileSync(new URL('rules.cases.yaml', import.meta.url), 'utf8')))

const keptOf = (given: KeptCase, resource: Kept['resource'] = 'users'): Kept | undefined =>
  given === null
    ? undefined
    : {
        resource,
        subscriptionId: given.gone ? null : 'an id of Microsoft’s',
        notificationUrl: given.moved ? 'https://before.example.org' : 'https://here.example.org',
        authorisedAt: before(given.authorised),
        expiresAt: given.expires === undefined ? null : after(given.expires),
        challengedAt: before(given.challenged),
        notifiedAt: null,
        unannouncedAt: before(given.unannounced),
        quietAt: before(given.quiet),
        failures: given.failures,
        failedAt: before(given.failed),
        failedReason: null,
      }

describe('what a subscription needs', () => {
  test.each(cases.nextStep)('$name: $step', ({ kept, step, until }) => {
    const found = nextStep(keptOf(kept), 'https://here.example.org', now)
    expect(found.do === 'recreate' ? `recreate ${found.why}` : found.do).toBe(step)
    expect(found.do === 'wait' ? found.until : undefined).toEqual(until === undefined ? undefined : after(until))
  })

  test('is at most what Microsoft grants for users and groups', () => {
    expect(subscriptionLife).toBeLessThanOrEqual(minutes(41_760))
  })
})

describe('where the notifications of a connection stand', () => {
  test.each(cases.standing)('$name: $state', ({ address, users, groups, state }) => {
    const kept = [keptOf(users), keptOf(groups, 'groups')].filter((one) => one !== undefined)
    expect(notificationsStanding(kept, address, now)).toBe(state)
  })

  test('every state has words, and what fails says what to do', () => {
    for (const state of ConnectionNotificationsState.options)
      expect(notificationWords(state, null).sentence).toMatch(/\.$/)
    for (const reason of failureReasons) expect(notificationWords('failing', reason).next).toMatch(/\.$/)
  })
})

describe('when a notification’s sync begins', () => {
  test.each(cases.wakeAt)('$name', ({ ordered, at }) => {
    const second = (count: number) => new Date(now.getTime() + seconds(count))
    expect(wakeAt(ordered === null ? null : second(ordered), now)).toEqual(at === null ? undefined : second(at))
  })

  test('however they come, syncs are half a minute apart, and none comes later than that after a notification', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { minLength: 1, maxLength: 300 }), (gaps) => {
        let at = now.getTime()
        let ordered: Date | null = null
        for (const gap of gaps) {
          at += gap
          const next = wakeAt(ordered, new Date(at))
          if (!next) {
            // one that is still to come sees this change too
            expect(ordered !== null && ordered.getTime() > at).toBe(true)
            continue
          }
          if (ordered) expect(next.getTime() - ordered.getTime()).toBeGreaterThanOrEqual(seconds(30))
          expect(next.getTime() - at).toBeLessThanOrEqual(seconds(30))
          ordered = next
        }
      }),
    )
  })
})

describe('where Microsoft finds this installation', () => {
  test.each(cases.inboundAddress)('$name: $address', ({ public: publicUrl, inbound, here, address }) => {
    expect(inboundAddress({ publicUrl, inboundUrl: inbound, cloudIsHere: here }) ?? null).toBe(address)
  })
})

describe('the secret of a subscription', () => {
  test('is known by its hash, and no other text is', () => {
    const { clientState, hash } = newClientState(systemRandom)
    expect(clientState).toHaveLength(43)
    expect(isClientState(clientState, hash)).toBe(true)
    for (const other of ['', clientState.slice(1), `${clientState} `, newClientState(systemRandom).clientState])
      expect(isClientState(other, hash)).toBe(false)
  })
})
