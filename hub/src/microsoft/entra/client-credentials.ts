import { decodeJwt } from 'jose'
import { clientCredentialsGrantRequest } from 'oauth4webapi'
import { z } from 'zod'
import { seconds } from '../../kernel/time.ts'
import type { MicrosoftCloud } from '../cloud.ts'
import type { MicrosoftPorts } from '../ports.ts'
import { jsonAnswer } from './answer.ts'
import { clientAuthentication } from './credential.ts'
import type { MetadataSource } from './metadata.ts'
import { type Refusal, refusal } from './refusal.ts'
import { Refused } from './refused.ts'
import { type AppRegistration, authorizationServer, oauthClient, requestOptions } from './registration.ts'
import { tenancySegment } from './tenancy.ts'

/** An application's token for Graph in one tenancy. */
export interface AppToken {
  readonly accessToken: string
  readonly expiresAt: Date
  /** application permissions in the token: what consent has really given */
  readonly roles: readonly string[]
  readonly tenantId: string
  readonly clientId: string
}

export type ClientCredentialsResult =
  | { readonly kind: 'token'; readonly token: AppToken }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

const TokenAnswer = z.object({
  access_token: z.string().min(1),
  token_type: z.string().refine((type) => type.toLowerCase() === 'bearer'),
  expires_in: z.coerce.number().positive(),
})

/** learn.microsoft.com/entra/identity-platform/access-token-claims-reference; Graph's are of version 1.0: `appid`, not `azp`. */
const Claims = z.object({
  tid: z.guid(),
  appid: z.guid().optional(),
  azp: z.guid().optional(),
  roles: z.array(z.string()).optional(),
})

export interface ClientCredentialsParts {
  readonly cloud: MicrosoftCloud
  readonly ports: MicrosoftPorts
  readonly metadata: MetadataSource
}

/**
 * A token for the application itself (RFC 6749 §4.4), by secret or certificate, in one tenancy.
 * Source: learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow.
 * The claims are read, not verified: the token came from the token endpoint itself, and Graph's tokens cannot be verified by others.
 * That such a token exists proves that the tenancy consented once; it says nothing about who is asking.
 * @throws CertificateUnusable, MetadataRejected; the signal's reason
 */
export async function clientCredentials(
  parts: ClientCredentialsParts,
  registration: AppRegistration,
  tenantId: string,
  signal?: AbortSignal,
): Promise<ClientCredentialsResult> {
  try {
    return { kind: 'token', token: await fetchToken(parts, registration, tenantId, signal) }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', refusal: error.refusal }
    throw error
  }
}

async function fetchToken(
  { cloud, ports, metadata }: ClientCredentialsParts,
  registration: AppRegistration,
  tenantId: string,
  signal?: AbortSignal,
): Promise<AppToken> {
  const tenancy = await metadata.of(tenancySegment(tenantId), signal)
  const authentication = await clientAuthentication(registration.credential, tenancy.tokenEndpoint, ports)
  const askedAt = ports.clock.now().getTime()
  const body = await jsonAnswer(
    () =>
      clientCredentialsGrantRequest(
        authorizationServer(tenancy),
        oauthClient(registration.clientId),
        authentication,
        { scope: `${cloud.graphResource}/.default` },
        requestOptions(cloud, ports, signal),
      ),
    signal,
  )
  const answer = TokenAnswer.safeParse(body)
  const claims = answer.success ? claimsOf(answer.data.access_token) : undefined
  const clientId = claims?.appid ?? claims?.azp
  if (!answer.success || claims === undefined || clientId === undefined)
    throw new Refused(refusal('temporarily_unavailable'))
  if (claims.tid.toLowerCase() !== tenantId) throw new Refused(refusal('tenancy_not_found'))
  return {
    accessToken: answer.data.access_token,
    expiresAt: new Date(askedAt + seconds(answer.data.expires_in)),
    roles: claims.roles ?? [],
    tenantId: claims.tid.toLowerCase(),
    clientId: clientId.toLowerCase(),
  }
}

function claimsOf(accessToken: string): z.infer<typeof Claims> | undefined {
  try {
    return Claims.parse(decodeJwt(accessToken))
  } catch {
    return undefined
  }
}
