import { isObject, type Json, type Properties } from '../../../world/model.ts'
import { type GraphAnswer, type GraphContext, noContent, type WriteContext } from '../../call.ts'
import { badRequest } from '../../errors.ts'
import { contextUrl } from '../../listing.ts'
import type { Route } from '../../route.ts'
import { auditPolicy } from './policy-audit.ts'

const NAME = 'adminConsentRequestPolicy'
const TEMPLATE = `/policies/${NAME}`

function read(context: GraphContext): GraphAnswer {
  const body = {
    '@odata.context': contextUrl(context, `policies/${NAME}/$entity`),
    ...context.tenancy.protection.policies.of(NAME),
  }
  return { status: 200, headers: {}, body }
}

const FLAGS = ['isEnabled', 'notifyReviewers', 'remindersEnabled'] as const

/** learn.microsoft.com/graph/api/adminconsentrequestpolicy-update: the whole policy at once, and its version goes up. */
function replace(context: WriteContext): GraphAnswer {
  const { policies } = context.tenancy.protection
  const said = isObject(context.call.body) ? context.call.body : {}
  for (const name of FLAGS)
    if (typeof said[name] !== 'boolean') throw badRequest(`The property '${name}' is required: true or false.`)
  const days = said.requestDurationInDays ?? 30
  if (typeof days !== 'number' || !Number.isInteger(days) || days < 0 || days > 60)
    throw badRequest("The property 'requestDurationInDays' must be a whole number of days up to 60.")
  const before: Properties = policies.of(NAME)
  const after: Properties = {
    isEnabled: said.isEnabled ?? false,
    notifyReviewers: said.notifyReviewers ?? false,
    remindersEnabled: said.remindersEnabled ?? false,
    requestDurationInDays: days,
    reviewers: reviewersIn(said.reviewers),
    version: Number(before.version) + 1,
  }
  policies.set(NAME, after)
  const { version: _, ...told } = after
  auditPolicy(context, { activity: 'Update policy', category: 'Policy' }, before, { ...told, id: NAME })
  return noContent()
}

/** Who reviews: queries of people, groups or roles (learn.microsoft.com/graph/api/resources/accessreviewreviewerscope). */
function reviewersIn(given: Json | undefined): Json[] {
  if (!Array.isArray(given)) throw badRequest("The property 'reviewers' is required: a list.")
  return given.map((reviewer) => {
    if (!isObject(reviewer) || typeof reviewer.query !== 'string')
      throw badRequest("Every one of 'reviewers' must have a 'query'.")
    return { query: reviewer.query, queryRoot: null, queryType: 'MicrosoftGraph', ...reviewer }
  })
}

export const adminConsentRequestPolicyRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: TEMPLATE,
    permissions: {
      application: ['Policy.Read.All', 'Policy.ReadWrite.ConsentRequest'],
      delegated: ['Policy.Read.All', 'Policy.ReadWrite.ConsentRequest'],
    },
    answer: read,
  },
  {
    method: 'PUT',
    template: TEMPLATE,
    permissions: {
      application: ['Policy.ReadWrite.ConsentRequest'],
      delegated: ['Policy.ReadWrite.ConsentRequest'],
    },
    write: replace,
  },
]
