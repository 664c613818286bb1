// Installs what is missing and does nothing else; for .ci/run.
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './install.mjs'

await ensureInstalled(fileURLToPath(new URL('../..', import.meta.url)))
