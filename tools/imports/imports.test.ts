import { describe, expect, test } from 'vitest'
import * as layers from '../../hub/src/layers.ts'
import { arrowsOf } from './read.ts'
import { circles, judge, type Layers } from './rules.ts'

const table: Layers = { ...layers, capabilityImports: { directory: ['connections'], connections: [], audit: [] } }
const capabilities = 'hub/src/capabilities'

describe('the import rules', () => {
  test.each([
    ['hub/src/kernel/time.ts', 'hub/src/platform/clock.ts'],
    ['hub/src/platform/log/log.ts', 'hub/src/operation/invoke.ts'],
    ['hub/src/microsoft/graph/page.ts', 'hub/src/operation/define.ts'],
    ['hub/src/doors/rest/serve.ts', `${capabilities}/directory/index.ts`],
    ['hub/src/doors/rest/serve.ts', 'hub/src/microsoft/graph/page.ts'],
    [`${capabilities}/directory/model.ts`, `${capabilities}/audit/index.ts`],
    [`${capabilities}/directory/model.ts`, `${capabilities}/connections/model.ts`],
    [`${capabilities}/connections/model.ts`, `${capabilities}/directory/index.ts`],
    ['hub/src/register.ts', `${capabilities}/directory/model.ts`],
    ['hub/src/kernel/time.ts', 'hub/src/app.ts'],
    ['hub/src/app.ts', 'hub/testing/index.ts'],
    ['hub/src/app.ts', 'simulator/src/index.ts'],
    ['console/src/main.tsx', 'hub/src/kernel/errors.ts'],
    ['console/src/main.tsx', 'hub/testing/index.ts'],
    ['cli/src/main.ts', 'console/src/path.ts'],
    ['simulator/src/main.ts', 'hub/src/kernel/errors.ts'],
    ['simulator/src/graph/users.test.ts', 'hub/src/kernel/errors.ts'],
    ['hub/src/platform/clock.test.ts', 'simulator/src/world/clock.ts'],
    ['hub/src/nowhere.ts', 'hub/src/kernel/errors.ts'],
  ])('%s may not import %s', (from, to) => {
    expect(judge({ from, to, line: 1 }, table)).toBeTypeOf('string')
  })

  test.each([
    ['hub/src/kernel/cursor.ts', 'hub/src/kernel/errors.ts'],
    ['hub/src/microsoft/graph/page.ts', 'hub/src/platform/log/log.ts'],
    [`${capabilities}/directory/operations/list.ts`, `${capabilities}/directory/model.ts`],
    [`${capabilities}/directory/operations/list.ts`, `${capabilities}/connections/index.ts`],
    ['hub/src/register.ts', `${capabilities}/directory/index.ts`],
    ['hub/src/app.ts', 'hub/src/doors/rest/serve.ts'],
    [`${capabilities}/directory/directory.test.ts`, 'simulator/src/index.ts'],
    [`${capabilities}/directory/directory.test.ts`, 'hub/testing/index.ts'],
    ['console/src/client.ts', 'contract/openapi.generated.d.ts'],
    ['tools/contract.ts', 'hub/src/register.ts'],
  ])('%s may import %s', (from, to) => {
    expect(judge({ from, to, line: 1 }, table)).toBeUndefined()
  })

  test('capabilities that import each other in a circle are found, however long the way round', () => {
    expect(circles({ a: ['b'], b: ['c'], c: ['a'], d: ['a'] })).toEqual(['a → b → c → a'])
    expect(circles(layers.capabilityImports)).toEqual([])
  })
})

describe('reading imports', () => {
  test('type-only, re-exported, dynamic and inline type imports all count, with their lines', () => {
    const source = [
      "import type { A } from '../kernel/a.ts'",
      "export * from './b.ts'",
      "export { type C } from './c.ts'",
      "const d = await import('./d.ts')",
      "let e: import('./e.ts').E",
      "import 'pg'",
      "import { f } from '@atrium/hub/src/f.ts'",
      '// import "./in-a-comment.ts"',
    ].join('\n')
    expect(
      arrowsOf('hub/src/platform/x.ts', source)
        .map(({ line, to }) => `${line} ${to}`)
        .sort(),
    ).toEqual([
      '1 hub/src/kernel/a.ts',
      '2 hub/src/platform/b.ts',
      '3 hub/src/platform/c.ts',
      '4 hub/src/platform/d.ts',
      '5 hub/src/platform/e.ts',
      '7 hub/src/f.ts',
    ])
  })

  test('an import whose address is computed is refused, because nobody can tell where it leads', () => {
    const [arrow] = arrowsOf('hub/src/platform/x.ts', 'const name = "y"; await import(name)')
    expect(arrow && judge(arrow, layers)).toMatch(/written out/)
  })
})
