import type { IncomingMessage, ServerResponse } from 'node:http'
import { GraphError } from '../graph/errors.ts'
import { readJson } from '../http/exchange.ts'
import { isObject, type Properties } from '../world/model.ts'
import type { Level } from '../world/sharepoint/grants.ts'
import { Refusal } from '../world/sharepoint/refusal.ts'
import type { Site } from '../world/sharepoint/site.ts'
import type { Tenancy } from '../world/tenancy.ts'
import type { World } from '../world/world.ts'
import { type ApiAddress, apiAddress } from './api-path.ts'
import { contextInfo } from './context-info.ts'
import { levelOf, type SharePointToken, takesAudience, usedSecret, type VerifyToken } from './rest-caller.ts'
import { accessDenied, invalidExpression, noResource, noSuchWeb, RestError, restErrorOf } from './rest-error.ts'
import { formatOf, type RestAnswer, send, sendError } from './rest-format.ts'
import { read } from './rest-reads.ts'
import { write } from './rest-writes.ts'
import { targetOf } from './target.ts'

/** Serves `https://{tenant}.sharepoint.com/…/_api/…`, SharePoint's own interface beside Graph. */
export function sharePointDoor(world: World, verifyToken: VerifyToken) {
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> => {
    const tenancy = world.tenancies.find(({ sharePoint }) => sharePoint.hostname === url.hostname.toLowerCase())
    const format = formatOf(request.headers)
    try {
      const address = tenancy && apiAddress(url.pathname)
      if (!address) return false
      const caller = await callerOf(request, tenancy, verifyToken)
      if (typeof caller === 'string') {
        refuseToken(response, tenancy, caller)
        return true
      }
      const site = tenancy.sharePoint.byPath(address.webPath)
      if (!site) throw noSuchWeb()
      send(response, format, site.webUrl, await answer(world, tenancy, site, address, caller, request, url))
    } catch (error) {
      sendError(response, format, restError(error))
    }
    return true
  }
}

async function callerOf(
  request: IncomingMessage,
  tenancy: Tenancy,
  verifyToken: VerifyToken,
): Promise<SharePointToken | string> {
  const [scheme, credential] = (request.headers.authorization ?? '').split(' ')
  if (!credential || scheme?.toLowerCase() !== 'bearer') return 'No bearer token was sent.'
  const verified = await verifyToken(credential, takesAudience(tenancy.sharePoint.hostname))
  if (!verified.ok) return `Invalid JWT token. ${verified.reason}`
  const { token } = verified
  if (token.tenantId !== tenancy.profile.tenantId) return 'Invalid issuer or signature.'
  return token.isAppOnly && usedSecret(credential) ? 'Unsupported app only token.' : token
}

/** 401 with the challenge from which clients learn the tenancy (learn.microsoft.com/openspecs/sharepoint_protocols/ms-spstwss). */
function refuseToken(response: ServerResponse, { profile }: Tenancy, reason: string): void {
  const issuers = '00000001-0000-0000-c000-000000000000@*'
  const realm = `realm="${profile.tenantId}",client_id="00000003-0000-0ff1-ce00-000000000000",trusted_issuers="${issuers}"`
  response.writeHead(401, {
    'Content-Type': 'application/json',
    'WWW-Authenticate': `Bearer ${realm},authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"`,
  })
  response.end(JSON.stringify({ error: 'invalid_token', error_description: reason }))
}

async function answer(
  world: World,
  tenancy: Tenancy,
  site: Site,
  { steps }: ApiAddress,
  caller: SharePointToken,
  request: IncomingMessage,
  url: URL,
): Promise<RestAnswer> {
  const level = levelOf(tenancy, site, caller)
  const [first, ...rest] = steps
  if (first?.name === 'contextinfo' && request.method === 'POST') return contextInfo(tenancy, site, world.now())
  if (first?.name !== 'web') throw noResource(first?.name ?? '_api')
  if (level < 1) throw accessDenied()
  const target = targetOf(site, rest)
  const given = { tenancy, site, target, url }
  if (request.method === 'GET' || request.method === 'HEAD') return read(given)
  const method = String(request.headers['x-http-method'] ?? request.method).toUpperCase()
  if (level < needed(method, target)) throw accessDenied()
  const { 'if-match': ifMatch } = request.headers
  const by = caller.userObjectId ?? caller.appId
  return write({ ...given, world, method, body: await bodyOf(request), ifMatch, by })
}

/** Items are changed by who may write, lists by who may manage them; a query by POST only reads. */
function needed(method: string, { list, item, asked }: ReturnType<typeof targetOf>): Level {
  if (asked === 'getitems') return 1
  if (item || (list && asked !== undefined)) return 2
  return method === 'GET' ? 1 : 3
}

async function bodyOf(request: IncomingMessage): Promise<Properties> {
  try {
    const body = await readJson(request)
    return isObject(body) ? body : {}
  } catch {
    throw invalidExpression('The body is not valid JSON.')
  }
}

function restError(error: unknown): RestError {
  if (error instanceof RestError) return error
  if (error instanceof Refusal) return restErrorOf(error)
  if (error instanceof GraphError) return invalidExpression(error.message)
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  return new RestError(500, '-1, System.Exception', `Defect of the simulator: ${String(error)}`)
}
