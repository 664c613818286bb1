import type { Json } from '../../../world/model.ts'
import type { Site } from '../../../world/sharepoint/site.ts'
import { type GraphAnswer, type GraphContext, parameter } from '../../call.ts'
import { denied, notFound } from '../../errors.ts'
import type { Accepted, ReadRoute, Route } from '../../route.ts'
import { mayUse, READ, reading } from './access.ts'
import { collection, object, picked, selectOf } from './collection.ts'
import { asGraphTellsIt, invalidRequest, resourceNotFound } from './errors.ts'
import { nestedExpansions } from './expansions.ts'
import { cannotExpand, expandedLists } from './list-answer.ts'
import { siteShape } from './shapes.ts'

const SITE = '#/$defs/microsoft.graph.site'
const READS: Accepted = {
  application: ['Sites.Read.All', 'Sites.ReadWrite.All'],
  delegated: ['Sites.Read.All', 'Sites.ReadWrite.All'],
}

function single(context: GraphContext, site: Site): GraphAnswer {
  const select = selectOf(context, 'site')
  const shown: { [name: string]: Json } = picked(siteShape(context, site, select), select)
  for (const expansion of nestedExpansions(context.query.get('$expand'))) {
    if (expansion.name !== 'lists') throw cannotExpand(expansion.name, 'site')
    shown.lists = expandedLists(context, site, expansion)
  }
  return object(context, 'sites/$entity', shown)
}

function listed(context: GraphContext, sites: Iterable<Site>): GraphAnswer {
  return collection(context, {
    rows: sites,
    shape: (site, select) => picked(siteShape(context, site, select), select),
    contextName: 'sites',
    kind: 'site',
  })
}

/** `?search=` finds what begins with each of its words; `*` and no search at all find everything (site-search, site-list). */
function* found(context: GraphContext): Generator<Site> {
  const words = (context.query.get('$search') ?? '*').replaceAll('"', '').toLowerCase().split(/\s+/).filter(Boolean)
  const wanted = words.filter((word) => word !== '*').map((word) => word.replace(/\*$/, ''))
  for (const site of context.tenancy.sharePoint.sites()) {
    const { path, description } = site.plan
    const told = `${site.title} ${path} ${description}`.toLowerCase().split(/[^\p{L}\p{N}]+/u)
    if (wanted.every((word) => told.some((part) => part.startsWith(word))) && mayUse(context, site, READ)) yield site
  }
}

function search(context: GraphContext): GraphAnswer {
  const filter = context.query.get('$filter')?.trim()
  if (filter === undefined) return listed(context, found(context))
  if (filter !== 'siteCollection/root ne null') throw invalidRequest(`The filter '${filter}' is not supported.`)
  return listed(context, [context.tenancy.sharePoint.root])
}

/** learn.microsoft.com/graph/api/site-getallsites: for applications only. */
function allSites(context: GraphContext): GraphAnswer {
  return listed(context, context.tenancy.sharePoint.sites())
}

function* subsites({ tenancy }: GraphContext, site: Site): Generator<Site> {
  for (const other of tenancy.sharePoint.sites()) {
    if (other.plan.groupId !== undefined) return
    if (other.plan.parent === site) yield other
  }
}

/** The team site of a Microsoft 365 group (learn.microsoft.com/graph/api/site-get). */
function groupSite(context: GraphContext): GraphAnswer {
  const group = context.tenancy.findOf('group', parameter(context).toLowerCase())
  if (!group) throw notFound(parameter(context))
  const site = context.tenancy.sharePoint.ofGroup(group)
  if (!site) throw resourceNotFound()
  if (!mayUse(context, site, READ)) throw denied('sharePoint')
  return single(context, site)
}

const ofAll = (
  template: string,
  answer: (context: GraphContext) => GraphAnswer,
  response: string,
  permissions: Accepted = READS,
): ReadRoute => ({
  method: 'GET',
  template,
  service: 'sharePoint',
  permissions,
  response,
  answer: (context) => asGraphTellsIt(() => answer(context)),
})

/** Sites: learn.microsoft.com/graph/api/resources/site. */
export const siteRoutes: readonly Route[] = [
  ofAll('/sites', search, `${SITE}!collection`),
  ofAll('/sites/getAllSites', allSites, `${SITE}!collection`, { ...READS, delegated: [] }),
  ofAll('/groups/{group-id}/sites/root', groupSite, SITE),
  reading('/sites/{site-id}', single, { response: SITE }),
  reading('/sites/{site-id}/sites', (context, site) => listed(context, subsites(context, site)), {
    response: `${SITE}!collection`,
  }),
]
