import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'
import { type Simulator, startSimulator } from '../src/index.ts'
import { createClientCertificate } from './certificate.ts'
import { PERMISSIONS } from './permissions.ts'
import type { ConfidentialApplication, Setting, Way } from './setting.ts'

/** The simulator that all clients meet, and what it tells each of them. */
export interface Cloud {
  settingOf(way: Way): Setting
  /** What a client needs in its environment, going that way. */
  environmentOf(way: Way): Promise<Record<string, string>>
  /** Puts everything back as it was at the start, so that no client meets what another one did. */
  reset(): Promise<void>
  close(): Promise<void>
}

const CONFIDENTIAL = '3f1c2a9e-54d0-4b7e-9d61-7a2f0c6e8b15'
const PUBLIC = '8c0b7d52-1e6f-4a3d-b2c9-05f4e9a1d763'
const ISSUER = 'https://pipeline.example'

/** Starts it on a free port, with two applications registered and consented; files it needs go into the folder. */
export async function startCloud(folder: string, people: number): Promise<Cloud> {
  const certificate = await createClientCertificate(join(folder, 'client.pem'), Date.now())
  const issuer = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const confidential: ConfidentialApplication = {
    appId: CONFIDENTIAL,
    displayName: 'Conformance client',
    secret: 'secret-of-the-conformance-client',
    redirectUri: 'http://localhost:3000/callback',
    certificate,
    federation: {
      issuer: ISSUER,
      subject: 'repo:example/conformance',
      audience: 'api://AzureADTokenExchange',
      keyId: 'pipeline-key',
      privateKey: issuer.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    },
  }
  const simulator = await startSimulator({ people, applications: 40, port: 0, otherHosts: 'swallow' })
  register(simulator, confidential, { ...issuer.publicKey.export({ format: 'jwk' }), kid: 'pipeline-key' })
  await order(simulator, 'snapshot', { name: 'start' })
  const { tenantId, domain } = simulator.world.primary.profile
  return {
    settingOf: (way) => ({
      way,
      control: simulator.url,
      authority: way === 'direct' ? simulator.secureUrl : 'https://login.microsoftonline.com',
      graph: way === 'direct' ? simulator.secureUrl : 'https://graph.microsoft.com',
      tenantId,
      domain,
      confidential,
      publicAppId: PUBLIC,
      administrator: { userPrincipalName: `admin@${domain}`, password: 'simulated' },
    }),
    async environmentOf(way) {
      const { NODE_EXTRA_CA_CERTS, ...proxy } = await simulator.environment
      return way === 'direct' ? { NODE_EXTRA_CA_CERTS } : { NODE_EXTRA_CA_CERTS, ...proxy }
    },
    async reset() {
      await order(simulator, 'clear-faults', {})
      await order(simulator, 'restore-snapshot', { name: 'start' })
      // The snapshot took the clock back, and clients go by their own.
      await order(simulator, 'clock', { set: new Date().toISOString() })
    },
    close: () => simulator.close(),
  }
}

function register(simulator: Simulator, application: ConfidentialApplication, issuerKey: object): void {
  const { appId, displayName, secret, redirectUri, certificate, federation } = application
  const { issuer, subject, audience } = federation
  const jwks = JSON.parse(JSON.stringify({ keys: [issuerKey] }))
  simulator.world.perform('registrations', {
    appId,
    displayName,
    secret,
    certificate: certificate.certificate,
    redirectUris: [redirectUri],
    federatedIdentityCredentials: [{ name: 'pipeline', issuer, subject, audiences: [audience], jwks }],
    requiredResourceAccess: PERMISSIONS.confidential,
    consented: true,
  })
  simulator.world.perform('registrations', {
    appId: PUBLIC,
    displayName: 'Conformance client without credentials',
    signInAudience: 'AzureADMultipleOrgs',
    isFallbackPublicClient: true,
    publicClientRedirectUris: ['http://localhost'],
    requiredResourceAccess: PERMISSIONS.public,
    consented: true,
  })
}

async function order({ url }: Simulator, name: string, body: object): Promise<void> {
  const response = await fetch(`${url}/_control/${name}`, { method: 'POST', body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`The simulator refused ${name}: ${await response.text()}`)
  await response.arrayBuffer()
}
