import { call } from './call.ts'

/** Signing in and adding, by a passkey of this device (Web Authentication Level 3). Loaded only when one is used. */

/** @throws DOMException `NotAllowedError` where the person broke it off */
export async function signInWithPasskey(): Promise<void> {
  const optionsJSON = await call('session.passkey-challenge', {})
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const { id, rawId, response } = await startAuthentication({ optionsJSON })
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  await call('session.start-with-passkey', {
    assertion: {
      id,
      rawId,
      type: 'public-key',
      response: { clientDataJSON, authenticatorData, signature, ...(userHandle && { userHandle }) },
    },
  })
}

/** @param name by which the person will recognise it */
export async function addPasskey(name: string): Promise<void> {
  const options = await call('account.passkey-options', {})
  const { startRegistration } = await import('@simplewebauthn/browser')
  const { id, rawId, response } = await startRegistration({
    optionsJSON: {
      ...options,
      pubKeyCredParams: [...options.pubKeyCredParams],
      excludeCredentials: options.excludeCredentials.map(({ id: known, type }) => ({ id: known, type })),
    },
  })
  const { clientDataJSON, attestationObject, transports = [] } = response
  await call('account.add-passkey', {
    name,
    registration: { id, rawId, type: 'public-key', response: { clientDataJSON, attestationObject, transports } },
  })
}

/** What the browser says when a person closes its window, or when it cannot do this at all, in words. */
export function passkeyObjection(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if (error.name === 'NotAllowedError') return 'No passkey was used. Try again, or choose another way.'
  if (error.name === 'InvalidStateError') return 'This device already has a passkey for your account.'
  if (error.name === 'SecurityError' || error.name === 'NotSupportedError')
    return 'Passkeys do not work at this address: they need https, or localhost in place of 127.0.0.1.'
  return undefined
}
