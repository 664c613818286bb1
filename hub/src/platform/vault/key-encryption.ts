/** What a wrapped data key is bound to; a cloud's KMS takes the same as its encryption context. */
export interface DataKeyContext {
  organisation: string
  /** decimal */
  keyVersion: string
}

/**
 * Holds the key-encryption key, which never leaves it: a file, or a cloud's KMS. Data keys go in and come out wrapped.
 * `wrap` and `unwrap` may call out, so they may be slow and may fail; `Vault.prepare` runs them outside transactions.
 */
export interface KeyEncryption {
  /** which key this is, kept beside what it wrapped: `file:3f9c…`, later `aws-kms:arn:…` */
  readonly id: string
  wrap(dataKey: Uint8Array, context: DataKeyContext): Promise<Uint8Array>
  /** @throws where the wrapped key was altered or belongs to another organisation or version */
  unwrap(wrapped: Uint8Array, context: DataKeyContext): Promise<Uint8Array>
}
