import { AadstsError, errorBody } from './aadsts.ts'
import { answerJson, type Exchange, header } from './exchange.ts'

/** Seconds after which a client may come back that was told to. */
const RETRY_AFTER_S = '5'

/** Answers a refusal of the token endpoint or of one like it; anything else is thrown on. */
export function answerTokenError(exchange: Exchange, error: unknown): void {
  if (!(error instanceof AadstsError)) throw error
  const { status } = error.row
  // RFC 6749 section 5.2: the scheme is named to a client that used one.
  const usedHeader = header(exchange.request, 'authorization') !== undefined
  answerJson(exchange, status, errorBody(error, exchange.trace), {
    ...(status === 429 || status === 503 ? { 'retry-after': RETRY_AFTER_S } : {}),
    ...(status === 401 && usedHeader ? { 'www-authenticate': `Basic realm="${exchange.url.host}"` } : {}),
    ...crossOrigin(exchange),
  })
}

/** Single-page applications read the answers of the token endpoint. */
export function crossOrigin(exchange: Exchange): Record<string, string> {
  return header(exchange.request, 'origin') === undefined ? {} : { 'access-control-allow-origin': '*' }
}
