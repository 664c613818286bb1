import type { Exchange } from './exchange.ts'

/** Hosts of the real identity platform; a client may reach the simulator under any of them. */
export const MICROSOFT_HOSTS: readonly string[] = [
  'login.microsoftonline.com',
  'login.windows.net',
  'login.microsoft.com',
  'sts.windows.net',
]

export const MICROSOFT_ORIGINS: readonly string[] = MICROSOFT_HOSTS.map((host) => `https://${host}`)

/** Graph's origin as this caller reaches it: beside the identity platform, or Microsoft's host when it pretends to be it. */
export function graphOrigin(exchange: Exchange): string {
  return MICROSOFT_HOSTS.includes(exchange.url.hostname) ? 'https://graph.microsoft.com' : exchange.origin
}
