import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import { type Checkpoint, type EntryLine, format, readLine, type StartLine } from './lines.ts'
import type { Problem, ProblemCode } from './problem.ts'
import { rememberedCheckpoints } from './remembered.ts'
import { fingerprintOf, isSigned } from './signature.ts'

export interface Verification {
  /** nothing was altered, removed, added or re-ordered, as far as the export and what was remembered can show */
  ok: boolean
  problems: Problem[]
  /** what was signed, where the export has an end */
  organisation?: string
  from?: number
  count?: number
  head?: string
  /** entries committed when it was signed that no seal protects yet */
  unsealed?: number
  signedAt?: string
  /** of the signing key: compare it with the one that the installation shows, unless a checkpoint was remembered */
  fingerprint?: string
  /** how many remembered checkpoints the export agrees with */
  compared: number
}

export interface AuditVerifier {
  /** the lines of the export in order, without their line feeds; undefined for one that is not UTF-8 */
  line(text: string | undefined): void
  /** @param complete whether the last line ended in a line feed */
  end(complete: boolean): Verification
}

/** the first ones tell enough */
const mostProblems = 20

/** Verifies an export line by line, however large it is. @param remembered the text of checkpoints kept elsewhere */
export function auditVerifier(remembered?: string): AuditVerifier {
  const problems: Problem[] = []
  let number = 0
  const report = (code: ProblemCode, message: string, line = number): void => {
    if (problems.length < mostProblems) problems.push({ code, line, message })
  }
  const kept = rememberedCheckpoints(remembered, report)
  let start: StartLine | undefined
  let end: Checkpoint | undefined
  let position = 0
  let head = ''

  function takeStart(line: StartLine): void {
    if (number !== 1) {
      report('unknown_line', 'A second beginning stands inside the export.')
      return
    }
    start = line
    position = line.from - 1
    head = line.previous
    if (position === 0 && head !== genesisOf(line.organisation))
      report('entry_altered', 'The chain does not begin where this organisation’s chain begins.')
    kept.meet(position, head)
  }

  function takeEntry(line: EntryLine): void {
    if (line.position !== position + 1)
      report(
        'position',
        `Entry ${position + 1} is expected here, and this is ${line.position}: entries were removed, added or re-ordered.`,
      )
    const hash = createHash('sha256').update(Buffer.from(head, 'hex')).update(line.text).digest('hex')
    if (hash !== line.hash)
      report('entry_altered', `Entry ${line.position} is not the one that was sealed, or what precedes it is not.`)
    // go on from what the line claims, so that one altered entry is one problem; the head shows whether the claims hold
    position = line.position
    head = line.hash
    kept.meet(position, head)
  }

  function takeEnd(line: Checkpoint): void {
    end = line
    if (!isSigned(line)) report('signature', 'The signature is not that of the key named beside it.')
    if (start && (start.organisation !== line.organisation || start.from !== line.from))
      report('other_export', 'Its beginning and its end belong to different exports.')
    if (line.count !== position)
      report('count', `${line.count} entries were signed and the export ends at ${position}.`)
    if (line.head !== head) report('head', 'The entries do not lead to the head that was signed.')
  }

  return {
    line(text) {
      number += 1
      const line = text === undefined ? 'not_canonical' : readLine(text)
      if (end) return report('after_the_end', 'Something follows the signed end.')
      if (line === 'not_canonical') return report(line, 'This line was altered: it is not JSON in its canonical form.')
      if (line === 'unknown_line') return report(line, 'This line is none that an export has.')
      if (number === 1 && line.kind !== 'start')
        report('start_missing', 'The export does not begin with its first line.')
      if (line.kind === 'start') takeStart(line)
      else if (line.kind === 'entry') takeEntry(line)
      else takeEnd(line)
    },
    end(complete) {
      if (!start) report('start_missing', 'The export has no beginning.', 0)
      if (!end || !complete) report('end_missing', 'The export was cut: its signed end is missing or incomplete.', 0)
      const compared = kept.conclude(end)
      if (!end) return { ok: false, problems, compared }
      const { organisation, from, count, unsealed, at, publicKey } = end
      const said = { organisation, from, count, head: end.head, unsealed, signedAt: at }
      return { ok: problems.length === 0, problems, ...said, fingerprint: fingerprintOf(publicKey), compared }
    },
  }
}

const genesisOf = (organisation: string): string =>
  createHash('sha256').update(canonicalJson({ format, organisation })).digest('hex')
