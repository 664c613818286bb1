import { expect, test } from 'vitest'
import { Graph } from '../graph/platform.ts'
import { Throttle } from '../graph/throttle.ts'
import { createIdentityPlatform } from '../identity/index.ts'
import { identityWorldOf } from '../world/identity-world.ts'
import { subscriptionTo } from '../world/subscriptions/testing/subscription-to.ts'
import { World } from '../world/world.ts'
import { resourceReader } from './resource-content.ts'

const world = new World({ seed: '7', people: 20, wallClock: () => 0 })
const identity = await createIdentityPlatform(identityWorldOf(world), { random: () => 0.5 })
const read = resourceReader(new Graph(world, identity, new Throttle(() => 0, false), () => {}))
const { primary } = world
const [person] = [...primary.store('user')]

const users = subscriptionTo('users', { select: ['displayName'] })

test('a changed resource is read as far as the subscription selects it', async () => {
  const content = await read(primary, users, `users/${person?.id}`)
  expect(Object.keys(content ?? {})).toEqual(['@odata.context', 'displayName'])
  expect(content?.displayName).toBe(person?.properties.displayName)
})

test('with the permission to read what is watched and no other', async () => {
  expect(await read(primary, subscriptionTo('teams/getAllMessages'), `users/${person?.id}`)).toBeUndefined()
})

test('on behalf of a person with that person’s scopes', async () => {
  const theirs = { ...users, userId: person?.id ?? '' }
  expect(await read(primary, theirs, `users/${person?.id}`)).toMatchObject({
    displayName: person?.properties.displayName,
  })
})

test('what is gone brings nothing', async () => {
  expect(await read(primary, users, 'users/nobody')).toBeUndefined()
})
