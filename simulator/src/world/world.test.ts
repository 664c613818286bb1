import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { countsOf } from './counts.ts'
import { compileMembershipRule } from './membership-rule.ts'
import { isDynamic, textOf } from './model.ts'
import { targets, truthOf, visible } from './truth.ts'
import { World } from './world.ts'

const NOON = Date.parse('2026-05-04T12:00:00Z')
const folders: string[] = []

function worldOf(options: { people?: number; seed?: string; dataDir?: string; at?: number } = {}): World {
  const { people = 200, seed = '7', dataDir, at = NOON } = options
  const world = new World({ people, seed, dataDir, applications: 20, wallClock: () => at })
  world.replay()
  return world
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

describe('a generated tenancy', () => {
  test('is the same for the same seed and another for another', () => {
    expect(truthOf(worldOf().primary)).toEqual(truthOf(worldOf().primary))
    expect(truthOf(worldOf({ at: NOON + 90 * 86_400_000 }).primary)).toEqual(truthOf(worldOf().primary))
    expect(truthOf(worldOf({ seed: '8' }).primary)).not.toEqual(truthOf(worldOf().primary))
  })

  test('has exactly the people asked for, beside a second company and a publisher', () => {
    const world = worldOf({ people: 321 })
    expect([...visible(world.primary, 'user')]).toHaveLength(321)
    expect(world.tenancies.map((tenancy) => tenancy.profile.kind)).toEqual(['primary', 'other', 'publisher'])
  })

  test('has one tree of managers: everyone employed reaches the chief executive', () => {
    const { primary } = worldOf()
    for (const user of visible(primary, 'user')) {
      if (textOf(user, 'employeeId') === null) continue
      let top = user
      for (let steps = 0; steps < 12; steps++) top = [...targets(primary, 'manager', top)][0] ?? top
      expect(textOf(top, 'jobTitle')).toBe('Chief Executive Officer')
    }
  })

  test('nests security groups at least four levels deep', () => {
    const { primary } = worldOf()
    const depth = (id: string): number =>
      1 + Math.max(0, ...[...primary.relations.members.from(id)].filter((m) => primary.findOf('group', m)).map(depth))
    expect(Math.max(...[...visible(primary, 'group')].map((group) => depth(group.id)))).toBeGreaterThanOrEqual(4)
  })

  test('has addresses that are all different', () => {
    const upns = [...visible(worldOf({ people: 2500 }).primary, 'user')].map((user) =>
      textOf(user, 'userPrincipalName'),
    )
    expect(new Set(upns).size).toBe(2500)
  })

  test('is filled up to the sizes a benchmark asks for', () => {
    const fill = { groups: 600, memberships: 9000, assignments: 16_000 }
    const world = new World({ people: 300, seed: '7', applications: 700, fill, wallClock: () => NOON })
    expect(countsOf(world.primary)).toMatchObject({
      groups: { total: 600 },
      memberships: 9000,
      servicePrincipals: 701,
      appRoleAssignments: 16_000,
    })
  })

  test.each([4, 5, 10, 20, 33])('can be as small as %i people', (people) => {
    expect([...visible(worldOf({ people }).primary, 'user')]).toHaveLength(people)
  })

  test('has its well-known administrators in their roles', () => {
    const { primary } = worldOf()
    const admin = primary.findByKey('user', `admin@${primary.profile.domain}`)
    const roles = [...primary.relations.members.to(admin?.id ?? '')].flatMap((id) => {
      const role = primary.findOf('directoryRole', id)
      return role ? [textOf(role, 'displayName')] : []
    })
    expect(roles).toEqual(['Global Administrator'])
  })
})

describe('change', () => {
  test('dynamic groups hold exactly whom their rule matches, whatever happens', () => {
    const world = worldOf()
    world.perform('random', { count: 200 })
    for (const group of visible(world.primary, 'group')) {
      if (!isDynamic(group)) continue
      const matches = compileMembershipRule(textOf(group, 'membershipRule') ?? '')
      const wanted = [...visible(world.primary, 'user')].filter((user) => matches(user)).map(({ id }) => id)
      expect([...targets(world.primary, 'members', group)].map(({ id }) => id).sort()).toEqual(wanted.sort())
    }
  })

  test('a restart continues with the same tenancy, registrations and clock', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'simulator-'))
    folders.push(dataDir)
    const before = worldOf({ dataDir })
    before.perform('random', { count: 60 })
    before.perform('registrations', {
      appId: 'b8a9a2f4-0a52-4f1e-8f3d-5f0f1b7d9c10',
      displayName: 'Own',
      secret: 'x',
      consented: true,
    })
    before.perform('clock', { offsetMs: 3_600_000 })
    const after = worldOf({ dataDir, at: NOON + 60_000 })
    expect(truthOf(after.primary)).toEqual(truthOf(before.primary))
    expect(after.registrations).toEqual(before.registrations)
    expect(after.primary.log('user').next).toBe(before.primary.log('user').next)
    expect(after.now()).toBe(NOON + 60_000 + 3_600_000)
    expect(after.skipped).toEqual([])
  })

  test('a data folder of another seed is refused with the next step', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'simulator-'))
    folders.push(dataDir)
    worldOf({ dataDir })
    expect(() => worldOf({ dataDir, seed: '8' })).toThrow(/holds the tenancy with seed 7, not 8: start with the same/)
  })

  test('refused input changes nothing', () => {
    const world = worldOf()
    const before = truthOf(world.primary)
    for (const [name, input] of [
      ['hire', { departmen: 'Finance' }],
      ['move', { user: 'nobody@nowhere.example', department: 'Finance' }],
      [
        'rename',
        {
          user: `admin@${world.primary.profile.domain}`,
          userPrincipalName: `helpdesk@${world.primary.profile.domain}`,
        },
      ],
      ['create-group', { displayName: 'X', kind: 'dynamic', membershipRule: 'user.department -like "x"' }],
    ] as const)
      expect(() => world.perform(name, input)).toThrow()
    expect(truthOf(world.primary)).toEqual(before)
    expect(world.journal.entries).toEqual([])
  })

  test('a person who leaves lies in the recycle bin and comes back with their groups', () => {
    const { primary } = worldOf()
    const user = [...visible(primary, 'user')][10]
    if (!user) throw new Error('no user')
    const groups = [...primary.relations.members.to(user.id)]
    primary.remove(user, '2026-05-04T12:00:00Z')
    expect(primary.find(user.id)).toBeUndefined()
    expect([...primary.bin].map(({ id }) => id)).toEqual([user.id])
    primary.restore(user)
    expect([...primary.relations.members.to(user.id)]).toEqual(groups)
  })
})
