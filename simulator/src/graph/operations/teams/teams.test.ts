import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, type GraphReply, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'
import { memberOf, membershipOf, type TestTeam, testTeam } from '../../../testing/teams.ts'
import type { Json } from '../../../world/model.ts'

const ROLES = ['Group.ReadWrite.All', 'Team.Create', 'TeamMember.ReadWrite.All', 'Directory.Read.All', 'User.Read.All']
const TEMPLATE = "https://graph.microsoft.com/v1.0/teamsTemplates('standard')"

let cloud: TestCloud
let team: TestTeam
beforeAll(async () => {
  cloud = await startTestCloud({ roles: ROLES })
  team = testTeam(cloud)
})
afterAll(() => cloud.close())

const create = (body: { [name: string]: Json }) =>
  cloud.graph('/teams', { method: 'POST', body: { 'template@odata.bind': TEMPLATE, ...body } })

const idIn = ({ headers }: GraphReply) => /'([^']+)'/.exec(headers.get('content-location') ?? '')?.[1] ?? ''

async function newGroup(kind = 'microsoft365', owner: string | undefined = team.owner): Promise<string> {
  const { id } = await cloud.control('create-group', { displayName: 'Line crew', kind })
  if (owner) await cloud.control('add-owner', { object: String(id), owner })
  return String(id)
}

const makeTeam = (group: string) => cloud.graph(`/groups/${group}/team`, { method: 'PUT', body: {} })

describe('which groups are teams', () => {
  test('those whose resourceProvisioningOptions say so, and no others', async () => {
    const groups = (await cloud.all('/groups?$select=id,resourceProvisioningOptions')).items
    const said = groups.filter((group) => JSON.stringify(group.resourceProvisioningOptions) === '["Team"]')
    const teams = (await cloud.all('/teams')).items
    expect(said.length).toBeGreaterThan(2)
    expect(teams.map(({ id }) => id).sort()).toEqual(said.map(({ id }) => id).sort())
  })

  test('a group that is none is not found as one', async () => {
    const refused = await cloud.graph(`/teams/${await newGroup()}`)
    expect(refused.status).toBe(404)
    expect(errorOf(refused).message).toMatch(/^No team found with Group Id/)
  })

  test('a team goes with its group', async () => {
    const id = idIn(await create({ displayName: 'Gone soon', members: [memberOf(team.owner, ['owner'])] }))
    expect((await cloud.graph(`/teams/${id}`)).status).toBe(200)
    await cloud.control('delete-group', { group: id })
    expect((await cloud.graph(`/teams/${id}`)).status).toBe(404)
  })

  test('joinedTeams are those a person is in', async () => {
    const joined = valuesOf((await cloud.graph(`/users/${team.member}/joinedTeams`)).body)
    expect(joined.map(({ id }) => id)).toContain(team.id)
    const others = valuesOf((await cloud.graph(`/users/${team.outsider}/joinedTeams`)).body)
    expect(others.map(({ id }) => id)).not.toContain(team.id)
  })
})

