import type { Charge, Cost } from './pacer.ts'
import { directoryCost } from './resource-units.ts'

/** Whose collections are a mailbox's: learn.microsoft.com/graph/throttling-limits#outlook-service-limits. */
const mailbox =
  /^(me|(?:users|groups)\/[^/]+)\/(messages|mailFolders|sendMail|events|calendars?|calendarView|calendarGroups|contacts|contactFolders|mailboxSettings|outlook|inferenceClassification|findMeetingTimes|getMailTips|conversations|threads)(\/|$)/i
const sharePoint = /^(sites|drives|shares)(\/|$)|^(me|(?:users|groups)\/[^/]+)\/(drives?|sites)(\/|$)/i
const teams =
  /^(teams|chats|teamwork|appCatalogs\/teamsApps)(\/|$)|^(me|users\/[^/]+)\/(joinedTeams|chats|teamwork)(\/|$)|^groups\/[^/]+\/team(\/|$)/i
const teamOrChat = /^(teams|chats)\/([^/]+)(\/|$)/i

/** What one request spends, of which limits and of whose account, decided by its address and method alone. */
export function costOf(url: URL, method = 'GET'): Cost {
  const path = plainPath(url)
  if (/^reports\/get\w+$/i.test(path)) return [{ limit: 'usageReports', place: path.toLowerCase(), units: 1 }]
  if (/^(auditLogs|reports)\//i.test(path)) return [{ limit: 'reports', units: 1 }]
  if (/^(identityProtection|identity\/conditionalAccess)(\/|$)/i.test(path))
    return [{ limit: 'identityProtection', units: 1 }]
  const box = mailbox.exec(path)?.[1]
  if (box !== undefined) return [{ limit: 'outlook', place: box.toLowerCase(), units: 1 }]
  if (sharePoint.test(path)) return [{ limit: 'sharePoint', units: sharePointUnits(method, path) }]
  if (teams.test(path)) return costInTeams(path)
  const { units, writes } = directoryCost(method, path, url.searchParams)
  const read: Charge = { limit: 'directory', units }
  return writes ? [read, { limit: 'directoryWrites', units: 1 }] : [read]
}

/** What several requests spend together, as in a batch: each costs what it would cost alone (learn.microsoft.com/graph/throttling, "Throttling and batching"). */
export function costOfAll(costs: readonly Cost[]): Cost {
  const sums = new Map<string, Charge>()
  for (const charge of costs.flat()) {
    const key = `${charge.limit} ${charge.place ?? ''}`
    sums.set(key, { ...charge, units: charge.units + (sums.get(key)?.units ?? 0) })
  }
  return [...sums.values()]
}

/** The path after the version, in one form for the ways that OData spells it: `users('id')` as `users/id`, `getReport(period='D7')` as `getReport`. */
const plainPath = (url: URL): string =>
  url.pathname
    .replaceAll('%27', "'")
    .replaceAll('%28', '(')
    .replaceAll('%29', ')')
    .replace(/^\/(v1\.0|beta)\//, '')
    .replace(/\('([^'=]+)'\)/g, '/$1')
    .replace(/\([^)]*\)/g, '')
    .replace(/\/$/, '')

const costInTeams = (path: string): Cost => {
  const [, kind, id] = teamOrChat.exec(path) ?? []
  const all: Charge = { limit: 'teams', units: 1 }
  return id === undefined ? [all] : [{ limit: 'teamsPlace', place: `${kind}/${id}`.toLowerCase(), units: 1 }, all]
}

/**
 * 5 for whatever is about permissions, 2 for a list and for a change, 1 for a single object, a download and a delta with its token:
 * learn.microsoft.com/sharepoint/dev/general-development/how-to-avoid-getting-throttled-or-blocked-in-sharepoint-online, "Resource units".
 */
function sharePointUnits(method: string, path: string): number {
  if (/\/permissions(\/|$)/i.test(path)) return 5
  const isList = /(^|\/)(sites|lists|items|columns|contentTypes|versions|drives|children)$/i.test(path)
  return method !== 'GET' || isList ? 2 : 1
}
