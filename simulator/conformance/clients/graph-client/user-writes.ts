import { equal, match, ok } from 'node:assert/strict'
import { GraphError } from '@microsoft/microsoft-graph-client'
import { check, failureOf } from '../check.ts'
import { truth } from '../control.ts'
import { client, setting } from './client.ts'

const userPrincipalName = `mira.solberg@${setting.domain}`
const person = {
  accountEnabled: true,
  displayName: 'Mira Solberg',
  mailNickname: 'mira.solberg',
  userPrincipalName,
  passwordProfile: { forceChangePasswordNextSignIn: true, password: 'Not-a-real-1-password' },
}

const trueUser = async (id: string) => (await truth()).users.find((user) => user.id === id)

/** A user's life through Graph. */
export async function userWrites(): Promise<void> {
  let id = ''

  await check('creates a user', async () => {
    const created = await client.api('/users').post(person)
    id = created.id
    equal(created.userPrincipalName, userPrincipalName)
    equal(created.passwordProfile, undefined)
    equal((await trueUser(id))?.displayName, 'Mira Solberg')
  })
  await check('creates no second user of that name', async () => {
    const error = await failureOf(() => client.api('/users').post(person))
    ok(error instanceof GraphError, String(error))
    equal(error.statusCode, 400)
    equal(error.code, 'Request_BadRequest')
    match(error.message, /userPrincipalName already exists/)
  })
  await check('updates a user', async () => {
    equal(await client.api(`/users/${id}`).patch({ department: 'Metering', accountEnabled: false }), undefined)
    const user = await trueUser(id)
    equal(user?.department, 'Metering')
    equal(user?.accountEnabled, false)
  })
  await check('gives a user a manager', async () => {
    const manager = (await truth()).users.find(
      ({ userPrincipalName: name }) => name === setting.administrator.userPrincipalName,
    )
    const reference = { '@odata.id': `${setting.graph}/v1.0/users/${manager?.id}` }
    await client.api(`/users/${id}/manager/$ref`).put(reference)
    equal((await client.api(`/users/${id}/manager`).get()).id, manager?.id)
    await client.api(`/users/${id}/manager/$ref`).delete()
    const error = await failureOf(() => client.api(`/users/${id}/manager`).get())
    ok(error instanceof GraphError && error.statusCode === 404, String(error))
  })
  await check('revokes the sessions of a user', async () => {
    equal((await client.api(`/users/${id}/revokeSignInSessions`).post({})).value, true)
  })
  await check('deletes a user, into the recycle bin', async () => {
    await client.api(`/users/${id}`).delete()
    equal(await trueUser(id), undefined)
    const { value } = await client.api('/directory/deletedItems/microsoft.graph.user').get()
    ok(value.some((user: { id: string }) => user.id === id))
  })
  await check('restores a user', async () => {
    const restored = await client.api(`/directory/deletedItems/${id}/restore`).post({})
    equal(restored.id, id)
    equal((await trueUser(id))?.userPrincipalName, userPrincipalName)
  })
  await check('deletes a user for good', async () => {
    await client.api(`/users/${id}`).delete()
    await client.api(`/directory/deletedItems/${id}`).delete()
    ok((await truth()).deleted.every((user) => user.id !== id))
  })
}
