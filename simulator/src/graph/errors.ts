import type { Service } from './route.ts'

/** An answer in Graph's error shape (graph-facts §2.1; learn.microsoft.com/graph/errors). */
export class GraphError extends Error {
  readonly status: number
  readonly code: string
  readonly headers: { readonly [name: string]: string }
  /** The more specific code inside `innerError`, as SharePoint and others nest one. */
  readonly innerCode: string | undefined

  constructor(
    status: number,
    code: string,
    message: string,
    headers: { [name: string]: string } = {},
    innerCode?: string,
  ) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
    this.innerCode = innerCode
  }
}

export const badRequest = (message: string) => new GraphError(400, 'Request_BadRequest', message)
export const unsupportedQuery = (message: string) => new GraphError(400, 'Request_UnsupportedQuery', message)
export const notImplemented = () => new GraphError(501, 'NotImplemented', 'This operation target is not yet supported.')
export const noSegment = (segment: string) =>
  new GraphError(400, 'BadRequest', `Resource not found for the segment '${segment}'.`)
export const notAllowed = () =>
  new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.')

/** What an operation asks of a token, and what the token holds instead. */
interface Missing {
  readonly kind: 'role' | 'scope'
  readonly asked: readonly string[]
  readonly held: readonly string[]
}

/** The 403 of a token without the permission, in the words of the service that is asked (graph-facts §2.1). */
export function denied(service: Service = 'directory', missing?: Missing): GraphError {
  if (service === 'exchange')
    return new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.')
  if (service === 'sharePoint') return new GraphError(403, 'accessDenied', 'Access denied')
  if (service === 'teams' && missing) {
    const { kind, asked, held } = missing
    const [what, whose] = kind === 'role' ? ['role', 'Roles'] : ['scope', 'Scopes']
    const message = `Missing ${what} permissions on the request. API requires one of '${asked.join(', ')}'. ${whose} on the request '${held.join(', ')}'.`
    return new GraphError(403, 'Forbidden', message)
  }
  return new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
}

export function notFound(id: string): GraphError {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`
  return new GraphError(404, 'Request_ResourceNotFound', message)
}

export function unauthorized(message: string, origin: string): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message, {
    'WWW-Authenticate': `Bearer realm="", authorization_uri="${authorityOf(origin)}/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"`,
  })
}

/**
 * The 401 of continuous access evaluation: the client must bring a token issued after `since`, by sending the claims along
 * (learn.microsoft.com/entra/identity-platform/claims-challenge).
 */
export function revoked(since: number, origin: string): GraphError {
  const nbf = { essential: true, value: String(Math.floor(since / 1000)) }
  const claims = Buffer.from(JSON.stringify({ access_token: { nbf } })).toString('base64')
  const message =
    'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp'
  return new GraphError(401, 'InvalidAuthenticationToken', message, {
    'WWW-Authenticate': `Bearer realm="", authorization_uri="${authorityOf(origin)}/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000", error="insufficient_claims", claims="${claims}"`,
  })
}

/** The authority beside Graph: on a host of its own where Graph has one, else the same address. */
const authorityOf = (origin: string) =>
  origin === 'https://graph.microsoft.com' ? 'https://login.microsoftonline.com' : origin

export function expiredPageToken(): GraphError {
  const message = 'The specified page token value has expired and can no longer be included in your request.'
  return new GraphError(400, 'Directory_ExpiredPageToken', message)
}
