import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { canonicalJson } from '../canonical-json.ts'

/** One who knows the format and writes a false log in it. */

interface Loose {
  [member: string]: unknown
}

const parse = (line: string | undefined): Loose => JSON.parse(line ?? '')
const put = (value: Loose, member: string, next: unknown): Loose => ({ ...value, [member]: next })

/** The export with one entry altered, removed, or it and all after it cut, and everything made to fit again but the signature. */
export function rechained(lines: readonly string[], at: number, how: 'alter' | 'remove' | 'cut'): string[] {
  const [start, ...rest] = lines.map(parse)
  const end = rest.pop()
  if (!start || !end) throw new Error('an export has a start and an end')
  const entries = rest.map((line) => parse(JSON.stringify(line.entry)))
  if (how === 'alter') entries[at - 1] = put(entries[at - 1] ?? {}, 'outcome', 'refused')
  else entries.splice(at - 1, how === 'remove' ? 1 : entries.length)
  let head = String(start.previous)
  const chained = entries.map((entry, index) => {
    const placed = put(entry, 'position', index + 1)
    head = createHash('sha256').update(Buffer.from(head, 'hex')).update(canonicalJson(placed)).digest('hex')
    return { kind: 'entry', hash: head, entry: placed }
  })
  return [start, ...chained, { ...end, count: entries.length, head }].map(canonicalJson)
}

/** The export signed with the key of this seed. */
export function forgedBy(seed: number, lines: readonly string[]): string[] {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)])
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key).export({ format: 'jwk' }).x
  const { signature: _, ...said } = put(parse(lines.at(-1)), 'publicKey', publicKey)
  const signature = sign(null, Buffer.from(canonicalJson(said)), key).toString('base64url')
  return [...lines.slice(0, -1), canonicalJson({ ...said, signature })]
}
