import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { check } from '../check.ts'
import { order, type TrueObject, truth } from '../control.ts'
import { m365, m365Failure, setting } from './m365.ts'

const idsOf = (objects: readonly { readonly id: string }[]) => objects.map(({ id }) => id).sort()

/** `m365 entra user …` */
export async function users(): Promise<void> {
  const people = (await truth()).users
  const [person] = people.filter(({ department, userType }) => department !== null && userType === 'Member')
  if (person === undefined) throw new Error('The simulated tenancy has too few people')

  await check('entra user list', async () => {
    deepEqual(idsOf(await m365<TrueObject[]>('entra', 'user', 'list', '--properties', 'id,displayName')), idsOf(people))
  })
  await check('entra user list, of one type, filtered', async () => {
    const guests = await m365<TrueObject[]>('entra', 'user', 'list', '--type', 'Guest')
    deepEqual(idsOf(guests), idsOf(people.filter(({ userType }) => userType === 'Guest')))
    const department = person.department ?? ''
    const colleagues = await m365<TrueObject[]>('entra', 'user', 'list', '--department', department)
    deepEqual(idsOf(colleagues), idsOf(people.filter((one) => one.department?.startsWith(department))))
  })
  await check('entra user get by id and by name', async () => {
    equal((await m365('entra', 'user', 'get', '--id', person.id)).userPrincipalName, person.userPrincipalName)
    equal((await m365('entra', 'user', 'get', '--userName', person.userPrincipalName)).id, person.id)
  })
  await check('entra user get of nobody: an error', async () => {
    const nobody = `nobody@${setting.domain}`
    match(await m365Failure('entra', 'user', 'get', '--userName', nobody), /does not exist|not found/)
  })
  await check('entra user groupmembership list', async () => {
    const groups = (await truth()).groups.filter(({ members }) => members.includes(person.id))
    const found = await m365<{ groupId: string }[]>('entra', 'user', 'groupmembership', 'list', '--userId', person.id)
    const ids = found.map(({ groupId }) => groupId)
    ok(
      groups.every(({ id }) => ids.includes(id)),
      `${ids} lack some of ${idsOf(groups)}`,
    )
  })

  const userName = `nils.aker@${setting.domain}`
  const trueUser = async () => (await truth()).users.find(({ userPrincipalName }) => userPrincipalName === userName)
  await check('entra user add', async () => {
    const made = await m365(
      'entra',
      'user',
      'add',
      '--userName',
      userName,
      '--displayName',
      'Nils Aker',
      '--department',
      'Metering',
    )
    equal((await trueUser())?.id, made.id)
    equal((await trueUser())?.department, 'Metering')
    ok(made.password)
  })
  await check('entra user set', async () => {
    await m365('entra', 'user', 'set', '--userName', userName, '--department', 'Billing', '--jobTitle', 'Reader')
    equal((await trueUser())?.department, 'Billing')
  })
  await check('entra user remove', async () => {
    await m365('entra', 'user', 'remove', '--userName', userName, '--force')
    equal(await trueUser(), undefined)
  })
  await check('entra user list waits when Graph is busy', async () => {
    await order('fault', { rule: 'when GET /users, first 1 calls, then 429 with Retry-After 1' })
    equal((await m365<unknown[]>('entra', 'user', 'list', '--properties', 'id')).length, people.length)
  })
}
