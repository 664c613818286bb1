import { validationFailure } from '../../../notifications/handshake.ts'
import type { GraphContext } from '../../call.ts'
import { invalidRequest } from './request.ts'

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** The address of an endpoint: https, or http on this machine for tests of receivers without a certificate. */
export function endpointAddress(name: string, address: string): string {
  if (!URL.canParse(address)) throw invalidRequest(`The value of '${name}' is not an absolute URL.`)
  const { protocol, hostname } = new URL(address)
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.test(hostname)))
    throw invalidRequest(`The value of '${name}' must be an HTTPS URL.`)
  return address
}

/** Asks each endpoint whether it wants notifications, one after the other; the first that does not is the refusal. */
export async function validateEndpoints({ world }: GraphContext, addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    const token = `Validation: Testing client application reachability for subscription Request-Id: ${crypto.randomUUID()}`
    const failure = await validationFailure(world, address, token)
    if (failure !== undefined) throw invalidRequest(failure)
  }
}
