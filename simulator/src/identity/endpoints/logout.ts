import { AadstsError } from '../aadsts.ts'
import { withQuery } from '../authorize-answer.ts'
import type { BrowserSession } from '../browser-sessions.ts'
import { answerRedirect, type Exchange } from '../exchange.ts'
import { signedOutPage } from '../pages/signed-out-page.ts'
import type { Platform } from '../platform.ts'
import { registeredRedirectUri } from '../redirect-uri.ts'
import { hintedAccount } from '../sign-in.ts'

/**
 * `GET /{tenant}/oauth2/v2.0/logout`: ends the browser's session, or takes out of it the one account that `logout_hint`
 * names. Goes on to `post_logout_redirect_uri` when it is an address of an application that this session, the
 * `id_token_hint` or `client_id` names; the applications of the session that registered a `logoutUrl` are told by hidden
 * frames (v2-protocols-oidc).
 */
export function logout(platform: Platform, exchange: Exchange): void {
  const parameter = (name: string): string | null => exchange.query.get(name) ?? exchange.form.get(name)
  const hint = parameter('id_token_hint')
  const hinted = hint === null ? undefined : platform.keys.verify(hint)?.aud
  const session = platform.sessions.find(exchange)
  const appIds = [...(session?.appIds ?? []), parameter('client_id'), hinted].filter(
    (appId) => typeof appId === 'string',
  )
  const leaving = hintedAccount(platform, parameter('logout_hint') ?? undefined)
  const frames = session === undefined ? [] : logoutFrames(platform, exchange, session)
  platform.sessions.signOut(exchange, leaving?.objectId)
  const address = parameter('post_logout_redirect_uri')
  const state = parameter('state')
  const isKnown = address !== null && appIds.some((appId) => isRegistered(platform, appId, address))
  const next = isKnown ? withState(address, state) : undefined
  if (next !== undefined && frames.length === 0) answerRedirect(exchange, next)
  else signedOutPage(exchange, { frames, next })
}

function withState(address: string, state: string | null): string {
  return state === null ? address : withQuery(address, new URLSearchParams({ state }))
}

/** OpenID Connect Front-Channel Logout 1.0, with `iss` and `sid`. */
function logoutFrames(platform: Platform, exchange: Exchange, session: BrowserSession): string[] {
  return [...session.appIds].flatMap((appId) => {
    const address = platform.world.findRegistration(appId)?.logoutUrl
    const issuer = `${exchange.origin}/${session.accounts[0]?.tenantId ?? exchange.segment}/v2.0`
    return address === undefined ? [] : withQuery(address, new URLSearchParams({ iss: issuer, sid: session.id }))
  })
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
