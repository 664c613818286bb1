import { readFileSync, writeFileSync } from 'node:fs'
import { withAadstsTable } from '../src/identity/aadsts-ways.ts'

const file = new URL('../docs/identity.md', import.meta.url)
writeFileSync(file, withAadstsTable(readFileSync(file, 'utf8')))
