import { AadstsError } from '../aadsts.ts'
import { withQuery } from '../authorize-answer.ts'
import { answerRedirect, type Exchange } from '../exchange.ts'
import { signedOutPage } from '../pages/error-page.ts'
import type { Platform } from '../platform.ts'
import { registeredRedirectUri } from '../redirect-uri.ts'

/**
 * `GET /{tenant}/oauth2/v2.0/logout`: ends the browser's session. Goes on to `post_logout_redirect_uri` when it is an
 * address of an application that this session, the `id_token_hint` or `client_id` names (v2-protocols-oidc).
 */
export function logout(platform: Platform, exchange: Exchange): void {
  const parameter = (name: string): string | null => exchange.query.get(name) ?? exchange.form.get(name)
  const hint = parameter('id_token_hint')
  const hinted = hint === null ? undefined : platform.keys.verify(hint)?.aud
  const session = platform.sessions.find(exchange)
  const appIds = [...(session?.appIds ?? []), parameter('client_id'), hinted].filter(
    (appId) => typeof appId === 'string',
  )
  platform.sessions.signOut(exchange)
  const address = parameter('post_logout_redirect_uri')
  if (address === null || !appIds.some((appId) => isRegistered(platform, appId, address))) {
    signedOutPage(exchange)
    return
  }
  const state = parameter('state')
  answerRedirect(exchange, state === null ? address : withQuery(address, new URLSearchParams({ state })))
}

function isRegistered(platform: Platform, appId: string, address: string): boolean {
  const registration = platform.world.findRegistration(appId)
  if (registration === undefined) return false
  try {
    registeredRedirectUri(registration, address)
    return true
  } catch (error) {
    if (error instanceof AadstsError) return false
    throw error
  }
}
