import { AADSTS } from '../aadsts-table.ts'
import type { Exchange } from '../exchange.ts'
import { errorCodePage } from '../pages/error-page.ts'
import type { Platform } from '../platform.ts'

/** `GET /error?code=`, the page that every error names: what a code means. */
export function errorLookup(_: Platform, exchange: Exchange): void {
  const code = (exchange.query.get('code') ?? '').replace(/^AADSTS/i, '')
  const known = Object.hasOwn(AADSTS, code) ? AADSTS[Number(code)] : undefined
  errorCodePage(exchange, code, known?.text)
}
