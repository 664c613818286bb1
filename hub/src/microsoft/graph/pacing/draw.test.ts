import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Account, openedAccount } from './account.ts'
import { type Draw, drawn } from './draw.ts'
import type { Pace } from './limits.ts'
import { urgencies } from './pacer.ts'

const pace = { units: 1_000, perMs: 10_000 }
const start = Date.parse('2026-03-01T09:00:00Z')
/** full, and Microsoft was heard just now */
const full: Account = { ...openedAccount(pace, start), heardAt: start }
const empty: Account = { ...full, level: 0, reserve: 0 }

const of = (more: Partial<Draw>): Draw => ({
  drawer: 'one',
  urgency: 'bulk',
  needed: 1,
  wanted: more.needed ?? 1,
  unspent: 0,
  underWay: 0,
  ...more,
})
/** several draws at their instants after the start; what each got, or how long it is to wait */
const draws = (account: Account, ...all: [after: number, draw: Partial<Draw>][]): (number | string)[] => {
  let now = account
  return all.map(([after, draw]) => {
    const got = drawn(now, pace, of(draw), start + after)
    now = got.account
    return got.granted > 0 ? got.granted : `${got.waitMs} ms`
  })
}

describe('bulk work', () => {
  test('gets what it wants while there is plenty', () => {
    expect(draws(full, [0, { wanted: 125 }], [50, { wanted: 125 }])).toEqual([125, 125])
  })
  test('gets what is left, and never the reserve', () => {
    expect(draws(full, [0, { wanted: 880 }], [0, { wanted: 125 }], [0, {}])).toEqual([880, 20, '10 ms'])
  })
  test('gets 98 % of what flows in until the reserve stands', () => {
    expect(draws(empty, [1_000, { wanted: 500 }])).toEqual([98])
    expect(draws({ ...empty, reserve: 100 }, [1_000, { wanted: 500 }])).toEqual([100])
  })
  test('gives back what it did not spend, but fills no account beyond its size', () => {
    expect(draws(full, [0, { wanted: 900 }], [0, { needed: 0, unspent: 60 }], [0, { wanted: 900 }])).toEqual([
      900,
      '0 ms',
      60,
    ])
    expect(draws(full, [0, { needed: 0, unspent: 500 }], [0, { wanted: 2_000 }])).toEqual(['0 ms', 900])
  })
  test('asks for more than an account holds once it is full, and owes the rest', () => {
    expect(draws(full, [0, { needed: 1_200 }], [0, {}])).toEqual([1_200, `${301 * 10} ms`])
  })
})

describe('urgent work', () => {
  test.each(['action', 'interactive'] as const)('%s draws on the reserve', (urgency) => {
    expect(draws(full, [0, { wanted: 900 }], [0, { urgency, needed: 40 }])).toEqual([900, 40])
  })
  test('is waited for by bulk work, of other processes too', () => {
    const urgent = { drawer: 'two', urgency: 'interactive', needed: 30 } as const
    expect(draws(empty, [0, urgent], [100, { needed: 5 }], [306, urgent], [320, {}])).toEqual([
      '307 ms',
      '50 ms',
      30,
      1,
    ])
  })
  test('is not waited for once it has gone', () => {
    const urgent = { drawer: 'two', urgency: 'action', needed: 10 } as const
    expect(draws(empty, [0, urgent], [300, {}], [353, {}])).toEqual(['103 ms', '50 ms', 1])
  })
  test('an action goes before a person who waits, and not the other way about', () => {
    const action = { drawer: 'two', urgency: 'action', needed: 30 } as const
    expect(draws(empty, [0, action], [100, { urgency: 'interactive' }])).toEqual(['307 ms', '50 ms'])
    expect(draws(empty, [0, { ...action, urgency: 'interactive' }], [100, { urgency: 'action' }])).toEqual([
      '307 ms',
      1,
    ])
  })
})

describe('several bulk processes', () => {
  const processes = (count: number) => Array.from({ length: count }, (_, index) => `process ${index}`)
  test('share what flows in evenly, whoever comes first each time', () => {
    const got = new Map<string, number>()
    let account = { ...empty, reserve: 100 }
    for (let after = 50; after <= 10_000; after += 50)
      for (const drawer of processes(4)) {
        const { account: next, granted } = drawn(account, pace, of({ drawer, wanted: 125 }), start + after)
        account = next
        got.set(drawer, (got.get(drawer) ?? 0) + granted)
      }
    expect(Math.min(...got.values())).toBeGreaterThan(0.9 * Math.max(...got.values()))
    expect([...got.values()].reduce((sum, units) => sum + units)).toBeGreaterThan(980)
  })
  test('one that has gone leaves its part to the others after a second', () => {
    const other = { drawer: 'two', wanted: 125 }
    expect(draws({ ...empty, reserve: 100 }, [1, { drawer: 'one' }], [2, other], [1_502, other])[2]).toBeGreaterThan(
      100,
    )
  })
})

describe('after ten silent seconds', () => {
  const silent: Account = { ...full, heardAt: start - 10_000 }
  test('bulk work sends one request first', () => {
    expect(draws(silent, [0, { needed: 2, wanted: 125 }], [1, { drawer: 'two' }])).toEqual([2, '50 ms'])
  })
  test('and another when the first is not answered', () => {
    expect(draws(silent, [0, {}], [1_000, { wanted: 125 }])).toEqual([1, 1])
  })
  test('and goes on as soon as Microsoft was heard', () => {
    const lesson = { at: start + 60, pausedUntil: 0 }
    expect(draws(silent, [0, {}], [60, { wanted: 125, lesson }])).toEqual([1, 125])
  })
  test('urgent work does not wait for that', () => {
    expect(draws(silent, [0, {}], [1, { urgency: 'interactive', needed: 9 }])).toEqual([1, 9])
  })
})

