const storageKey = 'atrium.sign-in-link'

/**
 * The token of a one-time link, from behind the # of the address, which it leaves at once: an address gets copied, kept and
 * shown. It stays in this tab until it was used, for whoever has to sign in first.
 */
export function takeLinkToken(): string | undefined {
  const inAddress = location.hash.slice(1)
  if (inAddress !== '') {
    sessionStorage.setItem(storageKey, inAddress)
    history.replaceState(history.state, '', location.pathname)
  }
  return sessionStorage.getItem(storageKey) ?? undefined
}

export const forgetLinkToken = (): void => sessionStorage.removeItem(storageKey)
