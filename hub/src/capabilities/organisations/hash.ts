import { createHash } from 'node:crypto'

/**
 * SHA-256 of a text that cannot be guessed (a token, a key, a challenge) or that is only compared (a browser's mark).
 * A password is another matter: see passwords.ts.
 */
export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
