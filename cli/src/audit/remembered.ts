import { type Checkpoint, readLine } from './lines.ts'
import type { ProblemCode } from './problem.ts'
import { isSigned } from './signature.ts'

export interface Remembered {
  /** the export's chain has this hash at this position */
  meet(position: number, hash: string): void
  /** @returns how many checkpoints the export agrees with */
  conclude(end: Checkpoint | undefined): number
}

type Report = (code: ProblemCode, message: string, line?: number) => void

/**
 * Checkpoints kept outside the server, one a line (`audit-checkpoints/<organisation>.jsonl`, the answer of `audit head`, or
 * the last line of an earlier export): they find a log that was cut, or rewritten from some point on, and signed anew.
 */
export function rememberedCheckpoints(text: string | undefined, report: Report): Remembered {
  const checkpoints: Checkpoint[] = []
  for (const line of (text ?? '').split('\n').filter((line) => line.trim() !== '')) {
    const read = readLine(line.trim())
    if (typeof read === 'object' && read.kind === 'checkpoint' && isSigned(read)) checkpoints.push(read)
    else if (typeof read === 'string' || read.kind === 'checkpoint')
      report('remembered_altered', 'A remembered checkpoint is damaged or was altered, so it proves nothing.', 0)
  }
  if (text !== undefined && checkpoints.length === 0)
    report('remembered_altered', 'What was given as a checkpoint contains none.', 0)
  const byPosition = Map.groupBy(checkpoints, ({ count }) => count)
  const agreed = new Set<Checkpoint>()
  const differing = new Set<Checkpoint>()

  return {
    meet(position, hash) {
      for (const checkpoint of byPosition.get(position) ?? [])
        (checkpoint.head === hash ? agreed : differing).add(checkpoint)
    },
    conclude(end) {
      if (!end || checkpoints.length === 0) return 0
      for (const { count, at } of differing)
        report('remembered_differs', `On ${at} the log had other entries up to ${count}: it was rewritten since.`, 0)
      for (const checkpoint of checkpoints) {
        const { count, at, organisation, publicKey } = checkpoint
        if (organisation !== end.organisation)
          report('remembered_other_organisation', 'The remembered checkpoint is another organisation’s.', 0)
        if (publicKey !== end.publicKey)
          report('remembered_other_key', `On ${at} another key signed: the export is not of that installation.`, 0)
        if (count > end.count)
          report(
            'remembered_longer',
            `On ${at} the log had ${count} entries and now it has ${end.count}: its tail was cut.`,
            0,
          )
        else if (count >= end.from - 1 && !agreed.has(checkpoint) && !differing.has(checkpoint))
          report('remembered_differs', `The export does not show entry ${count}, which was there on ${at}.`, 0)
      }
      if (checkpoints.every(({ count }) => count < end.from - 1))
        report(
          'remembered_before',
          `The export begins after the remembered checkpoints; export from ${checkpointNext(checkpoints)}.`,
          0,
        )
      return agreed.size
    },
  }
}

const checkpointNext = (checkpoints: Checkpoint[]): number => Math.max(...checkpoints.map(({ count }) => count)) + 1
