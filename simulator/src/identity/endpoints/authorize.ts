import { AadstsError } from '../aadsts.ts'
import { answerApplication, answerApplicationError, returnedError } from '../authorize-answer.ts'
import {
  type AuthorizeRequest,
  askedParameters,
  type ReturnAddress,
  readAuthorizeRequest,
  readReturnAddress,
} from '../authorize-request.ts'
import { tokensAtAuthorize } from '../authorize-tokens.ts'
import { readClaimsRequest } from '../claims-request.ts'
import type { Exchange } from '../exchange.ts'
import { settleInteraction } from '../interactive.ts'
import { errorPage } from '../pages/error-page.ts'
import { sameRequest } from '../pages/page.ts'
import type { Platform } from '../platform.ts'
import type { SignedIn } from '../sign-in.ts'
import { fixedTenancy } from '../tenant-segment.ts'
import { clientInfo } from '../tokens/id-token.ts'

/**
 * `GET` or `POST /{tenant}/oauth2/v2.0/authorize` and `/{tenant}/oauth2/authorize`, and the forms of its own pages
 * (v2-oauth2-auth-code-flow).
 */
export async function authorize(platform: Platform, exchange: Exchange): Promise<void> {
  const parameters = askedParameters(exchange)
  let address: ReturnAddress
  try {
    address = readReturnAddress(platform, exchange, parameters)
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    return errorPage(exchange, error)
  }
  let prompts: ReadonlySet<string> = new Set()
  try {
    const asked = readAuthorizeRequest(exchange, parameters, address.registration)
    prompts = asked.prompts
    await answer(platform, exchange, parameters, address, asked)
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    const isForApplication = error.row.redirects === true || error.code === 900144 || prompts.has('none')
    if (isForApplication) return answerApplicationError(exchange, address, error)
    const otherAccount = sameRequest(parameters, exchange, { prompt: 'select_account' })
    errorPage(exchange, error, { otherAccount, action: sameRequest(parameters, exchange) })
  }
}

async function answer(
  platform: Platform,
  exchange: Exchange,
  parameters: URLSearchParams,
  address: ReturnAddress,
  asked: AuthorizeRequest,
): Promise<void> {
  const { registration, segment } = address
  if (exchange.form.get('step') === 'return') {
    return answerApplicationError(exchange, address, returnedError(exchange, registration.displayName))
  }
  const signedIn = await settleInteraction(platform, exchange, {
    ...asked,
    registration,
    tenancy: fixedTenancy(segment),
    claims: readClaimsRequest(asked.claims),
    parameters,
    action: sameRequest(parameters, exchange),
    laterAction: sameRequest(parameters, exchange, { prompt: asked.prompts.has('consent') ? 'consent' : undefined }),
  })
  if (signedIn === undefined) return
  const code = asked.responseTypes.has('code') ? issueCode(platform, address, asked, signedIn) : undefined
  answerApplication(exchange, address, {
    code,
    ...tokensAtAuthorize(platform, exchange, { address, asked, signedIn, code }),
    client_info: asked.wantsClientInfo ? clientInfo(signedIn.user) : undefined,
    session_state: signedIn.session.id,
  })
}

function issueCode(
  platform: Platform,
  { registration, redirectUri, issuedTo }: ReturnAddress,
  asked: AuthorizeRequest,
  { user, session, account }: SignedIn,
): string {
  return platform.codes.issue({
    tenantId: user.tenantId,
    userObjectId: user.objectId,
    appId: registration.appId,
    redirectUri,
    issuedTo,
    scope: asked.scopes.text,
    nonce: asked.nonce,
    claims: asked.claims,
    satisfied: [...account.satisfied],
    challenge: asked.challenge,
    sessionId: session.id,
    authenticatedAt: account.authenticatedAt,
    wantsAuthTime: asked.maxAge !== undefined,
    issuedAt: platform.world.now(),
  })
}
