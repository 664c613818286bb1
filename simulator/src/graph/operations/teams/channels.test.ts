import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'
import { memberOf, type TestTeam, testTeam } from '../../../testing/teams.ts'
import type { Json } from '../../../world/model.ts'

const ROLES = ['Group.ReadWrite.All', 'Channel.Create', 'ChannelMember.ReadWrite.All', 'TeamMember.ReadWrite.All']

let cloud: TestCloud
let team: TestTeam
beforeAll(async () => {
  cloud = await startTestCloud({ roles: ROLES })
  team = testTeam(cloud)
})
afterAll(() => cloud.close())

const path = () => `/teams/${team.id}/channels`
const create = (body: Json) => cloud.graph(path(), { method: 'POST', body })

describe('names of channels', () => {
  test.each([
    ['', /required/],
    ['a/b', /doesn't contain allowed characters/],
    ['_vti_', /doesn't contain allowed characters/],
    ['.hidden', /doesn't contain allowed characters/],
    ['CON', /doesn't contain allowed characters/],
    ['x'.repeat(51), /longer than 50/],
  ])('%j is refused', async (displayName, sentence) => {
    const refused = await create({ displayName })
    expect([refused.status, errorOf(refused).code]).toEqual([400, 'BadRequest'])
    expect(errorOf(refused).message).toMatch(sentence)
  })

  test('one that is there already is refused with a code of its own, also when only its case differs', async () => {
    await create({ displayName: 'Boilers' })
    const refused = await create({ displayName: 'boilers' })
    expect([refused.status, errorOf(refused)]).toEqual([
      400,
      { code: 'NameAlreadyExists', message: 'Channel name already existed, please use other name' },
    ])
  })

  test('a deleted channel keeps its name taken', async () => {
    const { body } = await create({ displayName: 'Ashes' })
    expect((await cloud.graph(`${path()}/${String(body.id)}`, { method: 'DELETE' })).status).toBe(204)
    expect((await cloud.graph(`${path()}/${String(body.id)}`)).status).toBe(404)
    expect(errorOf(await create({ displayName: 'Ashes' })).code).toBe('NameAlreadyExists')
  })
})

test('General cannot be deleted', async () => {
  expect((await cloud.graph(`${path()}/${team.channel}`, { method: 'DELETE' })).status).toBe(400)
})

test('a change shows, and the kind of channel is for ever', async () => {
  const { body } = await create({ displayName: 'Meters', description: 'Old' })
  const channel = `${path()}/${String(body.id)}`
  await cloud.graph(channel, { method: 'PATCH', body: { displayName: 'Smart meters', description: 'New' } })
  expect((await cloud.graph(channel)).body).toMatchObject({ displayName: 'Smart meters', description: 'New' })
  expect((await cloud.graph(channel, { method: 'PATCH', body: { membershipType: 'private' } })).status).toBe(400)
})

describe('private channels', () => {
  const secret = (displayName: string, members: Json[]) => create({ displayName, membershipType: 'private', members })

  test('need an owner', async () => {
    expect((await secret('Nobody’s', [])).status).toBe(400)
    expect((await secret('Nobodys', [memberOf(team.member, [])])).status).toBe(400)
  })

  test('take nobody from outside the team', async () => {
    const refused = await secret('Outsiders', [memberOf(team.owner, ['owner']), memberOf(team.outsider, [])])
    expect(errorOf(refused).message).toMatch(/must be in the team/)
  })

  test('are seen by those who are in them alone', async () => {
    const { body } = await secret('Few', [memberOf(team.owner, ['owner'])])
    const seen = async (who: string) => {
      const person = await cloud.person(who, ['Channel.ReadBasic.All'])
      return valuesOf((await person.graph(path())).body).map(({ id }) => id)
    }
    expect(await seen(team.owner)).toContain(body.id)
    expect(await seen(team.member)).not.toContain(body.id)
  })

  test('lose whoever leaves the team', async () => {
    const { body } = await secret('Leavers', [memberOf(team.owner, ['owner']), memberOf(team.member, [])])
    const members = `${path()}/${String(body.id)}/members`
    expect(valuesOf((await cloud.graph(members)).body).length).toBe(2)
    const rows = valuesOf((await cloud.graph(`/teams/${team.id}/members?$top=999`)).body)
    const row = rows.find(({ userId }) => userId === team.member)
    await cloud.graph(`/teams/${team.id}/members/${String(row?.id)}`, { method: 'DELETE' })
    expect(valuesOf((await cloud.graph(members)).body).map(({ userId }) => userId)).toEqual([team.owner])
  })
})
