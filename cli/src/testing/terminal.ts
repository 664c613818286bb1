import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readContract } from '../contract.ts'
import { run } from '../program.ts'

/** A terminal with a home of its own, in which one command after another is run. */
export interface Terminal {
  folder: string
  atrium(
    command: string | readonly string[],
    how?: { input?: string; key?: string | undefined; width?: number },
  ): Promise<{ exit: number; out: string; err: string }>
  close(): void
}

export async function terminal(url: string): Promise<Terminal> {
  const contract = await readContract()
  const folder = mkdtempSync(join(tmpdir(), 'atrium-cli-'))
  return {
    folder,
    async atrium(command, { input = '', key, width } = {}) {
      let out = ''
      let err = ''
      const exit = await run(typeof command === 'string' ? command.split(' ') : command, contract, {
        env: { HOME: folder, ATRIUM_URL: url, ...(key !== undefined && { ATRIUM_API_KEY: key }) },
        out: (text) => {
          out += text
        },
        err: (text) => {
          err += text
        },
        input: async () => input,
        width,
        signal: new AbortController().signal,
      })
      return { exit, out, err }
    },
    close: () => rmSync(folder, { recursive: true }),
  }
}
