import { z } from 'zod'
import { hours } from '../../kernel/time.ts'
import type { MicrosoftCloud } from '../cloud.ts'
import type { MicrosoftPorts } from '../ports.ts'
import { jsonAnswer, within } from './answer.ts'
import { issuerOf, type TenancySegment } from './tenancy.ts'

/** What a tenancy's discovery document says, as far as it is used. */
export interface TenancyMetadata {
  readonly issuer: string
  readonly authorizationEndpoint: string
  readonly tokenEndpoint: string
  readonly jwksUri: string
}

const DiscoveryDocument = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
})

/** The discovery document is not one of this cloud: another issuer, or addresses elsewhere. Nothing is sent there. */
export class MetadataRejected extends Error {
  override readonly name = 'MetadataRejected'
}

export interface MetadataSource {
  /** @throws Refused (tenancy unknown, service away), MetadataRejected */
  of(segment: TenancySegment, signal?: AbortSignal): Promise<TenancyMetadata>
}

const keptFor = hours(24)
const keptAtMost = 1_000

/**
 * OpenID Connect discovery (openid-connect-discovery-1_0 §4), one document per tenancy, kept for a day. The issuer must be exactly the one
 * that belongs to the segment, and every endpoint must be on the authority itself.
 */
export function metadataSource(cloud: MicrosoftCloud, ports: MicrosoftPorts): MetadataSource {
  const kept = new Map<TenancySegment, { until: number; metadata: TenancyMetadata }>()
  return {
    async of(segment, signal) {
      const now = ports.clock.now().getTime()
      const known = kept.get(segment)
      if (known !== undefined && known.until > now) return known.metadata
      const metadata = await discover(cloud, ports, segment, signal)
      const oldest = kept.keys().next()
      if (kept.size >= keptAtMost && !oldest.done) kept.delete(oldest.value)
      kept.set(segment, { until: now + keptFor, metadata })
      return metadata
    },
  }
}

async function discover(
  cloud: MicrosoftCloud,
  ports: MicrosoftPorts,
  segment: TenancySegment,
  signal?: AbortSignal,
): Promise<TenancyMetadata> {
  const address = `${cloud.authority}/${segment}/v2.0/.well-known/openid-configuration`
  const body = await jsonAnswer(
    () =>
      ports.fetch(address, {
        headers: { accept: 'application/json' },
        redirect: 'manual',
        signal: within(ports, signal),
      }),
    signal,
  )
  return metadataFrom(cloud, segment, body)
}

/** @throws MetadataRejected */
export function metadataFrom(cloud: MicrosoftCloud, segment: TenancySegment, body: unknown): TenancyMetadata {
  const document = DiscoveryDocument.safeParse(body)
  if (!document.success) throw new MetadataRejected(`${cloud.authority} did not answer with a discovery document.`)
  const { issuer, authorization_endpoint, token_endpoint, jwks_uri } = document.data
  if (issuer !== issuerOf(cloud, segment))
    throw new MetadataRejected(`${cloud.authority} answered for another issuer than ${issuerOf(cloud, segment)}.`)
  for (const endpoint of [authorization_endpoint, token_endpoint, jwks_uri])
    if (new URL(endpoint).origin !== cloud.authority)
      throw new MetadataRejected(`The discovery document of ${cloud.authority} names an endpoint elsewhere.`)
  return { issuer, authorizationEndpoint: authorization_endpoint, tokenEndpoint: token_endpoint, jwksUri: jwks_uri }
}
