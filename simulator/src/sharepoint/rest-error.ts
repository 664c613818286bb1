import type { Json } from '../world/model.ts'
import type { Refusal, RefusalReason } from '../world/sharepoint/refusal.ts'

/** An error of SharePoint's own interface: a number with the .NET exception behind it, and a sentence. */
export class RestError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

const CLIENT = 'Microsoft.SharePoint.Client'

export const accessDenied = () =>
  new RestError(
    403,
    '-2147024891, System.UnauthorizedAccessException',
    'Access denied. You do not have permission to perform this action or access this resource.',
  )

export const noSuchWeb = () => new RestError(404, '-2147024894, System.IO.FileNotFoundException', 'File Not Found.')

export const noListTitled = (title: string, webUrl: string) =>
  new RestError(404, '-1, System.ArgumentException', `List '${title}' does not exist at site with URL '${webUrl}'.`)

export const noListWithId = () =>
  new RestError(
    404,
    '-2130575322, Microsoft.SharePoint.SPException',
    'List does not exist. The page you selected contains a list that does not exist. It may have been deleted by another user.',
  )

export const noItem = () =>
  new RestError(
    404,
    '-2130575338, System.ArgumentException',
    'Item does not exist. It may have been deleted by another user.',
  )

export const noProperty = (name: string, type: string) =>
  new RestError(
    400,
    `-1, ${CLIENT}.InvalidClientQueryException`,
    `The property '${name}' does not exist on type '${type}'. Make sure to only use property names that are defined by the type.`,
  )

export const noResource = (name: string) =>
  new RestError(404, `-1, ${CLIENT}.ResourceNotFoundException`, `Cannot find resource for the request ${name}.`)

export const notServed = (what: string) =>
  new RestError(501, '-1, System.NotImplementedException', `${what} is not simulated.`)

export const invalidExpression = (detail: string) =>
  new RestError(400, `-1, ${CLIENT}.InvalidClientQueryException`, detail)

/** What SharePoint refuses, in the words of its own interface (field reports): status, code, and its sentence when another. */
const TOLD_AS: { readonly [reason in RefusalReason]: readonly [number, string, string?] } = {
  invalidRequest: [400, '-2147024809, System.ArgumentException'],
  notIndexed: [400, '-2147024809, System.ArgumentException'],
  notSupported: [400, '-2146232832, Microsoft.SharePoint.SPException'],
  itemNotFound: [404, '-2130575338, System.ArgumentException'],
  resourceModified: [412, `-1, ${CLIENT}.ClientServiceException`],
  duplicateValue: [
    400,
    '-2130575169, Microsoft.SharePoint.SPDuplicateValuesFoundException',
    'The list item could not be added or updated because duplicate values were found in one or more fields in the list.',
  ],
  nameAlreadyExists: [
    500,
    '-2130575342, Microsoft.SharePoint.SPException',
    'A list, survey, discussion board, or document library with the specified title already exists in this Web site.  Please choose another title.',
  ],
  tooManyResources: [
    500,
    '-2147024860, Microsoft.SharePoint.SPQueryThrottledException',
    'The attempted operation is prohibited because it exceeds the list view threshold.',
  ],
}

export function restErrorOf({ reason, message }: Refusal): RestError {
  const [status, code, sentence = message] = TOLD_AS[reason]
  return new RestError(status, code, sentence)
}

/** The error's body in the shape of the answer's format. */
export function errorBody({ code, message }: RestError, format: 'light' | 'verbose' | 'v4'): Json {
  if (format === 'v4') return { error: { code, message } }
  const error = { code, message: { lang: 'en-US', value: message } }
  return format === 'verbose' ? { error } : { 'odata.error': error }
}
