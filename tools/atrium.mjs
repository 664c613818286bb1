// `npm run atrium -- …`: one word for a person. What runs Atrium itself is the hub's program; everything else is the command
// line, which is a client of a running Atrium and knows nothing of the hub.
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './launch/install.mjs'
import { runScript } from './launch/run-script.mjs'

const ofTheHub = new Set(['migrate', 'serve', 'work', 'owner-link', 'registrations'])

const root = fileURLToPath(new URL('..', import.meta.url))
const args = process.argv.slice(2)
await ensureInstalled(root)
await runScript(root, ofTheHub.has(args[0] ?? '') ? 'hub/src/main.ts' : 'cli/src/main.ts', args)
