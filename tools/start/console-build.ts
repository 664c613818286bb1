import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { startChild } from './child.ts'
import { say, took } from './messages.ts'
import type { Plan } from './services.ts'

/** Everything that the built console is made of. */
const SOURCES = [
  'console/src',
  'console/public',
  'console/index.html',
  'console/vite.config.ts',
  'console/package.json',
  'contract',
]

/** Builds the console when it was never built or a source is newer than what was built. */
export async function buildConsole(plan: Plan): Promise<void> {
  const { root } = plan.setting
  if (!existsSync(join(root, 'console/vite.config.ts'))) return
  const built = await newest(join(root, 'console/dist/index.html'))
  const sources = await Promise.all(SOURCES.map((source) => newest(join(root, source))))
  if (built > Math.max(...sources)) return
  const started = performance.now()
  say('Building the console …')
  const vite = startChild(plan.setting, 'console-build', [
    join(root, 'node_modules/vite/bin/vite.js'),
    'build',
    'console',
  ])
  await plan.tree.keep(vite, 'passes')
  if ((await vite.ended) !== 0) throw await vite.whyEnded()
  say(`Console built (${took(started)})`)
}

/** The latest modification under a path, in epoch milliseconds; 0 when nothing is there. */
async function newest(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined) return 0
  if (!found.isDirectory()) return found.mtimeMs
  const inside = await Promise.all((await readdir(path)).map((name) => newest(join(path, name))))
  return Math.max(found.mtimeMs, ...inside)
}
