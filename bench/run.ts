/** `npm run bench -- NAME [--flags]`: runs one benchmark; without a name it lists them. The last line it prints is one of JSON. */

interface Bench {
  summary: string
  /** @returns what was measured; throws where the result was wrong, however quick it was */
  run(args: string[]): Promise<object>
}

const benches: Record<string, () => Promise<Bench>> = {
  import: () => import('./import.ts'),
  reads: () => import('./reads.ts'),
  'sync-scale': () => import('./sync-scale.ts'),
  'sync-vs-backstage': () => import('./sync-vs-backstage.ts'),
  ingest: () => import('./ingest.ts'),
  'simulator-scale': () => import('./simulator-scale.ts'),
  takeover: () => import('./takeover.ts'),
}

const [name, ...args] = process.argv.slice(2)
const load = name === undefined ? undefined : benches[name]
if (load === undefined) {
  if (name !== undefined) process.stderr.write(`There is no benchmark called ${name}.\n`)
  process.stderr.write('Usage: npm run bench -- NAME [--flags]\n')
  for (const [each, loadEach] of Object.entries(benches))
    process.stderr.write(`  ${each}: ${(await loadEach()).summary}\n`)
  process.exitCode = name === undefined ? 0 : 2
} else {
  const bench = await load()
  try {
    process.stdout.write(`${JSON.stringify({ bench: name, ...(await bench.run(args)) })}\n`)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
