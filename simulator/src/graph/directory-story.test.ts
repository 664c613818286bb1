import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestCloud, type TestCloud, valuesOf } from '../testing/cloud.ts'
import { DirectoryModel } from '../testing/directory-model.ts'
import { link, patch, person, post, remove, securityGroup, unifiedGroup } from '../testing/directory-objects.ts'
import { apply, type Replica, withoutEmptyLinks } from '../testing/replica.ts'
import { DELTA } from './limits.ts'

const ROLES = ['User.ReadWrite.All', 'Group.ReadWrite.All', 'Directory.Read.All']
const NEWEST = 6

/** One thing a client does; the numbers choose among the objects that were made. */
const STEP = fc.record({
  what: fc.constantFrom(
    'create user',
    'create user',
    'create group',
    'create group',
    'update user',
    'rename group',
    'set manager',
    'set manager',
    'remove manager',
    'add member',
    'add member',
    'add member',
    'remove member',
    'delete',
    'delete',
    'restore',
    'restore',
    'purge',
    'wait',
    'replay',
    'reset',
  ),
  a: fc.nat(1000),
  b: fc.nat(1000),
})
type Step = { what: string; a: number; b: number }

/** How a set is followed: what the client knows, and the links it got for it, the newest last. */
interface Followed {
  readonly path: string
  replica: Replica
  links: { url: string; at: number }[]
}

let cloud: TestCloud
let model: DirectoryModel
let users: Followed
let groups: Followed
/** What steps made, the newest last; some of it is gone. */
const people: string[] = []
const teams: string[] = []
let names = 0

beforeAll(async () => {
  cloud = await startTestCloud({ people: 30, roles: ROLES })
  model = new DirectoryModel()
  users = await begin('/users/delta?$select=id,userPrincipalName,displayName,companyName,manager')
  groups = await begin('/groups/delta?$select=id,displayName,members')
  adoptGenerated()
})
afterAll(() => cloud.close())

async function begin(path: string): Promise<Followed> {
  const { items, deltaLink } = await cloud.all(path)
  return { path, replica: apply({}, items), links: [{ url: deltaLink, at: model.now }] }
}

/** What was generated is in the model too, so that nothing may ever happen to it. */
function adoptGenerated(): void {
  for (const [id, { properties, links }] of Object.entries(users.replica)) {
    model.addUser(id, String(properties.userPrincipalName), String(properties.displayName))
    if (typeof properties.companyName === 'string') model.update(id, properties.companyName)
    const [manager] = links.manager ?? []
    const user = model.users.get(id)
    if (user) user.manager = manager
  }
  for (const [id, { properties, links }] of Object.entries(groups.replica)) {
    model.addGroup(id, String(properties.displayName), false)
    for (const member of links.members ?? []) {
      model.groups.get(id)?.members.add(member)
      if (!users.replica[member] && !groups.replica[member]) model.others.add(member)
    }
  }
}

/** One of the newest that steps made, so that steps meet; of nothing when there is none yet. */
function newest(among: readonly string[], n: number): string {
  const last = among.slice(-NEWEST)
  return last[n % Math.max(last.length, 1)] ?? '00000000-0000-4000-8000-000000000009'
}

/** Now and then the wrong thing is chosen, to be refused. */
const isWrong = (n: number): boolean => n % 11 === 0
const personFor = (n: number): string => newest(isWrong(n) ? teams : people, n)
const teamFor = (n: number): string => newest(isWrong(n) ? people : teams, n)
const anyFor = (n: number): string => newest(n % 2 === 0 ? people : teams, n)
const binnedFor = (n: number): string => (isWrong(n) ? anyFor(n) : (model.binned[n % model.binned.length] ?? anyFor(n)))
const memberFor = (team: string, n: number): string => {
  const members = [...(model.groups.get(team)?.members ?? [])]
  return isWrong(n) ? personFor(n) : (members[n % members.length] ?? personFor(n))
}
const isGroup = (id: string): boolean => model.groups.has(id)
const pathOf = (id: string): string => `/${isGroup(id) ? 'groups' : 'users'}/${id}`

async function createUser({ a }: Step): Promise<void> {
  // Sometimes the name of somebody who is or was there, so that it is refused, or in the way of a restore.
  const alias = `story${a % 4 === 0 ? a % Math.max(names, 1) : names++}`
  const body = person(cloud, alias)
  const isFree = model.nameIsFree(String(body.userPrincipalName))
  const reply = await post(cloud, '/users', body)
  expect(reply.status).toBe(isFree ? 201 : 400)
  if (!isFree) return
  model.addUser(String(reply.body.id), String(body.userPrincipalName), String(body.displayName))
  people.push(String(reply.body.id))
}

async function createGroup({ a }: Step): Promise<void> {
  const nickname = `story-group-${names++}`
  const isUnified = a % 2 === 0
  const reply = await post(cloud, '/groups', isUnified ? unifiedGroup(nickname) : securityGroup(nickname))
  expect(reply.status).toBe(201)
  model.addGroup(String(reply.body.id), nickname, isUnified)
  teams.push(String(reply.body.id))
}

