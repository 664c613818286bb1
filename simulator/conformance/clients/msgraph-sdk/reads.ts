import { deepEqual, equal, ok } from 'node:assert/strict'
import type { User, UserCollectionResponse } from '@microsoft/msgraph-sdk/models/index.js'
import type { DeltaGetResponse } from '@microsoft/msgraph-sdk-users/users/delta/index.js'
import { check } from '../check.ts'
import { order, truth } from '../control.ts'
import { client, idsOf, pagesFrom, setting } from './client.ts'

const EVENTUAL = { headers: { ConsistencyLevel: 'eventual' } }

/** People, as the typed client reads them. */
export async function reads(): Promise<void> {
  const { users, groups } = await truth()
  const user = users.find(({ department, userType }) => department !== null && userType === 'Member')
  if (user === undefined) throw new Error('The simulated tenancy has too few people')

  await check('all users over the nextLinks', async () => {
    const first = await client.users.get({ queryParameters: { top: 60, select: ['id', 'displayName'] } })
    const { items, pages } = await pagesFrom<User, UserCollectionResponse>(first, (link) =>
      client.users.withUrl(link).get(),
    )
    deepEqual(idsOf(items), idsOf(users))
    equal(pages, Math.ceil(users.length / 60))
  })
  await check('a user by id, with typed properties', async () => {
    const read = await client.users
      .byUserId(user.id)
      .get({ queryParameters: { select: ['displayName', 'accountEnabled', 'createdDateTime'] } })
    equal(read?.displayName, user.displayName)
    equal(read?.accountEnabled, user.accountEnabled)
    ok(read?.createdDateTime instanceof Date)
  })
  await check('a user by userPrincipalName', async () => {
    equal((await client.users.byUserId(user.userPrincipalName).get())?.id, user.id)
  })
  await check('$filter with ConsistencyLevel and $count', async () => {
    const filter = "startsWith(displayName,'A') and accountEnabled eq true"
    const answer = await client.users.get({ queryParameters: { filter, count: true, top: 999 }, ...EVENTUAL })
    const fit = users.filter(({ displayName, accountEnabled }) => displayName.startsWith('A') && accountEnabled)
    deepEqual(idsOf(answer?.value ?? []), idsOf(fit))
    equal(answer?.odataCount, fit.length)
  })
  await check('/users/$count', async () => {
    equal(await client.users.count.get(EVENTUAL), users.length)
  })
  await check('the manager of a user', async () => {
    const managed = users.find(({ manager }) => manager !== null)
    equal((await client.users.byUserId(managed?.id ?? '').manager.get())?.id, managed?.manager)
  })
  await check('the groups of a user, of their own types', async () => {
    const member = users.find(({ id }) => groups.some(({ members }) => members.includes(id)))
    const answer = await client.users.byUserId(member?.id ?? '').memberOf.get({ queryParameters: { top: 999 } })
    const known = groups.filter(({ members }) => members.includes(member?.id ?? ''))
    const ids = new Set(idsOf(answer?.value ?? []))
    ok(known.every(({ id }) => ids.has(id)))
    ok((answer?.value ?? []).some(({ odataType }) => odataType === '#microsoft.graph.group'))
  })

  let deltaLink = ''
  const round = async (first: DeltaGetResponse | undefined) => {
    const { items, last } = await pagesFrom<User, DeltaGetResponse>(first, (link) =>
      client.users.delta.withUrl(link).get(),
    )
    deltaLink = last?.odataDeltaLink ?? ''
    return items
  }
  await check('delta(): everything, and a deltaLink at the address that was called', async () => {
    const items = await round(await client.users.delta.get({ queryParameters: { select: ['displayName'] } }))
    deepEqual(idsOf(items), idsOf(users))
    ok(deltaLink.startsWith(`${setting.graph}/v1.0/users/delta`), deltaLink)
  })
  await check('delta(): what has changed since', async () => {
    const hired = await order('hire', { givenName: 'Ines', surname: 'Falk' })
    const items = await round(await client.users.delta.withUrl(deltaLink).get())
    deepEqual(idsOf(items), [hired.id])
    equal(items[0]?.displayName, 'Ines Falk')
  })
}
