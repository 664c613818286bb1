import { decodeJwt, decodeProtectedHeader } from 'jose'

/** The claims of a token in an answer. */
export function claimsOf(token: unknown): Record<string, unknown> {
  return decodeJwt(String(token))
}

/** The header of a token in an answer. */
export function headerOf(token: unknown): Record<string, unknown> {
  return { ...decodeProtectedHeader(String(token)) }
}

/** The JSON object of an answer. */
export async function jsonOf(response: Response): Promise<Record<string, unknown>> {
  const value: unknown = await response.json()
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
