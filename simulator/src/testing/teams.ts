import { isTeam } from '../world/teams/teamwork.ts'
import { type TestCloud, valuesOf } from './cloud.ts'

/** A team of the test tenancy with somebody who owns it and somebody who is in it. */
export interface TestTeam {
  readonly id: string
  /** The General channel. */
  readonly channel: string
  readonly owner: string
  readonly member: string
  /** Somebody employed who is not in it. */
  readonly outsider: string
}

/** The first generated team that has an owner, a further member, and people outside. */
export function testTeam(cloud: TestCloud): TestTeam {
  const { world } = cloud.simulator
  const { primary } = world
  const { owners, members } = primary.relations
  for (const group of primary.store('group')) {
    const found = isTeam(group) ? primary.teamwork.team(group.id, world.now()) : undefined
    const [owner] = owners.from(group.id)
    const [channel] = found?.team.channels.keys() ?? []
    const member = [...members.from(group.id)].find((id) => id !== owner && isEmployed(primary.findOf('user', id)))
    const outside = [...primary.store('user')].find((user) => isEmployed(user) && !members.has(group.id, user.id))
    if (owner && channel && member && outside && isEmployed(primary.findOf('user', owner)))
      return { id: group.id, channel, owner, member, outsider: outside.id }
  }
  throw new Error('The test tenancy has no team')
}

function isEmployed(user: { properties: { [name: string]: unknown } } | undefined): boolean {
  return user?.properties.accountEnabled === true && user.properties.employeeId !== undefined
}

/** Ids of a team, a channel, a message with a reply and a chat, for the parameters of path templates. */
export async function teamsIds(cloud: TestCloud): Promise<{ [name: string]: string }> {
  const team = testTeam(cloud)
  const admin = `admin@${cloud.simulator.world.primary.profile.domain}`
  await cloud.control('add-owner', { object: team.id, owner: admin })
  await cloud.control('add-to-group', { group: team.id, member: admin })
  const said = { team: team.id, user: team.member, text: 'Pump 3 is back' }
  const { id } = await cloud.control('post-message', said)
  const reply = await cloud.control('post-message', { ...said, replyTo: String(id) })
  const chat = await cloud.graph('/chats', { method: 'POST', body: chatOf('oneOnOne', [admin, team.member]) })
  return {
    'team-id': team.id,
    'channel-id': team.channel,
    'chatMessage-id': String(id),
    'chatMessage-id1': String(reply.id),
    'chat-id': String(chat.body.id),
  }
}

/** The body of `POST /chats` with these people. */
export function chatOf(chatType: 'oneOnOne' | 'group', people: readonly string[]) {
  return { chatType, members: people.map((who) => memberOf(who, ['owner'])) }
}

/** A conversationMember of a body. */
export function memberOf(who: string, roles: string[]) {
  return {
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    roles,
    'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${who}')`,
  }
}

/** The id of somebody's membership in what stands at a path. */
export async function membershipOf(cloud: TestCloud, path: string, userId: string): Promise<string> {
  const members = valuesOf((await cloud.graph(`${path}/members?$top=999`)).body)
  return String(members.find((member) => member.userId === userId)?.id)
}
