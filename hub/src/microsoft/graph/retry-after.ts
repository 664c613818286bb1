/**
 * Milliseconds to wait from a `Retry-After` header (RFC 9110 §10.2.3: seconds or an HTTP date); Graph also sends decimals.
 * Undefined where it is absent or says nothing that can be read; never negative.
 */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  const text = header?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1_000)
  if (!/^[A-Za-z]{3,9},? /.test(text)) return undefined
  const instant = Date.parse(text)
  return Number.isNaN(instant) ? undefined : Math.max(0, instant - now.getTime())
}
