import { equal, ok } from 'node:assert/strict'
import { check } from '../check.ts'
import { truth } from '../control.ts'
import { client, setting } from './client.ts'

/** A user's life through the typed client. */
export async function writes(): Promise<void> {
  const trueUser = async () => (await truth()).users.find((user) => user.id === id)
  let id = ''

  await check('creates a user', async () => {
    const created = await client.users.post({
      accountEnabled: true,
      displayName: 'Lars Vinter',
      mailNickname: 'lars.vinter',
      userPrincipalName: `lars.vinter@${setting.domain}`,
      passwordProfile: { forceChangePasswordNextSignIn: true, password: 'Not-a-real-1-password' },
    })
    id = created?.id ?? ''
    equal((await trueUser())?.displayName, 'Lars Vinter')
  })
  await check('updates a user', async () => {
    await client.users.byUserId(id).patch({ department: 'Billing' })
    equal((await trueUser())?.department, 'Billing')
  })
  await check('deletes a user', async () => {
    await client.users.byUserId(id).delete()
    equal(await trueUser(), undefined)
    ok((await truth()).deleted.some((user) => user.id === id))
  })
}
