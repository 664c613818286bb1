import { authorizationCodeGrantRequest, validateAuthResponse } from 'oauth4webapi'
import { z } from 'zod'
import type { MicrosoftCloud } from '../cloud.ts'
import type { MicrosoftPorts } from '../ports.ts'
import { jsonAnswer } from './answer.ts'
import type { Handshake } from './authorize.ts'
import { clientAuthentication } from './credential.ts'
import { type IdTokenCheck, type IdTokenReader, IdTokenRejected, type SignedInPerson } from './id-token.ts'
import { MetadataRejected, type MetadataSource } from './metadata.ts'
import { type Refusal, refusalFromRedirect } from './refusal.ts'
import { Refused } from './refused.ts'
import { type AppRegistration, authorizationServer, oauthClient, requestOptions } from './registration.ts'
import type { TenancySegment } from './tenancy.ts'

export interface Redemption {
  /** the segment the authorization request went to */
  readonly tenancy: TenancySegment
  readonly registration: AppRegistration
  readonly redirectUri: string
  readonly handshake: Handshake
  /** the query of the redirect; the caller has found the handshake by its `state`, and it is compared here once more */
  readonly callback: URLSearchParams
  /** refuse a person of any other tenancy */
  readonly tenantId?: string
}

export type RedemptionResult =
  | { readonly kind: 'signed_in'; readonly person: SignedInPerson }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** the answer must not be believed; `callback` is a redirect that does not answer our request */
  | { readonly kind: 'rejected'; readonly check: IdTokenCheck | 'callback' | 'metadata' }

const TokenAnswer = z.object({ id_token: z.string() })

export interface RedemptionParts {
  readonly cloud: MicrosoftCloud
  readonly ports: MicrosoftPorts
  readonly metadata: MetadataSource
  readonly idTokens: IdTokenReader
}

/**
 * Ends a sign-in: checks the redirect, trades the code for an ID token, validates it. The access token that comes along is dropped.
 * Source: learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow.
 * @throws CertificateUnusable; the signal's reason
 */
export async function redeem(
  parts: RedemptionParts,
  redemption: Redemption,
  signal?: AbortSignal,
): Promise<RedemptionResult> {
  const refusal = refusalFromRedirect(redemption.callback)
  if (redemption.callback.get('state') !== redemption.handshake.state) return { kind: 'rejected', check: 'callback' }
  if (refusal !== undefined) return { kind: 'refused', refusal }
  try {
    const idToken = await tradeCode(parts, redemption, signal)
    const expected = {
      clientId: redemption.registration.clientId,
      nonce: redemption.handshake.nonce,
      ...expectedTenancy(redemption),
    }
    return { kind: 'signed_in', person: await parts.idTokens.read(idToken, expected, signal) }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', refusal: error.refusal }
    if (error instanceof IdTokenRejected) return { kind: 'rejected', check: error.check }
    if (error instanceof MetadataRejected) return { kind: 'rejected', check: 'metadata' }
    if (error instanceof CallbackRejected) return { kind: 'rejected', check: 'callback' }
    throw error
  }
}

class CallbackRejected extends Error {}

const expectedTenancy = ({ tenantId, tenancy }: Redemption): { tenantId?: string } => {
  if (tenantId !== undefined) return { tenantId }
  return tenancy === 'organizations' ? {} : { tenantId: tenancy }
}

async function tradeCode(parts: RedemptionParts, redemption: Redemption, signal?: AbortSignal): Promise<string> {
  const { cloud, ports } = parts
  const metadata = await parts.metadata.of(redemption.tenancy, signal)
  const server = authorizationServer(metadata)
  const client = oauthClient(redemption.registration.clientId)
  const callback = answerToOurs(() =>
    validateAuthResponse(server, client, redemption.callback, redemption.handshake.state),
  )
  if (callback.get('code') === null) throw new CallbackRejected()
  const authentication = await clientAuthentication(redemption.registration.credential, metadata.tokenEndpoint, ports)
  const { redirectUri, handshake } = redemption
  const body = await jsonAnswer(
    () =>
      authorizationCodeGrantRequest(
        server,
        client,
        authentication,
        callback,
        redirectUri,
        handshake.codeVerifier,
        requestOptions(cloud, ports, signal),
      ),
    signal,
  )
  const answer = TokenAnswer.safeParse(body)
  if (!answer.success) throw new IdTokenRejected('form')
  return answer.data.id_token
}

function answerToOurs(check: () => URLSearchParams): URLSearchParams {
  try {
    return check()
  } catch {
    throw new CallbackRejected()
  }
}
