// `npm start`: installs what is missing, then goes on in tools/start.ts under the Node that comes along.
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './launch/install.mjs'
import { runScript } from './launch/run-script.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
await ensureInstalled(root)
await runScript(root, 'tools/start.ts', process.argv.slice(2), { tied: true })