describe('a pause', () => {
  test('holds everybody', () => {
    const paused = { ...full, pausedUntil: start + 4_000 }
    expect(draws(paused, [1_000, {}], [1_500, { drawer: 'two', urgency: 'action' }], [4_000, {}])).toEqual([
      '3000 ms',
      '2500 ms',
      '50 ms',
    ])
    expect(draws(paused, [4_000, {}])).toEqual([1])
  })
})

describe('where requests under way are limited', () => {
  const atOnce = 4
  test('all processes together have no more', () => {
    expect(
      draws(
        full,
        [0, { atOnce, underWay: 2 }],
        [1, { drawer: 'two', atOnce, underWay: 0 }],
        [2, { drawer: 'two', atOnce, underWay: 1 }],
        [3, { atOnce, underWay: 2, needed: 0 }],
        [4, { drawer: 'two', atOnce, underWay: 1 }],
      ),
    ).toEqual([1, 1, '50 ms', '0 ms', 1])
  })
  test('those of a process that died are forgotten after two minutes', () => {
    const busy = { drawer: 'two', atOnce, underWay: 3 }
    expect(draws(full, [0, busy], [119_999, { atOnce }])).toEqual([1, '50 ms'])
    expect(draws(full, [0, busy], [120_000, { atOnce }])).toEqual([1, 1])
  })
})

test('a tenancy that turns out larger leaves the share that was left', () => {
  const large = { units: 8_000, perMs: 10_000 }
  const small = { ...openedAccount({ units: 4_000, perMs: 10_000 }, start), heardAt: start }
  expect(drawn(small, large, of({ wanted: 9_999 }), start).granted).toBe(7_200)
  expect(drawn({ ...small, level: 0, reserve: 0 }, large, of({ wanted: 9_999 }), start).granted).toBe(0)
})

describe('clocks that differ', () => {
  test('one that is behind grants no instant twice', () => {
    expect(draws(empty, [1_000, { wanted: 500 }], [400, {}], [1_000, {}])).toEqual([98, '11 ms', '11 ms'])
  })
  test('one that was an hour ahead for a moment does not stop the others', () => {
    const ahead = drawn(full, pace, of({ wanted: 900 }), start + 3_600_000).account
    const { account } = drawn({ ...ahead, heardAt: start }, pace, of({}), start)
    expect(drawn(account, pace, of({ wanted: 50 }), start + 1_000).granted).toBe(50)
  })
})

/** A history of draws by several processes, which spend or give back what they got, and of whom some die. */
const History = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 400 }),
    drawer: fc.constantFrom('one', 'two', 'three'),
    urgency: fc.constantFrom(...urgencies),
    needed: fc.integer({ min: 0, max: 60 }),
    ahead: fc.integer({ min: 0, max: 200 }),
    givesBack: fc.double({ min: 0, max: 1, noNaN: true }),
    most: fc.option(fc.integer({ min: -100, max: 1_000 }), { nil: undefined }),
    slowTo: fc.option(fc.double({ min: 0.1, max: 1, noNaN: true }), { nil: undefined }),
    pauseMs: fc.option(fc.integer({ min: 1, max: 2_000 }), { nil: 0 }),
  }),
  { maxLength: 120 },
)
const Paces: fc.Arbitrary<Pace> = fc.constantFrom(
  pace,
  { units: 8_000, perMs: 10_000 },
  { units: 80, perMs: 1_000 },
  { units: 60, perMs: 60_000 },
)

test('the sum granted in any window never exceeds the limit and what the account held', () => {
  fc.assert(
    fc.property(Paces, fc.integer({ min: 0, max: 1_000 }), History, (limit, part, history) => {
      let account = openedAccount(limit, start)
      account = { ...account, level: (account.level * part) / 1_000, reserve: (account.reserve * part) / 1_000 }
      const hands = new Map<string, number>()
      const taken: { at: number; net: number; held: number }[] = []
      let at = start
      for (const { after, drawer, urgency, needed, ahead, givesBack, most, slowTo, pauseMs } of history) {
        at += after
        const unspent = (hands.get(drawer) ?? 0) * givesBack
        const held = Math.max(0, account.level) + account.reserve
        const lesson =
          most === undefined ? undefined : { at, most, slowTo, pausedUntil: pauseMs > 0 ? at + pauseMs : 0 }
        const draw = { drawer, urgency, needed, wanted: needed + ahead, unspent, underWay: 0, lesson }
        const got = drawn(account, limit, draw, at)
        account = got.account
        hands.set(drawer, got.granted)
        taken.push({ at, net: got.granted - unspent, held })
      }
      for (const [from, first] of taken.entries()) {
        let sum = 0
        for (const { at: now, net } of taken.slice(from)) {
          sum += net
          const before = from === 0 ? start : (taken[from - 1]?.at ?? start)
          expect(sum).toBeLessThanOrEqual(first.held + ((now - before) * limit.units) / limit.perMs + 1e-3)
        }
      }
    }),
  )
})

test('who asks gets something, or is told to come again', () => {
  fc.assert(
    fc.property(Paces, History, (limit, history) => {
      let account = openedAccount(limit, start)
      let at = start
      for (const { after, drawer, urgency, needed, ahead } of history) {
        at += after
        const draw = { drawer, urgency, needed, wanted: needed + ahead, unspent: 0, underWay: 0 }
        const got = drawn(account, limit, draw, at)
        account = got.account
        if (needed > 0) expect(got.granted >= needed || got.waitMs > 0).toBe(true)
      }
    }),
  )
})
