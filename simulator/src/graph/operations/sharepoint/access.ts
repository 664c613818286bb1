import { personLevel } from '../../../world/sharepoint/access.ts'
import type { Grants, Level } from '../../../world/sharepoint/grants.ts'
import type { SharePointList } from '../../../world/sharepoint/list.ts'
import type { Site } from '../../../world/sharepoint/site.ts'
import { type GraphAnswer, type GraphContext, parameter, type WriteContext } from '../../call.ts'
import { denied, GraphError } from '../../errors.ts'
import type { Accepted, ReadRoute, WriteRoute } from '../../route.ts'
import { asGraphTellsIt, itemNotFound, listNotFound, siteNotFound } from './errors.ts'
import { siteNamed } from './site-reference.ts'

/** What one may need for an operation: to read, to change items, to change lists and columns, to say who may do what. */
export const READ: Level = 1
export const WRITE: Level = 2
export const MANAGE: Level = 3
export const FULL_CONTROL: Level = 4

const FULL = 'Sites.FullControl.All'

/** Permissions for every site, where the contract has no row (learn.microsoft.com/graph/permissions-reference, Sites). */
const EVERYWHERE: { readonly [level in Level]: Accepted } = {
  1: both('Sites.Read.All', 'Sites.ReadWrite.All', FULL),
  2: both('Sites.ReadWrite.All', FULL),
  3: both('Sites.Manage.All', FULL),
  4: both(FULL),
}

function both(...names: string[]): Accepted {
  return { application: names, delegated: names }
}

type Shape = Pick<ReadRoute, 'response'>
type Changing = Pick<WriteRoute, 'method' | 'template' | 'request' | 'response'>

/** An operation that reads something of the site that its path names first. */
export function reading(
  template: string,
  answer: (context: GraphContext, site: Site) => GraphAnswer,
  more: Shape = {},
  level: Level = READ,
): ReadRoute {
  return {
    method: 'GET',
    template,
    ...more,
    ...ways(level),
    answer: (context) => asGraphTellsIt(() => answer(context, siteIn(context, level))),
  }
}

/** An operation that changes something of the site that its path names first. */
export function changing(
  level: Level,
  route: Changing,
  write: (context: WriteContext, site: Site) => GraphAnswer,
): WriteRoute {
  return {
    ...route,
    ...ways(level),
    write: (context) => asGraphTellsIt(() => write(context, siteIn(context, level))),
  }
}

function ways(level: Level) {
  return {
    service: 'sharePoint',
    permissions: EVERYWHERE[level],
    otherwiseAllowed: (context: GraphContext) => (held(context, FULL) ? FULL : selected(context, level)),
  } as const
}

/** Whether the token holds it as its kind of token does: an application by role, a person's by scope. */
function held({ token }: GraphContext, permission: string): boolean {
  return (token.isAppOnly ? token.roles : token.scopes).includes(permission)
}

/**
 * The `Selected` permission that lets the call in: it allows nothing by itself, only what was granted to the application
 * on the site, list or item (learn.microsoft.com/graph/permissions-selected-overview).
 */
function selected(context: GraphContext, level: Level): string | undefined {
  const site = siteOrNone(context)
  const list = site?.list(parameter(context, 1))
  const grants: readonly (readonly [string, Grants | undefined])[] = [
    ['Sites.Selected', site?.grants],
    ['Lists.SelectedOperations.Selected', list && site?.grantsOf(list)],
    ['ListItems.SelectedOperations.Selected', list && site?.grantsOf(list, Number(parameter(context, 2)))],
  ]
  for (const [permission, granted] of grants)
    if (held(context, permission) && (granted?.levelOf(context.token.appId) ?? 0) >= level) return permission
  return undefined
}

function siteOrNone(context: GraphContext): Site | undefined {
  try {
    return siteNamed(context.tenancy.sharePoint, parameter(context))
  } catch (error) {
    if (error instanceof GraphError) return undefined
    throw error
  }
}

/** The site of a path, if it is there and the signed-in person may do as much on it. */
export function siteIn(context: GraphContext, level: Level): Site {
  const site = siteNamed(context.tenancy.sharePoint, parameter(context))
  if (!site) throw siteNotFound()
  if (!mayUse(context, site, level)) throw denied('sharePoint')
  return site
}

/** Whether the person behind a delegated call may do as much; an application by itself is not asked twice. */
export function mayUse({ tenancy, token }: GraphContext, site: Site, level: Level): boolean {
  if (token.isAppOnly) return true
  const user = tenancy.findOf('user', token.userObjectId ?? '')
  return user !== undefined && (personLevel(tenancy, site, user) ?? 0) >= level
}

/** The list of a path's second parameter. */
export function listIn(context: GraphContext, site: Site): SharePointList {
  const list = site.list(parameter(context, 1))
  if (!list) throw listNotFound()
  return list
}

/** The item of a path's third parameter. */
export function itemIn(context: GraphContext, list: SharePointList) {
  const item = list.items.find(Number(parameter(context, 2)))
  if (!item) throw itemNotFound()
  return item
}
