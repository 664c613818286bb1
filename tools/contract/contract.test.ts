import { readFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { contractFiles, contractProblems, problemText } from '../../hub/src/doors/contract/index.ts'
import { difference } from './difference.ts'
import { registeredOperations } from './registered.ts'

const operations = registeredOperations()
const files = contractFiles(operations)

test('every door can express every operation', () => {
  expect(contractProblems(operations).map(problemText)).toEqual([])
})

test('no two operations have one name, and none has no capability before its verb', () => {
  const names = operations.map(({ name }) => name)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test.each(Object.keys(files))('contract/%s is what the operations say; `npm run contract` writes it', async (name) => {
  const committed = await readFile(new URL(`../../contract/${name}`, import.meta.url), 'utf8')
  const wanted = files[name] ?? ''
  expect(committed === wanted ? '' : difference(committed, wanted)).toBe('')
})

test('the GraphQL schema has a field for each operation', () => {
  const roots = [...(files['schema.graphql'] ?? '').matchAll(/^type (Query|Mutation|Subscription) \{\n(.*?)^\}/gms)]
  const fields = roots.flatMap(([, , body = '']) => [...body.matchAll(/^ {2}(\w+)[(:]/gm)])
  expect(fields).toHaveLength(operations.length)
})

const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }))),
  components: z.record(z.string(), z.record(z.string(), z.looseObject({}))),
})

test('OpenAPI names every operation once, and every reference leads somewhere', () => {
  const text = files['openapi.json'] ?? ''
  const document = Document.parse(JSON.parse(text))
  const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((one) => one.operationId))
  expect(ids.toSorted()).toEqual(operations.map(({ name }) => name).toSorted())
  const references = [...text.matchAll(/"\$ref": "#\/components\/(\w+)\/(\w+)"/g)]
  expect(references.length).toBeGreaterThan(0)
  expect(
    references.filter(([, kind = '', name = '']) => !document.components[kind]?.[name]).map(([all]) => all),
  ).toEqual([])
})

test('every schema of OpenAPI and of each MCP tool is a valid JSON Schema', () => {
  const document = Document.parse(JSON.parse(files['openapi.json'] ?? ''))
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({ $id: 'contract', ...document })
  for (const name of Object.keys(document.components.schemas ?? {}))
    expect(() => ajv.compile({ $ref: `contract#/components/schemas/${name}` }), name).not.toThrow()
  const { tools } = z
    .object({
      tools: z.array(z.object({ name: z.string().regex(/^[a-z0-9_]{1,64}$/), inputSchema: z.looseObject({}) })),
    })
    .parse(JSON.parse(files['mcp-tools.json'] ?? ''))
  for (const { name, inputSchema } of tools) expect(() => ajv.compile(inputSchema), name).not.toThrow()
})

test('a stale file is shown by the lines that differ', () => {
  expect(difference('a\nb\nc\nd', 'a\nx\nc\nd')).toBe('  from line 2:\n  - b\n  + x')
})
