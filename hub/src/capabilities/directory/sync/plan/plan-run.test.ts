import { describe, expect, test } from 'vitest'
import { allResources } from '../resources/resources.ts'
import { batchesAtOnce, costOfReading } from './cost.ts'
import { fallbackOf, type PlanFacts, planRun } from './plan-run.ts'
import { rereadInterval } from './rota.ts'
import type { TenancySizes } from './run-plan.ts'

const large: TenancySizes = {
  users: 100_000,
  groups: 20_000,
  servicePrincipals: 5_000,
  memberships: 1_000_000,
  assignments: 300_000,
  permissionGrants: 10_000,
  administrativeUnits: 10,
}
const small: TenancySizes = {
  users: 300,
  groups: 40,
  servicePrincipals: 60,
  memberships: 900,
  assignments: 500,
  permissionGrants: 90,
  administrativeUnits: 2,
}
const facts = (more: Partial<PlanFacts> = {}): PlanFacts => ({
  trigger: 'first_import',
  cursors: [],
  packs: new Set(['directory-read']),
  refused: new Set(),
  sizes: large,
  latencyMs: 150,
  unitsPerSecond: 800,
  now: new Date('2030-05-01T12:00:00Z'),
  ...more,
})
const strategies = (more: Partial<PlanFacts>) =>
  Object.fromEntries(planRun(allResources, facts(more)).starting.map(({ resource, strategy }) => [resource, strategy]))
const pace = { latencyMs: 150, unitsPerSecond: 800 }

describe('a first import', () => {
  test('of many people goes side by side, since one chain would take minutes', () => {
    expect(strategies({})).toMatchObject({ users: 'parallel', groups: 'parallel', appRoleAssignments: 'expanded' })
  })

  test('of few goes as one chain, which costs the fewest units', () => {
    expect(strategies({ sizes: small })).toMatchObject({ users: 'chain', groups: 'chain' })
  })

  test('of many at a Graph that answers at once goes as one chain where splitting saves next to nothing', () => {
    expect(strategies({ latencyMs: 0, sizes: { ...small, users: 5_000 } })).toMatchObject({ users: 'chain' })
  })

  test('says what it should cost: waits side by side do not add up, units do', () => {
    const { plan } = planRun(allResources, facts())
    const units = plan.resources.reduce((sum, { expected }) => sum + expected.units, 0)
    expect(plan.expected.units).toBe(units)
    expect(plan.expected.seconds).toBeGreaterThanOrEqual(units / 800)
    expect(plan.expected.seconds).toBeLessThan(
      plan.resources.reduce((sum, { expected }) => sum + expected.seconds, 0) + units / 800,
    )
  })
})

test('what was refused lately is not asked for again, and the plan says so', () => {
  const refused = new Set(['groups parallel', 'servicePrincipalOwners chain', 'signInActivity list'])
  const packs = new Set(['directory-read', 'sign-in-activity'] as const)
  expect(strategies({ refused, packs })).toMatchObject({
    groups: 'chain',
    servicePrincipalOwners: 'expanded',
    signInActivity: 'smallPages',
  })
  const owners = planRun(allResources, facts({ refused })).plan.resources.find(
    ({ resource }) => resource === 'servicePrincipalOwners',
  )
  expect(owners?.reasons).toContain('refused_before')
})

test('where everything was refused the first way is tried again', () => {
  expect(strategies({ refused: new Set(['appRoleAssignments expanded']) })).toMatchObject({
    appRoleAssignments: 'expanded',
  })
})

test('a way that is refused within a run is followed by the next, and by none in the end', () => {
  const grants = allResources.find(({ resource }) => resource === 'permissionGrants')
  if (!grants) throw new Error('no grants')
  expect(fallbackOf(grants, new Set(['permissionGrants chain']))).toBe('list')
  expect(fallbackOf(grants, new Set(['permissionGrants chain', 'permissionGrants list']))).toBeUndefined()
})

test('a scheduled run reads changes, and leaves what was read lately with the time when it is due', () => {
  const readAt = new Date('2030-05-01T11:45:00Z')
  const cursors = allResources.map(({ resource, strategies: ways }) => ({
    resource,
    deltaLink: ways.changes ? 'link' : null,
    readAt,
    rereadAt: null,
  }))
  const { plan, starting } = planRun(allResources, facts({ trigger: 'schedule', cursors, sizes: small }))
  expect(starting.every(({ strategy, from }) => strategy === 'changes' && from === 'link')).toBe(true)
  expect(plan.left).toEqual([
    { resource: 'appRoleAssignments', dueAt: '2030-05-01T12:45:00.000Z' },
    { resource: 'licences', dueAt: '2030-05-01T12:45:00.000Z' },
  ])
  expect(plan.expected.requests).toBe(6)
})

describe('costs', () => {
  test('a chain is as long as its objects or its links make it', () => {
    expect(costOfReading('groups', 'chain', large, pace)).toMatchObject({ requests: 2_000, units: 2_000 })
    expect(costOfReading('users', 'chain', large, pace)).toMatchObject({ requests: 500, units: 500 })
  })

  test('side by side the bookmark, the list, the chains of fifty and what changed meanwhile are counted', () => {
    expect(costOfReading('users', 'parallel', large, pace).requests).toBe(2 + 101 + 2_000)
    expect(costOfReading('groups', 'parallel', large, pace).requests).toBe(2 + 21 + 400 * 5)
  })

  test('never below what Microsoft’s limit lets through', () => {
    const cost = costOfReading('users', 'parallel', large, { latencyMs: 0, unitsPerSecond: 350 })
    expect(cost.seconds).toBeCloseTo(cost.units / 350, 5)
  })

  test('what is read again whole is left the longer the more it costs', () => {
    expect(rereadInterval(100, 800)).toBe(3_600_000)
    expect(rereadInterval(1_000_000, 800)).toBe((1_000_000 / 16) * 1_000)
  })

  test('the slower the answers the more batches are under way, within bounds', () => {
    const at = (latencyMs: number) => batchesAtOnce({ latencyMs, unitsPerSecond: 800 })
    expect(at(0)).toBeLessThanOrEqual(at(50))
    expect(at(5_000)).toBe(16)
    expect(batchesAtOnce({ latencyMs: 0, unitsPerSecond: 10 })).toBe(4)
  })
})
