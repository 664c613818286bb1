import { Refusal, type RefusalReason } from '../../../world/sharepoint/refusal.ts'
import { GraphError } from '../../errors.ts'

/**
 * SharePoint's errors as Graph tells them: a general code, and a nested one that says more (learn.microsoft.com/graph/errors,
 * graph-facts §2.1 and §5). Which status stands with which code: [status, code, nested code].
 */
const TOLD_AS: { readonly [reason in RefusalReason]: readonly [number, string, string?] } = {
  invalidRequest: [400, 'invalidRequest'],
  notIndexed: [400, 'invalidRequest'],
  duplicateValue: [400, 'invalidRequest'],
  nameAlreadyExists: [409, 'nameAlreadyExists'],
  itemNotFound: [404, 'itemNotFound'],
  resourceModified: [412, 'resourceModified'],
  notSupported: [400, 'notSupported'],
  tooManyResources: [400, 'notSupported', 'tooManyResources'],
}

export const siteNotFound = () => new GraphError(404, 'itemNotFound', 'Requested site could not be found')
export const listNotFound = () => new GraphError(404, 'itemNotFound', 'The specified list was not found')
export const itemNotFound = () => new GraphError(404, 'itemNotFound', 'The specified item was not found')
export const resourceNotFound = () => new GraphError(404, 'itemNotFound', 'The resource could not be found.')
export const invalidRequest = (message: string) => new GraphError(400, 'invalidRequest', message)

/** Does what may be refused, and tells a refusal in Graph's words. */
export function asGraphTellsIt<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const [status, code, innerCode] = TOLD_AS[error.reason]
    throw new GraphError(status, code, error.message, {}, innerCode)
  }
}
