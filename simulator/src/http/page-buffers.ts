/** Answers above so many bytes are written into memory that is used again: fresh memory costs more than the writing. */
const LARGE = 64 * 1024
/** Larger ones are few. */
const SIZE = 2 * 1024 * 1024
/** So many are kept when nobody uses them. */
const KEPT = 32

const free: Buffer[] = []

export interface Bytes {
  readonly bytes: Buffer
  /** To be called once nobody reads the bytes any more. */
  readonly release: () => void
}

/** The bytes of a text in UTF-8. */
export function bytesOf(text: string): Bytes {
  const length = Buffer.byteLength(text)
  if (length < LARGE || length > SIZE) return { bytes: Buffer.from(text), release: () => undefined }
  const buffer = free.pop() ?? Buffer.allocUnsafeSlow(SIZE)
  buffer.write(text)
  return {
    bytes: buffer.subarray(0, length),
    release() {
      if (free.length < KEPT) free.push(buffer)
    },
  }
}