describe('how a team comes to be', () => {
  test('POST /teams answers 202 with the place to ask, and no body', async () => {
    const reply = await create({
      displayName: 'Dam crew',
      visibility: 'Private',
      members: [memberOf(team.owner, ['owner'])],
    })
    expect([reply.status, reply.text]).toEqual([202, ''])
    const operation = await cloud.graph(reply.headers.get('location') ?? '')
    expect(operation.body).toMatchObject({
      operationType: 'createTeam',
      status: 'succeeded',
      targetResourceId: idIn(reply),
    })
    const { body } = await cloud.graph(`/teams/${idIn(reply)}`)
    expect(body).toMatchObject({ displayName: 'Dam crew', visibility: 'private', isArchived: false })
  })

  test.each<[string, { [name: string]: Json }, RegExp]>([
    ['no template', { 'template@odata.bind': null, displayName: 'A' }, /template@odata.bind/],
    ['no name', {}, /'displayName' is required/],
    ['no owner, made by an application', { displayName: 'A' }, /A team owner must be provided/],
    [
      'a date without migration',
      { displayName: 'A', createdDateTime: '2025-01-01T00:00:00Z' },
      /owner|teamCreationMode/,
    ],
  ])('%s is refused', async (_, body, sentence) => {
    const refused = await create(body)
    expect([refused.status, errorOf(refused).code]).toEqual([400, 'BadRequest'])
    expect(errorOf(refused).message).toMatch(sentence)
  })

  test('the person who makes a team owns it', async () => {
    const admin = await cloud.person('admin', ['Team.Create', 'Team.ReadBasic.All', 'TeamMember.Read.All'])
    const body = { 'template@odata.bind': TEMPLATE, displayName: 'Own' }
    const id = idIn(await admin.graph('/teams', { method: 'POST', body }))
    const [member] = valuesOf((await admin.graph(`/teams/${id}/members`)).body)
    expect(member).toMatchObject({ userId: admin.id, roles: ['owner'] })
  })

  test('a Microsoft 365 group with an owner becomes one, once', async () => {
    const group = await newGroup()
    expect((await makeTeam(group)).status).toBe(201)
    expect((await cloud.graph(`/teams/${group}/primaryChannel`)).body.displayName).toBe('General')
    expect((await makeTeam(group)).status).toBe(409)
  })

  test.each([
    ['a security group', 'security', undefined, 400],
    ['a group without an owner', 'microsoft365', '', 400],
  ])('%s does not', async (_, kind, owner, status) => {
    expect((await makeTeam(await newGroup(kind, owner))).status).toBe(status)
  })

  test('while provisioning lags, a new group is unknown and a new team on its way', async () => {
    await cloud.control('clock', { freeze: true })
    await cloud.control('teams-provisioning-lag', { seconds: 600 })
    const group = await newGroup()
    expect((await makeTeam(group)).status).toBe(404)
    const reply = await create({ displayName: 'Late', members: [memberOf(team.owner, ['owner'])] })
    const location = reply.headers.get('location') ?? ''
    expect((await cloud.graph(location)).body.status).toBe('inProgress')
    expect((await cloud.graph(`/teams/${idIn(reply)}`)).status).toBe(404)
    await cloud.control('clock', { advanceSeconds: 601 })
    expect((await cloud.graph(location)).body.status).toBe('succeeded')
    expect((await cloud.graph(`/teams/${idIn(reply)}`)).status).toBe(200)
    expect((await makeTeam(group)).status).toBe(201)
    await cloud.control('teams-provisioning-lag', { seconds: 0 })
  })
})

describe('settings', () => {
  test('one that is changed leaves the others as they were', async () => {
    const before = (await cloud.graph(`/teams/${team.id}`)).body.funSettings
    await cloud.graph(`/teams/${team.id}`, { method: 'PATCH', body: { funSettings: { allowGiphy: false } } })
    const { body } = await cloud.graph(`/teams/${team.id}`)
    expect(body.funSettings).toEqual({ ...Object(before), allowGiphy: false })
  })

  test('the name is the group’s', async () => {
    await cloud.graph(`/teams/${team.id}`, { method: 'PATCH', body: { displayName: 'Renamed crew' } })
    expect((await cloud.graph(`/groups/${team.id}`)).body.displayName).toBe('Renamed crew')
  })

  test('an archived team takes no new channel until it is taken out again', async () => {
    const path = `/teams/${idIn(await create({ displayName: 'Old', members: [memberOf(team.owner, ['owner'])] }))}`
    const channel = { method: 'POST', body: { displayName: 'New' } }
    expect((await cloud.graph(`${path}/archive`, { method: 'POST' })).status).toBe(202)
    expect((await cloud.graph(path)).body.isArchived).toBe(true)
    expect((await cloud.graph(`${path}/channels`, channel)).status).toBe(403)
    await cloud.graph(`${path}/unarchive`, { method: 'POST' })
    expect((await cloud.graph(`${path}/channels`, channel)).status).toBe(201)
  })
})