/** Does a step through Graph and says with which status it was answered, and with which the model says it must be. */
async function change({ what, a, b }: Step): Promise<[number, number]> {
  const [user, team] = [personFor(a), teamFor(a)]
  const sent = async (reply: Promise<{ status: number }>, right: number): Promise<[number, number]> => [
    (await reply).status,
    right,
  ]
  if (what === 'update user')
    return sent(patch(cloud, `/users/${user}`, { companyName: `Company ${b}` }), model.update(user, `Company ${b}`))
  if (what === 'rename group')
    return sent(patch(cloud, `/groups/${team}`, { displayName: `Group ${b}` }), model.rename(team, `Group ${b}`))
  if (what === 'set manager') {
    const manager = newest(people, b)
    const body = { '@odata.id': `https://graph.microsoft.com/v1.0/users/${manager}` }
    const reply = cloud.graph(`/users/${user}/manager/$ref`, { method: 'PUT', body })
    return sent(reply, model.setManager(user, manager))
  }
  if (what === 'remove manager') return sent(remove(cloud, `/users/${user}/manager/$ref`), model.removeManager(user))
  if (what === 'add member') {
    const member = b % 3 === 0 ? newest(teams, b) : personFor(b)
    return sent(link(cloud, `/groups/${team}/members`, member), model.addMember(team, member))
  }
  if (what === 'remove member') {
    const member = memberFor(team, b)
    return sent(remove(cloud, `/groups/${team}/members/${member}/$ref`), model.removeMember(team, member))
  }
  if (what === 'delete') return sent(remove(cloud, pathOf(anyFor(a))), model.remove(anyFor(a)))
  const binned = binnedFor(a)
  const bin = `/directory/deletedItems/${binned}`
  if (what === 'restore') return sent(post(cloud, `${bin}/restore`), model.restore(binned))
  return sent(remove(cloud, bin), model.purge(binned))
}

/** Days go by: tokens end, what lies in the recycle bin goes for good. */
async function wait({ a }: Step): Promise<void> {
  const days = 1 + (a % 12)
  await cloud.control('clock', { advanceSeconds: days * 86_400 + 60 })
  model.advance(days)
  await cloud.renew()
}

/** Follows a set to its newest state; a client that is told to starts over. */
async function follow(set: Followed): Promise<void> {
  const last = set.links.at(-1)
  const page = await cloud.graph(last?.url ?? set.path)
  if (model.now - (last?.at ?? 0) > DELTA.tokenLifeMs) expect(page.status).toBe(400)
  if (page.status !== 200) {
    expect([400, 410]).toContain(page.status)
    Object.assign(set, await begin(set.path))
    return
  }
  const next = page.body['@odata.nextLink']
  const rest = typeof next === 'string' ? await cloud.all(next) : undefined
  set.replica = apply(set.replica, [...valuesOf(page.body), ...(rest?.items ?? [])])
  const url = rest?.deltaLink ?? String(page.body['@odata.deltaLink'])
  set.links = [...set.links.slice(-4), { url, at: model.now }]
}

/** A page that was read before may be read and applied again, and nothing is told wrongly by it. */
async function replay(set: Followed, n: number): Promise<void> {
  const fresh = set.links.filter(({ at }) => model.now - at <= DELTA.tokenLifeMs)
  const old = fresh[n % Math.max(fresh.length, 1)]
  if (old) set.replica = apply(set.replica, (await cloud.all(old.url)).items)
}

async function take(step: Step): Promise<void> {
  if (step.what === 'create user') await createUser(step)
  else if (step.what === 'create group') await createGroup(step)
  else if (step.what === 'wait') await wait(step)
  else if (step.what === 'replay') await replay(step.a % 2 === 0 ? users : groups, step.b)
  else if (step.what === 'reset') {
    const pathPattern = step.a % 2 === 0 ? '/users/delta' : '/groups/delta'
    await cloud.control('fault', { pathPattern, times: 1, effect: { deltaExpired: true } })
  } else {
    const [answered, right] = await change(step)
    expect(answered, JSON.stringify(step)).toBe(right)
  }
}

/** Delta, list, get and the recycle bin tell what the model says. */
async function checkStory(step: Step): Promise<void> {
  await follow(users)
  await follow(groups)
  expect(withoutEmptyLinks(users.replica)).toEqual(model.userReplica())
  expect(withoutEmptyLinks(groups.replica)).toEqual(model.groupReplica())
  const listed = await cloud.all('/users?$top=40&$select=id')
  expect(listed.items.map(({ id }) => id).sort()).toEqual(Object.keys(model.userReplica()).sort())
  const one = anyFor(step.a)
  const seen = model.userReplica()[one] ?? model.groupReplica()[one]
  const got = await cloud.graph(`${pathOf(one)}?$select=id,displayName`)
  expect(got.status).toBe(seen ? 200 : 404)
  if (seen) expect(got.body.displayName).toBe(seen.properties.displayName)
  if (isGroup(one) && seen) {
    const members = await cloud.all(`/groups/${one}/members?$select=id`)
    expect(members.items.map(({ id }) => id).sort()).toEqual(seen.links.members ?? [])
  }
  const binned = await Promise.all(
    ['user', 'group'].map((type) => cloud.all(`/directory/deletedItems/microsoft.graph.${type}?$select=id`)),
  )
  expect(binned.flatMap(({ items }) => items.map(({ id }) => id)).sort()).toEqual(model.binned.sort())
}

test('delta, list and get tell the same story after every step of whatever a client does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(STEP, { minLength: 20, maxLength: 30 }), async (steps) => {
      for (const step of steps) {
        await take(step)
        await checkStory(step)
      }
    }),
    { numRuns: 15, endOnFailure: true },
  )
})
