import { type Entity, listOf } from '../model.ts'
import type { Tenancy } from '../tenancy.ts'
import type { ActivityNotification } from './activity-feed.ts'
import type { Installations, TeamsApp } from './apps.ts'
import type { Channel, Chat, Conversation } from './conversation.ts'
import { generatedTeam, type Team } from './team.ts'
import type { Workflow } from './workflow.ts'

/** A long-running making of a team (learn.microsoft.com/graph/api/resources/teamsasyncoperation). */
export interface TeamOperation {
  readonly id: string
  readonly teamId: string
  readonly operationType: 'createTeam' | 'archiveTeam' | 'unarchiveTeam'
  readonly createdAt: number
  /** When it is done; epoch milliseconds. */
  readonly doneAt: number
}

/** All that Teams keeps for one tenancy. A team that nobody touched is made from its group when it is asked for. */
export class Teamwork {
  readonly #tenancy: () => Tenancy
  readonly #teams = new Map<string, Team>()
  readonly chats = new Map<string, Chat>()
  readonly operations = new Map<string, TeamOperation>()
  /** The organisation's catalogue of apps. */
  readonly apps = new Map<string, TeamsApp>()
  /** Channels that were asked for by their own id, with their teams. */
  readonly #teamOfChannel = new Map<string, string>()
  readonly #personalApps = new Map<string, Installations>()
  readonly workflows = new Map<string, Workflow>()
  readonly notifications: ActivityNotification[] = []
  /** How long a new group stays unknown to Teams, and a new team on its way; milliseconds. */
  provisioningLag = 0

  constructor(tenancy: () => Tenancy) {
    this.#tenancy = tenancy
  }

  /** The team of a group, with the group; undefined when there is none, or not yet. */
  team(groupId: string, now: number): { team: Team; group: Entity } | undefined {
    const group = this.#tenancy().findOf('group', groupId)
    if (!group || !isTeam(group)) return undefined
    const team = this.#teamOf(group)
    return team.readyAt > now ? undefined : { team, group }
  }

  keep(team: Team): void {
    this.#teams.set(team.id, team)
  }

  /** Every team that is there, in the order of the groups. */
  *teams(now: number): Iterable<{ team: Team; group: Entity }> {
    for (const group of this.#tenancy().store('group')) {
      const found = group.state === 'live' && isTeam(group) ? this.#teamOf(group) : undefined
      if (found && found.readyAt <= now) yield { team: found, group }
    }
  }

  /** A conversation by its own id, wherever it is; for those who know no team: bots and workflows. */
  conversation(id: string, now: number): Conversation | undefined {
    const chat = this.chats.get(id)
    if (chat) return chat
    const known = this.#teamOfChannel.get(id)
    const found = known === undefined ? undefined : this.team(known, now)
    for (const { team } of found ? [found] : this.teams(now)) {
      const channel = liveChannel(team, id)
      if (!channel) continue
      this.#teamOfChannel.set(id, team.id)
      return channel
    }
    return undefined
  }

  /** What is installed for a person. */
  personalApps(userId: string): Installations {
    let installed = this.#personalApps.get(userId)
    if (!installed) {
      installed = new Map()
      this.#personalApps.set(userId, installed)
    }
    return installed
  }

  #teamOf(group: Entity): Team {
    let team = this.#teams.get(group.id)
    if (!team) {
      team = generatedTeam(group)
      this.#teams.set(group.id, team)
    }
    return team
  }
}

export function isTeam(group: Entity): boolean {
  return listOf(group, 'resourceProvisioningOptions').includes('Team')
}

/** A channel of a team that is not deleted. */
export function liveChannel(team: Team, id: string): Channel | undefined {
  const channel = team.channels.get(id)
  return channel && channel.state !== 'deleted' ? channel : undefined
}
