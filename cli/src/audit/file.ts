import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { auditVerifier, type Verification } from './verify.ts'

/** Verifies an export that is a text in memory or, given as chunks, of any size. */
export async function verifyAudit(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  remembered?: string,
): Promise<Verification> {
  const verifier = auditVerifier(remembered)
  let rest: Uint8Array[] = []
  for await (const chunk of chunks) {
    let from = 0
    for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, from)) {
      verifier.line(decode([...rest, chunk.subarray(from, at)]))
      rest = []
      from = at + 1
    }
    if (from < chunk.length) rest.push(chunk.subarray(from))
  }
  if (rest.length > 0) verifier.line(decode(rest))
  return verifier.end(rest.length === 0)
}

/** `atrium audit verify FILE [--checkpoint FILE]`: reads the two files and nothing else. @throws where one cannot be read */
export async function verifyAuditFile(path: string, checkpointPath?: string): Promise<Verification> {
  const remembered = checkpointPath === undefined ? undefined : await readFile(checkpointPath, 'utf8')
  return verifyAudit(createReadStream(path), remembered)
}

const lineFeed = 0x0a
/** fatal, and without dropping a byte order mark: two different files must never read alike */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(parts: Uint8Array[]): string | undefined {
  try {
    return utf8.decode(Buffer.concat(parts))
  } catch {
    return undefined
  }
}
