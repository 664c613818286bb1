/** `npm run imports`: fails on every import that hub/src/layers.ts does not allow, and on circles in its table. */
import { fileURLToPath } from 'node:url'
import * as layers from '../hub/src/layers.ts'
import { readArrows } from './imports/read.ts'
import { circles, judge } from './imports/rules.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const arrows = await readArrows(root, ['hub', 'console', 'cli', 'simulator', 'bench', 'tools', 'contract'])
const refused = arrows.flatMap((arrow) => {
  const reason = judge(arrow, layers)
  return reason === undefined ? [] : [`${arrow.from}:${arrow.line} imports ${arrow.to}: ${reason}`]
})
const loops = circles(layers.capabilityImports).map((circle) => `capabilities import in a circle: ${circle}`)
for (const line of [...refused, ...loops]) process.stderr.write(`${line}\n`)
process.stdout.write(`${arrows.length} imports checked, ${refused.length + loops.length} forbidden\n`)
if (refused.length + loops.length > 0) process.exitCode = 1
