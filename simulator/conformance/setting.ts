import { readFileSync } from 'node:fs'

/** How a client meets the simulator; docs/connecting-a-client.md says what each means. */
export type Way = 'direct' | 'transparent'

/** What the process of one client is told, as JSON in the file that `CONFORMANCE_SETTING` names. */
export interface Setting {
  readonly way: Way
  /** The simulator's own address, for orders and for the truth: `http://127.0.0.1:8400`. */
  readonly control: string
  /** Origin of the identity platform and of Graph, as this client addresses them. */
  readonly authority: string
  readonly graph: string
  readonly tenantId: string
  readonly domain: string
  readonly confidential: ConfidentialApplication
  /** An application without credentials, for device codes and passwords. */
  readonly publicAppId: string
  /** Somebody who may sign in to everything. */
  readonly administrator: { readonly userPrincipalName: string; readonly password: string }
}

/** An application with one of every kind of credential. */
export interface ConfidentialApplication {
  readonly appId: string
  readonly displayName: string
  readonly secret: string
  readonly redirectUri: string
  readonly certificate: ClientCertificate
  /** Another issuer whose assertions stand for the application: a federated identity credential. */
  readonly federation: Federation
}

export interface ClientCertificate {
  /** Certificate and private key together, PEM. */
  readonly file: string
  readonly certificate: string
  readonly privateKey: string
  /** Thumbprints in hexadecimal. */
  readonly sha1: string
  readonly sha256: string
}

export interface Federation {
  readonly issuer: string
  readonly subject: string
  readonly audience: string
  readonly keyId: string
  /** PKCS #8, PEM, for RS256. */
  readonly privateKey: string
}

/** The setting of the client that runs in this process. */
export function readSetting(): Setting {
  const file = process.env.CONFORMANCE_SETTING
  if (file === undefined) throw new Error('Run the clients with `npm run conformance`; they do not start alone')
  const setting: Setting = JSON.parse(readFileSync(file, 'utf8'))
  return setting
}
