/** An answer in Graph's error shape (graph-facts §2.1; learn.microsoft.com/graph/errors). */
export class GraphError extends Error {
  readonly status: number
  readonly code: string
  readonly headers: { readonly [name: string]: string }

  constructor(status: number, code: string, message: string, headers: { [name: string]: string } = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

export const badRequest = (message: string) => new GraphError(400, 'Request_BadRequest', message)
export const unsupportedQuery = (message: string) => new GraphError(400, 'Request_UnsupportedQuery', message)
export const notImplemented = () => new GraphError(501, 'NotImplemented', 'This operation target is not yet supported.')
export const noSegment = (segment: string) =>
  new GraphError(400, 'BadRequest', `Resource not found for the segment '${segment}'.`)
export const denied = () =>
  new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')

export function notFound(id: string): GraphError {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`
  return new GraphError(404, 'Request_ResourceNotFound', message)
}

export function unauthorized(message: string, origin: string): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message, {
    'WWW-Authenticate': `Bearer realm="", authorization_uri="${authorityOf(origin)}/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"`,
  })
}

/** The authority beside Graph: on a host of its own where Graph has one, else the same address. */
const authorityOf = (origin: string) =>
  origin === 'https://graph.microsoft.com' ? 'https://login.microsoftonline.com' : origin
