/** A wrapped data key as it lies in the database. */
export interface DataKeyRow {
  version: number
  wrapped: Uint8Array
  /** `KeyEncryption.id` of what wrapped it */
  wrappedBy: string
}
