import { open } from 'node:fs/promises'
import type { Command } from 'commander'
import { z } from 'zod'
import { canonicalJson } from './audit/canonical-json.ts'
import { verifyAuditFile } from './audit/file.ts'
import { verificationSentences } from './audit/sentences.ts'
import type { Contract } from './contract.ts'
import { Failure, usageExit } from './failure.ts'
import type { Io } from './io.ts'
import { urlOf } from './operation-command.ts'
import { requester } from './request.ts'
import { readSettings } from './settings.ts'

const Lines = z.object({ items: z.array(z.unknown()), nextCursor: z.string().nullable() })

/** `audit export --out FILE` and `audit verify FILE`: what the general commands cannot do with an audit log. */
export function addAuditCommands(group: Command, contract: Contract, io: Io): void {
  addExport(group, contract, io)
  group
    .command('verify <file>')
    .description('Prove an export by itself: nothing altered, removed, added or rewritten. Needs no server.')
    .option('--checkpoint <file>', 'checkpoints remembered elsewhere; only these find a log that was rewritten whole')
    .option('--json', 'what was found as JSON')
    .action(async (file: string, options: { checkpoint?: string; json?: boolean }) => {
      const result = await verifyAuditFile(file, options.checkpoint).catch((cause: Error) => {
        throw new Failure(`The export cannot be read: ${cause.message}`, {
          next: 'Check the names of the files.',
          exit: usageExit,
        })
      })
      if (options.json) io.out(`${JSON.stringify(result, null, 2)}\n`)
      const sentences = verificationSentences(result)
      if (!result.ok) {
        const [first = '', ...rest] = sentences
        throw new Failure(first, { next: rest.pop() ?? '', notes: rest, exit: 1 })
      }
      if (!options.json) for (const sentence of sentences) io.out(`${sentence}\n`)
    })
}

function addExport(group: Command, contract: Contract, io: Io): void {
  const operation = contract.operations.find(({ name }) => name === 'audit.export')
  if (!operation) return
  group
    .command('export')
    .description(operation.summary)
    .requiredOption('--out <file>', 'where to write it; - for standard output')
    .option('--from <number>', 'the first position', '1')
    .action(async (options: { out: string; from: string }, command: Command) => {
      const settings = await readSettings(io, urlOf(command))
      const at = requester(settings, contract, io.signal)
      const file =
        options.out === '-'
          ? undefined
          : await open(options.out, 'wx', 0o600).catch(() => {
              throw new Failure(`${options.out} exists already or cannot be written.`, {
                next: 'Choose another name.',
                exit: usageExit,
              })
            })
      try {
        let cursor: string | null | undefined
        for (let lines = 0; cursor !== null; ) {
          const values = { from: options.from, limit: 500, ...(cursor !== undefined && { cursor }) }
          const page = Lines.parse(await (await at.send(operation, values)).json())
          const text = page.items.map((item) => `${canonicalJson(item)}\n`).join('')
          if (file) await file.appendFile(text)
          else io.out(text)
          lines += page.items.length
          cursor = page.nextCursor
          if (cursor === null && file)
            io.err(`${lines} lines written. Prove them with: atrium audit verify ${options.out}\n`)
        }
      } finally {
        await file?.close()
      }
    })
}
