export type VaultErrorCode =
  /** the ciphertext was altered, or stands in another place than the one it was sealed for */
  | 'does_not_open'
  /** the organisation's data key is gone, or was never there */
  | 'data_key_missing'
  /** the data key was wrapped by another key-encryption key than the one at hand */
  | 'other_key_encryption'
  /** where the key-encryption key is kept does not answer; nothing is wrong with the data */
  | 'key_encryption_unavailable'
  | 'key_file_too_open'
  | 'key_file_unreadable'
  | 'key_file_damaged'

/** What the vault could not do, for the operator: `next` says what to do. Carries no key, plaintext or ciphertext. */
export class VaultError extends Error {
  readonly code: VaultErrorCode
  readonly next: string

  constructor(code: VaultErrorCode, message: string, next: string, cause?: unknown) {
    super(`${message} ${next}`, { cause })
    this.name = 'VaultError'
    this.code = code
    this.next = next
  }
}
