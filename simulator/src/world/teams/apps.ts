/** What an activity feed notification of an app says: `{name}` stands for a template parameter. */
export interface ActivityType {
  readonly type: string
  readonly templateText: string
}

/** An app of the organisation's catalogue (learn.microsoft.com/graph/api/resources/teamsapp), with what its manifest says. */
export interface TeamsApp {
  readonly id: string
  readonly displayName: string
  /** `webApplicationInfo.id`: the application that may act for it, which is its bot's id too. */
  readonly appId: string
  /** Where its bot takes activities; undefined for an app without a bot. */
  readonly messagingEndpoint: string | undefined
  readonly activityTypes: readonly ActivityType[]
}

/** What is installed in a team, for a person or in a chat, by installation id. */
export type Installations = Map<string, TeamsApp>

/** The id of an installation; it depends on where and what, as in the real service. */
export function installationId(place: string, app: TeamsApp): string {
  return Buffer.from(`${place}##${app.id}`).toString('base64')
}

/** Whether an application's app is among the installed ones. */
export function hasInstalled(installations: Installations, appId: string): TeamsApp | undefined {
  for (const app of installations.values()) if (app.appId === appId) return app
  return undefined
}
