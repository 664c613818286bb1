import { type AuthorizationServer, allowInsecureRequests, type Client, customFetch } from 'oauth4webapi'
import type { MicrosoftCloud } from '../cloud.ts'
import type { MicrosoftPorts } from '../ports.ts'
import { within } from './answer.ts'
import type { Credential } from './credential.ts'
import type { TenancyMetadata } from './metadata.ts'

/** An application registration as the identity platform knows it. */
export interface AppRegistration {
  /** the application (client) id */
  readonly clientId: string
  readonly credential: Credential
}

/** Our metadata in the words of RFC 8414. */
export const authorizationServer = (metadata: TenancyMetadata): AuthorizationServer => ({
  issuer: metadata.issuer,
  authorization_endpoint: metadata.authorizationEndpoint,
  token_endpoint: metadata.tokenEndpoint,
  jwks_uri: metadata.jwksUri,
})

export const oauthClient = (clientId: string): Client => ({ client_id: clientId })

/** Options of every request made through oauth4webapi: our fetch, our deadline; plain http only where the cloud is on loopback. */
export const requestOptions = (cloud: MicrosoftCloud, ports: MicrosoftPorts, signal?: AbortSignal) => ({
  [customFetch]: ports.fetch,
  [allowInsecureRequests]: cloud.plainHttp,
  signal: within(ports, signal),
})
