import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { GraphError } from '@microsoft/microsoft-graph-client'
import { check, failureOf } from '../check.ts'
import { truth } from '../control.ts'
import { client, setting } from './client.ts'

const reference = (id: string | undefined) => ({ '@odata.id': `${setting.graph}/v1.0/directoryObjects/${id}` })
const trueGroup = async (id: string) => (await truth()).groups.find((group) => group.id === id)

/** A group's life through Graph, with its members and owners. */
export async function groupWrites(): Promise<void> {
  const people = (await truth()).users.filter(({ userType }) => userType === 'Member').slice(0, 4)
  const [first, second, third, owner] = people.map(({ id }) => id)
  let id = ''

  await check('creates a security group with an owner', async () => {
    const created = await client.api('/groups').post({
      displayName: 'Meter readers',
      mailEnabled: false,
      mailNickname: 'meter-readers',
      securityEnabled: true,
      'owners@odata.bind': [`${setting.graph}/v1.0/users/${owner}`],
    })
    id = created.id
    equal((await trueGroup(id))?.displayName, 'Meter readers')
    deepEqual(
      (await client.api(`/groups/${id}/owners`).get()).value.map((one: { id: string }) => one.id),
      [owner],
    )
  })
  await check('adds a member by reference', async () => {
    equal(await client.api(`/groups/${id}/members/$ref`).post(reference(first)), undefined)
    deepEqual((await trueGroup(id))?.members, [first])
  })
  await check('adds nobody twice', async () => {
    const error = await failureOf(() => client.api(`/groups/${id}/members/$ref`).post(reference(first)))
    ok(error instanceof GraphError, String(error))
    equal(error.statusCode, 400)
    match(error.message, /added object references already exist/)
  })
  await check('adds several members at once', async () => {
    const bind = [second, third].map((member) => `${setting.graph}/v1.0/directoryObjects/${member}`)
    await client.api(`/groups/${id}`).patch({ 'members@odata.bind': bind })
    deepEqual((await trueGroup(id))?.members, [first, second, third].sort())
  })
  await check('removes a member', async () => {
    await client.api(`/groups/${id}/members/${second}/$ref`).delete()
    deepEqual((await trueGroup(id))?.members, [first, third].sort())
  })
  await check('updates a group', async () => {
    await client.api(`/groups/${id}`).patch({ displayName: 'Readers of meters', description: 'On the road' })
    equal((await trueGroup(id))?.displayName, 'Readers of meters')
  })
  await check('creates a Microsoft 365 group', async () => {
    const created = await client.api('/groups').post({
      displayName: 'Meter news',
      groupTypes: ['Unified'],
      mailEnabled: true,
      mailNickname: 'meter-news',
      securityEnabled: false,
    })
    deepEqual(created.groupTypes, ['Unified'])
    match(created.mail, /^meter-news@/)
  })
  await check('deletes a group', async () => {
    await client.api(`/groups/${id}`).delete()
    equal(await trueGroup(id), undefined)
  })
}
