// Runs one of the project's scripts under the Node that comes along:  node tools/with-node.mjs SCRIPT …args
// Plain JavaScript, because the reader's own Node may be 20, which does not run TypeScript.
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './launch/install.mjs'
import { runScript } from './launch/run-script.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const [script, ...args] = process.argv.slice(2)
if (script === undefined) {
  process.stderr.write('Say which script to run: node tools/with-node.mjs SCRIPT …args\n')
  process.exit(2)
}
await ensureInstalled(root)
await runScript(root, script, args)
