/**
 * `npm test`: runs every test, or those whose path contains an argument (`npm test -- hub/src/kernel -t 'a name'`; vitest's
 * own options work). The last line gives the counts, taken from the runner's results and not from its printed output.
 */
import { parseCLI, startVitest } from 'vitest/node'
import { countResults, countsLine } from './test/counts.ts'

// Ends by `exit`, whose listeners stop the throwaway cluster.
for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) process.on(signal, () => process.exit(1))

const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)])
const vitest = await startVitest(filter, { ...options, run: true, watch: false, configLoader: 'native' })
const counts = countResults(vitest.state.getTestModules(), vitest.state.getUnhandledErrors().length)
await vitest.close()
process.stdout.write(`\n${countsLine(counts)}\n`)
if (counts.failed > 0 || counts.passed === 0) process.exitCode = 1
