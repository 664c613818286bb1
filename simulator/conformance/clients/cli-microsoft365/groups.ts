import { deepEqual, equal } from 'node:assert/strict'
import { check } from '../check.ts'
import { type TrueObject, truth } from '../control.ts'
import { m365 } from './m365.ts'

const idsOf = (objects: readonly { readonly id: string }[]) => objects.map(({ id }) => id).sort()

/** `m365 entra group …` */
export async function groups(): Promise<void> {
  const { groups: known, users } = await truth()
  const group = known.find(({ members }) => members.length > 3)
  const people = users.filter(({ userType, accountEnabled }) => userType === 'Member' && accountEnabled)
  const [first, second] = people
  if (group === undefined || first === undefined || second === undefined)
    throw new Error('The simulated tenancy has too few people')

  await check('entra group list', async () => {
    deepEqual(idsOf(await m365<TrueObject[]>('entra', 'group', 'list')), idsOf(known))
  })
  for (const [type, fits] of Object.entries(TYPES))
    await check(`entra group list --type ${type}`, async () => {
      const found = await m365<TrueObject[]>('entra', 'group', 'list', '--type', type)
      deepEqual(idsOf(found), idsOf(known.filter(fits)))
    })
  await check('entra group get by id and by name', async () => {
    equal((await m365('entra', 'group', 'get', '--id', group.id)).displayName, group.displayName)
    equal((await m365('entra', 'group', 'get', '--displayName', group.displayName)).id, group.id)
  })
  await check('entra group member list', async () => {
    const found = await m365<TrueObject[]>(
      'entra',
      'group',
      'member',
      'list',
      '--groupId',
      group.id,
      '--role',
      'Member',
    )
    deepEqual(idsOf(found), [...group.members].sort())
  })

  let id = ''
  const members = async () => (await truth()).groups.find((one) => one.id === id)?.members
  await check('entra group add', async () => {
    const options = ['--displayName', 'Meter readers', '--type', 'security', '--ownerIds', first.id]
    id = String((await m365('entra', 'group', 'add', ...options)).id)
    deepEqual(await members(), [])
  })
  await check('entra group member add', async () => {
    const ids = [first.id, second.id].join(',')
    await m365('entra', 'group', 'member', 'add', '--groupId', id, '--userIds', ids, '--role', 'Member')
    deepEqual(await members(), [first.id, second.id].sort())
  })
  await check('entra group member remove', async () => {
    const options = ['--groupId', id, '--userIds', second.id, '--role', 'Member', '--force']
    await m365('entra', 'group', 'member', 'remove', ...options)
    deepEqual(await members(), [first.id])
  })
  await check('entra group remove', async () => {
    await m365('entra', 'group', 'remove', '--id', id, '--force')
    equal(await members(), undefined)
  })
}

/** What the command means by its types. */
const TYPES: Readonly<Record<string, (group: TrueObject) => boolean>> = {
  microsoft365: ({ groupTypes }) => groupTypes.includes('Unified'),
  security: ({ securityEnabled, mailEnabled }) => securityEnabled && !mailEnabled,
  distribution: ({ securityEnabled, mailEnabled, groupTypes }) =>
    !securityEnabled && mailEnabled && !groupTypes.includes('Unified'),
  mailEnabledSecurity: ({ securityEnabled, mailEnabled, groupTypes }) =>
    securityEnabled && mailEnabled && !groupTypes.includes('Unified'),
}
