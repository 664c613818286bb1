import type { Registration } from '../identity-port.ts'
import { AadstsError } from './aadsts.ts'

/** The platform under which a redirect address is registered; it decides how its codes are redeemed (reply-url). */
export type ClientPlatform = 'web' | 'spa' | 'publicClient'

export interface RedirectUri {
  uri: string
  platform: ClientPlatform
}

/**
 * The address to return to, if the registration has it. On loopback the port does not count (reply-url: localhost
 * exceptions), since local servers take any free one.
 * @throws AadstsError 50011, 500113 or 900971; a page must show it, never a redirect
 */
export function registeredRedirectUri(registration: Registration, asked: string | null): RedirectUri {
  const known = registeredAddresses(registration)
  const [first] = known
  if (first === undefined) throw new AadstsError(asked ? 500113 : 900971)
  if (asked === null || asked === '') return first
  const fitting =
    known.find(({ uri }) => uri === asked) ?? known.find(({ uri }) => withoutPort(uri) === withoutPort(asked))
  if (fitting === undefined || !URL.canParse(asked)) {
    throw new AadstsError(50011, { values: { app: registration.appId, redirectUri: asked } })
  }
  return { uri: asked, platform: fitting.platform }
}

function registeredAddresses(registration: Registration): RedirectUri[] {
  const on = (platform: ClientPlatform, addresses: readonly string[]): RedirectUri[] =>
    addresses.map((uri) => ({ uri, platform }))
  return [
    ...on('web', registration.redirectUris),
    ...on('spa', registration.spaRedirectUris),
    ...on('publicClient', registration.publicClientRedirectUris),
  ]
}

function withoutPort(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  if (url.protocol !== 'http:' || !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) return address
  url.port = ''
  return url.href
}
