import type { Registration } from '../identity-port.ts'
import { AadstsError } from './aadsts.ts'
import { signInScope } from './asked-scopes.ts'
import type { AuthorizedRequest } from './authorization-codes.ts'
import type { Exchange } from './exchange.ts'
import type { Platform } from './platform.ts'
import { type ClientPlatform, registeredRedirectUri } from './redirect-uri.ts'
import { type RequestedScopes, readScopes } from './scopes.ts'
import { readTenantSegment, registrationFor, type TenantSegment } from './tenant-segment.ts'

export type ResponseMode = 'query' | 'fragment' | 'form_post'
export type ResponseType = 'code' | 'id_token' | 'token'

/** Where an answer to authorize goes. Known before the rest of the request is judged. */
export interface ReturnAddress {
  registration: Registration
  segment: TenantSegment
  redirectUri: string
  issuedTo: ClientPlatform
  mode: ResponseMode
  state: string | null
}

/** A request to authorize that is well formed. */
export interface AuthorizeRequest {
  responseTypes: ReadonlySet<ResponseType>
  scopes: RequestedScopes
  nonce: string | undefined
  challenge: AuthorizedRequest['challenge']
  prompts: ReadonlySet<string>
  loginHint: string | undefined
  domainHint: string | undefined
  /** The `claims` parameter as it came. */
  claims: string | undefined
  maxAge: number | undefined
  wantsClientInfo: boolean
}

const PROMPTS = new Set(['login', 'none', 'consent', 'select_account'])
/** Fields of the pages' own forms; everything else in a posted form belongs to the application's request. */
const PAGE_FIELDS = new Set(['step', 'account', 'username', 'password', 'new_password', 'decision', 'code'])

/** What the application asked: the query, or a form that the application had the browser post. */
export function askedParameters(exchange: Exchange): URLSearchParams {
  const asked = new URLSearchParams(exchange.query)
  for (const [name, value] of exchange.form) if (!PAGE_FIELDS.has(name) && !asked.has(name)) asked.set(name, value)
  return asked
}

/**
 * Who asks, and where the answer goes.
 * @throws AadstsError 90002, 900144, 700016, 50194, 50011, 500113, 900971: shown on a page, since the address is not trusted
 */
export function readReturnAddress(platform: Platform, exchange: Exchange, asked: URLSearchParams): ReturnAddress {
  const segment = readTenantSegment(platform.world, exchange.segment)
  const clientId = asked.get('client_id')
  if (!clientId) throw new AadstsError(900144, { values: { parameter: 'client_id' } })
  const registration = registrationFor(platform.world, clientId, segment)
  const { uri, platform: issuedTo } = registeredRedirectUri(registration, asked.get('redirect_uri'))
  const mode = asked.get('response_mode')
  // Tokens never travel in a query, an error about them neither.
  const hasTokens = /token/.test(asked.get('response_type') ?? '')
  const usual = hasTokens ? 'fragment' : 'query'
  return {
    registration,
    segment,
    redirectUri: uri,
    issuedTo,
    mode: mode === 'fragment' || mode === 'form_post' ? mode : usual,
    state: asked.get('state'),
  }
}

/**
 * Reads the rest of the request (v2-oauth2-auth-code-flow, v2-oauth2-implicit-grant-flow).
 * @throws AadstsError 900144, 70005, 70007, 700051, 700054, 90023, 50147, 70011: sent to the return address
 */
export function readAuthorizeRequest(
  exchange: Exchange,
  asked: URLSearchParams,
  registration: Registration,
): AuthorizeRequest {
  const responseTypes = readResponseTypes(required(asked, 'response_type'), registration)
  checkMode(asked.get('response_mode'), responseTypes)
  const scopes = readScopes(signInScope(exchange, asked) ?? required(asked, 'scope'), exchange.origin)
  if (scopes.oidc.length + scopes.resources.length === 0)
    throw new AadstsError(70011, { values: { scope: scopes.text } })
  const prompts = new Set((asked.get('prompt') ?? '').split(' ').filter((prompt) => prompt !== ''))
  for (const prompt of prompts) if (!PROMPTS.has(prompt)) unsupported('prompt')
  if (prompts.has('none') && prompts.size > 1) unsupported('prompt')
  const maxAge = asked.get('max_age')
  if (maxAge !== null && !/^\d+$/.test(maxAge)) unsupported('max_age')
  return {
    responseTypes,
    scopes,
    nonce: responseTypes.has('id_token') ? required(asked, 'nonce') : (asked.get('nonce') ?? undefined),
    challenge: readChallenge(asked),
    prompts,
    loginHint: asked.get('login_hint')?.trim() || undefined,
    domainHint: asked.get('domain_hint')?.trim() || undefined,
    claims: asked.get('claims') ?? undefined,
    maxAge: maxAge === null ? undefined : Number(maxAge),
    wantsClientInfo: asked.get('client_info') === '1',
  }
}

/** Codes are for everybody; tokens at authorize for registrations that enable them. */
function readResponseTypes(text: string, registration: Registration): ReadonlySet<ResponseType> {
  const types = new Set<ResponseType>()
  for (const type of text.split(' ').filter((part) => part !== '')) {
    if (type !== 'code' && type !== 'id_token' && type !== 'token') {
      throw new AadstsError(70005, { values: { responseType: text } })
    }
    types.add(type)
  }
  if (types.has('token') && !registration.accessTokenIssuance) throw new AadstsError(700051)
  if (types.has('id_token') && !registration.idTokenIssuance) throw new AadstsError(700054)
  return types
}

function checkMode(mode: string | null, responseTypes: ReadonlySet<ResponseType>): void {
  if (mode !== null && !['query', 'fragment', 'form_post'].includes(mode)) unsupported('response_mode')
  const hasTokens = responseTypes.has('token') || responseTypes.has('id_token')
  if (mode === 'query' && hasTokens) throw new AadstsError(70007, { values: { mode } })
}

/** RFC 7636: a challenge without a method is plain. */
function readChallenge(asked: URLSearchParams): AuthorizedRequest['challenge'] {
  const value = asked.get('code_challenge')
  const method = asked.get('code_challenge_method') ?? 'plain'
  if (value === null) return undefined
  if (method !== 'S256' && method !== 'plain') return unsupported('code_challenge_method')
  if (value.length < 43 || value.length > 128) throw new AadstsError(50147)
  return { value, method }
}

function required(asked: URLSearchParams, parameter: string): string {
  const value = asked.get(parameter)
  if (!value) throw new AadstsError(900144, { values: { parameter } })
  return value
}

function unsupported(parameter: string): never {
  throw new AadstsError(90023, { values: { parameter } })
}
