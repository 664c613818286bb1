import { deepEqual, equal, ok } from 'node:assert/strict'
import { ResponseType } from '@microsoft/microsoft-graph-client'
import { check } from '../check.ts'
import { type TrueObject, truth } from '../control.ts'
import { all, client, idsOf } from './client.ts'

/** Lists, single objects and what can be asked of them. */
export async function reads(): Promise<void> {
  const { users, groups, servicePrincipals } = await truth()
  const group = groups.find(({ members }) => members.length > 3)
  const [user] = users
  if (group === undefined || user === undefined) throw new Error('The simulated tenancy has too few people')

  await check('all users over the nextLinks', async () => {
    deepEqual(idsOf((await all('/users?$top=40')).items), idsOf(users))
  })
  await check('all groups over the nextLinks', async () => {
    deepEqual(idsOf((await all('/groups?$top=20')).items), idsOf(groups))
  })
  await check('all service principals over the nextLinks', async () => {
    deepEqual(idsOf((await all('/servicePrincipals?$top=25')).items), idsOf(servicePrincipals))
  })
  await check('$select brings what was asked and nothing else', async () => {
    const { value } = await client.api('/users').select(['id', 'displayName', 'department']).top(3).get()
    equal(value.length, 3)
    for (const one of value) deepEqual(Object.keys(one).sort(), ['department', 'displayName', 'id'])
  })
  await check('a user by id and by userPrincipalName', async () => {
    const byId = await client.api(`/users/${user.id}`).get()
    equal(byId.userPrincipalName, user.userPrincipalName)
    deepEqual(await client.api(`/users/${encodeURIComponent(user.userPrincipalName)}`).get(), {
      ...byId,
      '@odata.context': byId['@odata.context'],
    })
  })
  await check('$filter, plain', async () => {
    const { value } = await client.api('/users').filter('accountEnabled eq false').top(999).get()
    deepEqual(idsOf(value), idsOf(users.filter(({ accountEnabled }) => !accountEnabled)))
  })
  await check('$filter that needs ConsistencyLevel and $count', async () => {
    const answer = await client
      .api('/users')
      .header('ConsistencyLevel', 'eventual')
      .count(true)
      .filter("endsWith(userPrincipalName,'a@northhaven.example') or userType eq 'Guest'")
      .top(999)
      .get()
    const fit = (one: TrueObject) => one.userPrincipalName.endsWith('a@northhaven.example') || one.userType === 'Guest'
    deepEqual(idsOf(answer.value), idsOf(users.filter(fit)))
    equal(answer['@odata.count'], users.filter(fit).length)
  })
  await check('$search', async () => {
    const word = user.displayName.split(' ')[0] ?? ''
    const query = client.api('/users').header('ConsistencyLevel', 'eventual').search(`"displayName:${word}"`)
    const { value } = await query.top(999).get()
    ok(idsOf(value).includes(user.id), `${user.displayName} is not among ${JSON.stringify(value).slice(0, 300)}`)
  })
  await check('$orderby', async () => {
    const { value } = await client.api('/users').orderby('displayName').top(999).select('displayName').get()
    const names: string[] = value.map(({ displayName }: TrueObject) => displayName.toLowerCase())
    equal(names.length, users.length)
    deepEqual(names, names.toSorted())
  })
  await check('/users/$count as text', async () => {
    const query = client.api('/users/$count').header('ConsistencyLevel', 'eventual')
    equal(Number(await query.responseType(ResponseType.TEXT).get()), users.length)
  })
  await check('$expand of members', async () => {
    const answer = await client.api(`/groups/${group.id}`).expand('members').get()
    ok(answer.members.length > 0 && answer.members.length <= 20)
    ok(idsOf(answer.members).every((id) => group.members.includes(id)))
  })
  await check('members of a group, and those of one type alone', async () => {
    const { items } = await all(`/groups/${group.id}/members`)
    deepEqual(idsOf(items), [...group.members].sort())
    const people = await all(`/groups/${group.id}/members/microsoft.graph.user?$select=id,displayName`)
    const isPerson = (id: string) => users.some((one) => one.id === id)
    deepEqual(idsOf(people.items), group.members.filter(isPerson).sort())
  })
  await check('the raw response carries the ids of the request', async () => {
    const query = client.api('/organization').header('client-request-id', '5d9be5f6-8d4f-4b1c-9f5c-5a7a4e1a1b11')
    const response: Response = await query.responseType(ResponseType.RAW).get()
    equal(response.status, 200)
    equal(response.headers.get('client-request-id'), '5d9be5f6-8d4f-4b1c-9f5c-5a7a4e1a1b11')
    ok(response.headers.get('request-id'))
  })
}
