import type { Json } from '../model.ts'

/** A notification in somebody's activity feed, as it was sent (learn.microsoft.com/graph/teams-send-activityfeednotifications). */
export interface ActivityNotification {
  readonly at: number
  readonly appId: string
  readonly recipientId: string
  readonly activityType: string
  /** The line it shows: the app's template with its parameters filled in. */
  readonly text: string
  readonly previewText: string | undefined
  readonly topic: { readonly [name: string]: Json }
  /** A later notification of the same chain takes the place of the one before. */
  readonly chainId: number | undefined
}

/** `{name}` in a template, filled in; undefined when a parameter of the template is missing. */
export function filledTemplate(template: string, parameters: ReadonlyMap<string, string>): string | undefined {
  let isWhole = true
  const text = template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = parameters.get(name)
    if (value === undefined && name !== 'actor') isWhole = false
    return value ?? ''
  })
  return isWhole ? text.trim() : undefined
}

/** Adds a notification; it replaces one of the same app, person and chain. */
export function notify(feed: ActivityNotification[], notification: ActivityNotification): void {
  const { appId, recipientId, chainId } = notification
  const before =
    chainId === undefined
      ? -1
      : feed.findIndex((one) => one.appId === appId && one.recipientId === recipientId && one.chainId === chainId)
  if (before >= 0) feed.splice(before, 1)
  feed.push(notification)
}
