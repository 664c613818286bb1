/** `npm run conformance`: real npm clients against the simulator, each in a process of its own; see ../docs/conformance.md. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from '../../tools/launch/install.mjs'
import { runClient } from './client-process.ts'
import { type Cloud, startCloud } from './cloud.ts'
import { BadCommandLine, type Options, readOptions, USAGE } from './options.ts'
import { checkLine, clientLine, failureReport } from './progress.ts'
import { type ClientResult, clientPasses, summarise, totalsLine } from './results.ts'
import { type ClientRow, chosen } from './table.ts'
import { installedVersion } from './versions.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const DEFAULT_OUT = join(here, 'results', 'conformance-results.json')

const say = (text: string) => process.stdout.write(`${text}\n`)

async function main(options: Options): Promise<void> {
  const started = performance.now()
  await ensureInstalled(here)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'))
  const clients: ClientResult[] = []
  const cloud = await startCloud(folder, options.people)
  try {
    for (const row of chosen(options.only)) {
      if (stop.signal.aborted) break
      clients.push(
        await runRow(row, cloud, { ...options, folder: join(folder, `${row.name}-${row.way}`) }, stop.signal),
      )
    }
  } finally {
    await cloud.close()
    if (options.keep) say(`The folders of the clients are below ${folder}`)
    else rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  if (stop.signal.aborted) {
    process.stderr.write('Stopped before all clients had run.\n')
    process.exitCode = 130
    return
  }
  const results = summarise(clients, Math.round(performance.now() - started))
  const file = resolve(options.out ?? DEFAULT_OUT)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
  say(`\n${totalsLine(results.totals)}\n${file}`)
  if (!clients.every(clientPasses)) process.exitCode = 1
}

async function runRow(
  row: ClientRow,
  cloud: Cloud,
  { folder, minutes }: { folder: string; minutes: number },
  signal: AbortSignal,
): Promise<ClientResult> {
  const { name, way } = row
  const version = installedVersion(here, row.package)
  say(`\n${name} ${version}, ${way}`)
  await cloud.reset()
  mkdirSync(folder)
  const started = performance.now()
  const { checks, output } = await runClient({
    script: join(here, 'clients', row.script),
    setting: cloud.settingOf(way),
    environment: await cloud.environmentOf(way),
    folder,
    minutes,
    made: (check) => say(checkLine(check)),
    signal,
  })
  const result = { name, version, way, milliseconds: Math.round(performance.now() - started), checks }
  say(clientLine(result))
  if (!clientPasses(result) && !signal.aborted) process.stderr.write(failureReport(result, output))
  return result
}

try {
  const options = readOptions(process.argv.slice(2))
  if (options.help) process.stdout.write(USAGE)
  else await main(options)
} catch (error) {
  if (!(error instanceof BadCommandLine)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
}
