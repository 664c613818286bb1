import { type Entity, isObject, type Json, type Properties, textOf } from '../model.ts'
import { guidOf, Random } from '../random.ts'
import type { Tenancy } from '../tenancy.ts'
import type { Installations } from './apps.ts'
import type { Channel, Roster } from './conversation.ts'
import { Thread } from './thread.ts'

/** What Teams keeps about a team beside the group that carries it. */
export interface Team {
  /** The group's id too. */
  readonly id: string
  /** What was changed of the settings that every team begins with. */
  readonly settings: Properties
  readonly createdDateTime: string
  readonly channels: Map<string, Channel>
  readonly apps: Installations
  state: 'active' | 'archived' | 'migrating'
  /** From when on it is there; epoch milliseconds. Later than its making while provisioning lags. */
  readyAt: number
}

/** Settings of a new team (learn.microsoft.com/graph/api/resources/team, defaults of the standard template). */
const DEFAULTS: { readonly [group: string]: { readonly [name: string]: Json } } = {
  memberSettings: {
    allowAddRemoveApps: true,
    allowCreatePrivateChannels: true,
    allowCreateUpdateChannels: true,
    allowCreateUpdateRemoveConnectors: true,
    allowCreateUpdateRemoveTabs: true,
    allowDeleteChannels: true,
  },
  guestSettings: { allowCreateUpdateChannels: false, allowDeleteChannels: false },
  messagingSettings: {
    allowChannelMentions: true,
    allowOwnerDeleteMessages: true,
    allowTeamMentions: true,
    allowUserDeleteMessages: true,
    allowUserEditMessages: true,
  },
  funSettings: {
    allowCustomMemes: true,
    allowGiphy: true,
    allowStickersAndMemes: true,
    giphyContentRating: 'moderate',
  },
}

export const SETTING_GROUPS: readonly string[] = Object.keys(DEFAULTS)

export const GENERAL = 'General'

/** Channels of a generated company's teams; which a team has depends on its id alone. */
const COMMON_CHANNELS = ['Planning', 'Operations', 'Incidents', 'Announcements'] as const

/** A team as it begins: with its General channel. */
export function newTeam(group: Entity, createdDateTime: string): Team {
  const team: Team = {
    id: group.id,
    settings: {},
    createdDateTime,
    channels: new Map(),
    apps: new Map(),
    state: 'active',
    readyAt: 0,
  }
  const description = textOf(group, 'description')
  addChannel(team, channelId(team.id, GENERAL), { displayName: GENERAL, description, createdDateTime })
  return team
}

/** The team of a generated group, which nobody has touched yet: the same whenever it is asked for. */
export function generatedTeam(group: Entity): Team {
  const team = newTeam(group, textOf(group, 'createdDateTime') ?? '2025-01-01T00:00:00Z')
  const random = new Random(`${group.id}/channels`)
  const { createdDateTime } = team
  for (const displayName of COMMON_CHANNELS.filter(() => random.chance(0.4)))
    addChannel(team, channelId(team.id, displayName), { displayName, description: null, createdDateTime })
  return team
}

/** Puts a channel into a team. */
export function addChannel(team: Team, id: string, properties: Properties, roster?: Roster): Channel {
  const channel: Channel = {
    id,
    kind: 'channel',
    teamId: team.id,
    properties: {
      id,
      email: '',
      isArchived: false,
      isFavoriteByDefault: null,
      membershipType: 'standard',
      ...properties,
    },
    roster,
    thread: new Thread(),
    state: 'active',
  }
  team.channels.set(id, channel)
  return channel
}

export function channelId(teamId: string, seed: string): string {
  return `19:${guidOf(`${teamId}/channel/${seed}`).replaceAll('-', '')}@thread.tacv2`
}

export function generalOf(team: Team): Channel {
  const [general] = team.channels.values()
  if (!general) throw new Error(`The team ${team.id} has no General channel`)
  return general
}

/** A team's properties as Graph shows them. */
export function teamProperties(tenancy: Tenancy, team: Team, group: Entity): Properties {
  const general = encodeURIComponent(generalOf(team).id)
  const { tenantId } = tenancy.profile
  const settings = SETTING_GROUPS.map((name) => {
    const changed = team.settings[name]
    return [name, { ...DEFAULTS[name], ...(isObject(changed) ? changed : {}) }]
  })
  return {
    id: team.id,
    classification: textOf(group, 'classification'),
    createdDateTime: team.createdDateTime,
    description: textOf(group, 'description'),
    displayName: textOf(group, 'displayName'),
    internalId: generalOf(team).id,
    isArchived: team.state === 'archived',
    specialization: 'none',
    tenantId,
    visibility: (textOf(group, 'visibility') ?? 'public').toLowerCase(),
    webUrl: `https://teams.microsoft.com/l/team/${general}/conversations?groupId=${team.id}&tenantId=${tenantId}`,
    ...Object.fromEntries(settings),
  }
}

/** A channel's properties as Graph shows them. */
export function channelProperties(tenancy: Tenancy, channel: Channel): Properties {
  const { tenantId } = tenancy.profile
  const name = encodeURIComponent(String(channel.properties.displayName))
  return {
    ...channel.properties,
    tenantId,
    webUrl: `https://teams.microsoft.com/l/channel/${encodeURIComponent(channel.id)}/${name}?groupId=${channel.teamId}&tenantId=${tenantId}`,
  }
}
