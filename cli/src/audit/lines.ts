import { canonicalJson } from './canonical-json.ts'

/** The three kinds of line of `docs/audit-format.md`; whatever else an entry says is covered by its hash. */
export interface StartLine {
  kind: 'start'
  organisation: string
  from: number
  previous: string
}
export interface EntryLine {
  kind: 'entry'
  hash: string
  position: number
  /** the canonical JSON of the entry: what is hashed */
  text: string
}
export interface Checkpoint {
  kind: 'checkpoint'
  organisation: string
  from: number
  count: number
  head: string
  unsealed: number
  at: string
  publicKey: string
  signature: string
  /** the canonical JSON of all but the signature: what is signed */
  text: string
}
export type Line = StartLine | EntryLine | Checkpoint

export const format = 'atrium-audit-1'

const members = {
  start: ['format', 'from', 'kind', 'organisation', 'previous'],
  entry: ['entry', 'hash', 'kind'],
  checkpoint: ['at', 'count', 'format', 'from', 'head', 'kind', 'organisation', 'publicKey', 'signature', 'unsealed'],
} as const

/** What a line says, or why it is none: every byte of a good line follows from what it says. */
export function readLine(text: string): Line | 'not_canonical' | 'unknown_line' {
  const value = parse(text)
  if (value === undefined) return 'not_canonical'
  return startLine(value) ?? entryLine(value) ?? checkpointLine(value) ?? 'unknown_line'
}

function parse(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return canonicalJson(value) === text ? value : undefined
  } catch {
    return undefined
  }
}

function startLine(value: unknown): StartLine | undefined {
  if (!has(value, 'start', members.start) || value.format !== format) return undefined
  const { organisation, from, previous } = value
  if (!isText(organisation) || !isCount(from) || from < 1 || !isHash(previous)) return undefined
  return { kind: 'start', organisation, from, previous }
}

function entryLine(value: unknown): EntryLine | undefined {
  if (!has(value, 'entry', members.entry)) return undefined
  const { entry, hash } = value
  if (!isHash(hash) || typeof entry !== 'object' || entry === null || !('position' in entry)) return undefined
  return isCount(entry.position)
    ? { kind: 'entry', hash, position: entry.position, text: canonicalJson(entry) }
    : undefined
}

function checkpointLine(value: unknown): Checkpoint | undefined {
  if (!has(value, 'checkpoint', members.checkpoint) || value.format !== format) return undefined
  const { signature, ...signed } = value
  const { organisation, from, count, head, unsealed, at, publicKey } = signed
  if (!isText(organisation) || !isCount(from) || !isCount(count) || !isHash(head) || !isCount(unsealed))
    return undefined
  if (!isText(at) || !isText(publicKey) || !isText(signature)) return undefined
  const text = canonicalJson(signed)
  return { kind: 'checkpoint', organisation, from, count, head, unsealed, at, publicKey, signature, text }
}

function has<Name extends string>(
  value: unknown,
  kind: string,
  names: readonly Name[],
): value is Record<Name | 'kind', unknown> {
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== kind) return false
  const found = Object.keys(value)
  return found.length === names.length && names.every((name) => found.includes(name))
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isHash = (value: unknown): value is string => isText(value) && /^[0-9a-f]{64}$/.test(value)
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