describe('members', () => {
  const members = () => `/teams/${team.id}/members`

  test('whoever is added is in the group too', async () => {
    const added = await cloud.graph(members(), { method: 'POST', body: memberOf(team.outsider, []) })
    expect(added.body).toMatchObject({ userId: team.outsider, roles: [] })
    const inGroup = (await cloud.all(`/groups/${team.id}/members`)).items.map(({ id }) => id)
    expect(inGroup).toContain(team.outsider)
    expect((await cloud.graph(`${members()}/${String(added.body.id)}`, { method: 'DELETE' })).status).toBe(204)
    expect((await cloud.all(members())).items.map(({ userId }) => userId)).not.toContain(team.outsider)
  })

  test('coming and going is told on', async () => {
    const told: string[] = []
    const stop = cloud.simulator.world.feed.listen(({ changeType, type }) => told.push(`${changeType} ${type}`))
    const added = await cloud.graph(members(), { method: 'POST', body: memberOf(team.outsider, []) })
    await cloud.graph(`${members()}/${String(added.body.id)}`, { method: 'DELETE' })
    stop()
    expect(told.filter((one) => one.endsWith('conversationMember'))).toEqual([
      'created microsoft.graph.conversationMember',
      'deleted microsoft.graph.conversationMember',
    ])
  })

  test('the last owner stays', async () => {
    const id = idIn(await create({ displayName: 'Alone', members: [memberOf(team.owner, ['owner'])] }))
    const owner = await membershipOf(cloud, `/teams/${id}`, team.owner)
    const refused = await cloud.graph(`/teams/${id}/members/${owner}`, { method: 'DELETE' })
    expect([refused.status, errorOf(refused).message]).toEqual([400, 'The last owner of a team cannot be removed.'])
  })

  test('an application that may not touch owners does not make one', async () => {
    const limited = await cloud.app(['TeamMember.ReadWriteNonOwnerRole.All'])
    const refused = await limited.graph(members(), { method: 'POST', body: memberOf(team.outsider, ['owner']) })
    expect(refused.status).toBe(403)
  })

  test('a person outside the team does not see who is in it', async () => {
    const outsider = await cloud.person(team.outsider, ['TeamMember.Read.All'])
    expect((await outsider.graph(members())).status).toBe(403)
  })

  test('what is missing of a token is said in the service’s words', async () => {
    const refused = await (await cloud.app(['User.Read.All'])).graph(members())
    expect(errorOf(refused).message).toBe(
      "Missing role permissions on the request. API requires one of 'TeamMember.Read.All, TeamMember.ReadWrite.All'. Roles on the request 'User.Read.All'.",
    )
  })
})

test('teams and what is written in them outlast a restart, with the same ids', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'simulated-teams-'))
  let lasting = await startTestCloud({ roles: [...ROLES, 'ChannelMessage.Read.All'], dataDir })
  const place = testTeam(lasting)
  const body = { 'template@odata.bind': TEMPLATE, displayName: 'Lasting', members: [memberOf(place.owner, ['owner'])] }
  const id = idIn(await lasting.graph('/teams', { method: 'POST', body }))
  await lasting.control('post-message', { team: id, user: place.owner, text: 'Still here' })
  const read = async () => {
    const channel = String((await lasting.graph(`/teams/${id}/primaryChannel`)).body.id)
    return valuesOf((await lasting.graph(`/teams/${id}/channels/${channel}/messages`)).body)
  }
  const before = await read()
  await lasting.close()
  lasting = await startTestCloud({ roles: [...ROLES, 'ChannelMessage.Read.All'], dataDir })
  expect(lasting.simulator.world.skipped).toEqual([])
  expect(await read()).toEqual(before)
  expect(before).toMatchObject([{ body: { content: 'Still here' } }])
  await lasting.close()
  rmSync(dataDir, { recursive: true })
})
