import { z } from 'zod'
import { isUuid } from '../../../kernel/ids.ts'
import { seconds } from '../../../kernel/time.ts'
import type { ConnectionParts } from '../parts.ts'

const Discovery = z.object({ issuer: z.string() })

/**
 * The directory id behind what a person enters: the id itself, or a verified domain, which the tenancy's own discovery document tells
 * (learn.microsoft.com/entra/identity-platform/v2-protocols-oidc). It proves nothing; the registration's token does.
 * @returns undefined where Microsoft knows no such tenancy
 */
export async function findTenancy(
  { cloud, ports }: Pick<ConnectionParts, 'cloud' | 'ports'>,
  directory: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (isUuid(directory)) return directory
  const address = `${cloud.authority}/${encodeURIComponent(directory)}/v2.0/.well-known/openid-configuration`
  const response = await ports
    .fetch(address, { redirect: 'manual', signal: AbortSignal.any([signal, ports.deadline(seconds(20))]) })
    .catch(() => undefined)
  if (response?.status !== 200) return undefined
  const document = Discovery.safeParse(await response.json().catch(() => undefined))
  const segment = document.success ? document.data.issuer.slice(cloud.authority.length + 1).split('/')[0] : undefined
  return segment !== undefined && isUuid(segment) ? segment : undefined
}
