import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { check } from '../check.ts'
import { order, truth } from '../control.ts'
import { all, idsOf, setting } from './client.ts'

/** Delta query, followed by the library's page iterator. */
export async function changes(): Promise<void> {
  let deltaLink = ''

  await check('delta: everything, and a deltaLink at the address that was called', async () => {
    const first = await all('/users/delta?$select=displayName,department')
    deepEqual(idsOf(first.items), idsOf((await truth()).users))
    deltaLink = first.deltaLink ?? ''
    ok(deltaLink.startsWith(`${setting.graph}/v1.0/users/delta?$deltatoken=`), deltaLink)
  })

  await check('delta: nothing, when nothing has happened', async () => {
    const { items, deltaLink: next } = await all(deltaLink)
    deepEqual(items, [])
    deltaLink = next ?? ''
  })

  await check('delta: a person who came, and one who left', async () => {
    const leaver = (await truth()).users.findLast(({ userType }) => userType === 'Member')
    const hired = await order('hire', { givenName: 'Nova', surname: 'Ferrant' })
    await order('leave', { user: leaver?.id, how: 'delete' })
    const { items } = await all(deltaLink)
    equal(items.length, 2)
    equal(items.find(({ id }) => id === hired.id)?.displayName, 'Nova Ferrant')
    const removed = items.find(({ id }) => id === leaver?.id)?.['@removed']
    match(JSON.stringify(removed), /"reason":"(changed|deleted)"/)
  })
}
