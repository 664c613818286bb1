import type { Registration } from '../identity-port.ts'
import { AadstsError } from './aadsts.ts'

/**
 * The address to return to, if the registration has it. On loopback the port does not count (reply-url: localhost
 * exceptions), since local servers take any free one.
 * @throws AadstsError 50011 or 500113; a page must show it, never a redirect
 */
export function registeredRedirectUri(registration: Registration, asked: string | null): string {
  const values = { app: registration.appId, redirectUri: asked ?? '' }
  const [first] = registration.redirectUris
  if (first === undefined) throw new AadstsError(500113)
  if (asked === null || asked === '') return first
  const isRegistered = registration.redirectUris.some(
    (known) => known === asked || withoutPort(known) === withoutPort(asked),
  )
  if (!isRegistered || !URL.canParse(asked)) throw new AadstsError(50011, { values })
  return asked
}

function withoutPort(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  if (url.protocol !== 'http:' || !['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) return address
  url.port = ''
  return url.href
}
