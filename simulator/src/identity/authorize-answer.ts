import { AadstsError, errorDescription } from './aadsts.ts'
import type { ReturnAddress } from './authorize-request.ts'
import { answerRedirect, type Exchange } from './exchange.ts'
import { formPostPage } from './pages/form-post-page.ts'

/** Sends fields to the application in the response mode it asked for. */
export function answerApplication(
  exchange: Exchange,
  address: ReturnAddress,
  fields: Readonly<Record<string, string | undefined>>,
): void {
  const answer = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) answer.set(name, value)
  if (address.state !== null) answer.set('state', address.state)
  if (address.mode === 'form_post') formPostPage(exchange, address.redirectUri, answer)
  else if (address.mode === 'fragment') answerRedirect(exchange, `${address.redirectUri}#${answer}`)
  else answerRedirect(exchange, withQuery(address.redirectUri, answer))
}

/** Sends an error to the application. */
export function answerApplicationError(exchange: Exchange, address: ReturnAddress, error: AadstsError): void {
  answerApplication(exchange, address, {
    error: error.authorizeError,
    error_subcode: error.code === 65004 ? 'cancel' : undefined,
    error_description: errorDescription(error, exchange.trace),
    error_uri: `https://login.microsoftonline.com/error?code=${error.code}`,
    claims: error.claims,
  })
}

/** The address with more query parameters; those it has stay. */
export function withQuery(address: string, more: URLSearchParams): string {
  return `${address}${address.includes('?') ? '&' : '?'}${more}`
}

/** The error that a page's "return" button carries back. */
export function returnedError(exchange: Exchange, appName: string): AadstsError {
  const code = Number(exchange.form.get('code'))
  return new AadstsError(Number.isSafeInteger(code) && code > 0 ? code : 65004, { values: { appName } })
}
