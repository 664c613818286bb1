import { writeFileSync } from 'node:fs'
import { coverageTable } from '../src/graph/coverage.ts'

writeFileSync(new URL('../docs/coverage.md', import.meta.url), coverageTable())
