import { describe, expect, test } from 'vitest'
import { startTestCloud, valuesOf } from '../../testing/cloud.ts'
import { textOf } from '../model.ts'
import { World } from '../world.ts'

const FILE = `
tenancies:
  - displayName: Alder Water
    domain: alder-water.example
    primary: true
    users:
      - userPrincipalName: ada
        displayName: Ada Lund
        department: Operations
        roles: [Global Administrator]
        licences: [SPE_E5]
      - { userPrincipalName: ben@alder-water.example, displayName: Ben Roos, manager: ada, city: Lund }
    groups:
      - { displayName: Doors, kind: security, members: [ben, Operators], owners: [ada] }
      - { displayName: Operators, kind: dynamic, membershipRule: '(user.department -eq "Operations")' }
    administrativeUnits:
      - { displayName: Lund, members: [ben] }
    applications:
      - displayName: Pump Control
        roles: [Operator]
        assignments: [{ to: Doors, role: Operator }, { to: ada }]
`

const worldOf = (text: string) =>
  new World({ people: 20, seed: '7', applications: 3, seedFile: { name: 'own.yaml', text }, wallClock: () => 0 })

describe('a seed file', () => {
  test('stands in the place of the generated company, and people can sign in to it', async () => {
    const cloud = await startTestCloud({ seedFile: { name: 'own.yaml', text: FILE } })
    try {
      const { items } = await cloud.all('/users?$select=displayName,city')
      expect(items).toMatchObject([{ displayName: 'Ada Lund' }, { displayName: 'Ben Roos', city: 'Lund' }])
      const ada = await cloud.person('ada', ['User.Read'])
      expect((await ada.graph('/me/memberOf')).body).toMatchObject({
        value: [{ displayName: 'Global Administrator' }, { displayName: 'Operators' }],
      })
      const [doors] = valuesOf((await cloud.graph("/groups?$filter=displayName eq 'Doors'")).body)
      const members = await cloud.graph(`/groups/${doors?.id}/members`)
      expect(members.body).toMatchObject({ value: [{ displayName: 'Ben Roos' }, { displayName: 'Operators' }] })
      const manager = await cloud.graph(`/users/ben@alder-water.example/manager`)
      expect(manager.body).toMatchObject({ displayName: 'Ada Lund' })
    } finally {
      await cloud.close()
    }
  })

  test('stands beside the generated companies when it is not the primary one', () => {
    const world = worldOf(FILE.replace('    primary: true\n', ''))
    expect(world.tenancies.map(({ profile }) => profile.kind)).toEqual(['primary', 'other', 'publisher', 'seeded'])
    const [pump] = [...(world.tenancy('alder-water.example')?.store('servicePrincipal') ?? [])].slice(1)
    expect(pump && textOf(pump, 'displayName')).toBe('Pump Control')
  })

  test('gives the same ids every time', () => {
    const ids = () => [...worldOf(FILE).primary.store('user')].map(({ id }) => id)
    expect(ids()).toEqual(ids())
  })

  test.each([
    ['tenancies: [', /own\.yaml cannot be read as YAML or JSON/],
    ['{}', /own\.yaml: say `tenancies`/],
    ['tenancies: [{ domain: a.example }]', /own\.yaml: tenancies\[0\]: Say `displayName`/],
    [FILE.replace('manager: ada', 'manager: eva'), /tenancies\[0\]\.users\[1\]\.manager: there is no user eva@/],
    [FILE.replace('[ben, Operators]', '[ben, Painters]'), /groups\[0\]: there is neither a group nor a user Painters/],
    [FILE.replace('SPE_E5', 'SPE_E6'), /users\[0\]: licences: there is no SPE_E6; there are SPE_E5/],
    [FILE.replace('Global Administrator', 'King'), /users\[0\]: roles: there is no role King/],
    [FILE.replace('kind: dynamic', 'kind: security'), /`membershipRule` belongs to a group of kind dynamic/],
    [FILE.replace('-eq "Operations"', '-like "Operations"'), /groups\[1\]: The membership rule uses -like/],
    [
      FILE.replace('role: Operator', 'role: Pilot'),
      /applications\[0\]\.assignments\[0\]: Pump Control has no role Pilot/,
    ],
    [FILE.replaceAll('alder-water', 'brightwater'), /Two tenancies have the domain/],
  ])('that does not fit is refused by the place where it does not (%#)', (text, sentence) => {
    expect(() => worldOf(text)).toThrow(sentence)
  })
})
