import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { contractTypes, typeOf } from './contract-types.ts'

test('the committed types are those of the committed contract', async () => {
  const contract = await readFile(new URL('../../contract/openapi.json', import.meta.url), 'utf8')
  const generated = await readFile(new URL('../src/api/contract.generated.ts', import.meta.url), 'utf8')
  expect(generated === contractTypes(JSON.parse(contract)), 'run `npm run -w console generate`').toBe(true)
})

test('an operation takes its path, query and body as one input', () => {
  const text = contractTypes({
    paths: {
      '/v1/doors/{doorId}': {
        patch: {
          operationId: 'doors.rename',
          summary: 'Rename a door',
          parameters: [
            { name: 'doorId', in: 'path', required: true, schema: { type: 'string' } },
            { $ref: '#/components/parameters/IdempotencyKey' },
          ],
          requestBody: {
            content: { 'application/json': { schema: { type: 'object', properties: { name: { type: 'string' } } } } },
          },
          responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Door' } } } } },
        },
      },
    },
    components: { schemas: { Door: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] } } },
  })
  expect(text).toContain("'doors.rename': { input: {\n  doorId: string\n  name?: string | undefined\n}; output: Door }")
  expect(text).toContain("'doors.rename': 'PATCH /v1/doors/{doorId}'")
})

test.each([
  [{ type: ['string', 'null'] }, 'string | null'],
  [{ enum: ['on', 'off'] }, "'on' | 'off'"],
  [{ type: 'array', items: { anyOf: [{ $ref: '#/x/A' }, { type: 'null' }] } }, 'readonly (A | null)[]'],
  [{ type: 'integer' }, 'number'],
])('%j is %s', (schema, expected) => {
  expect(typeOf(schema)).toBe(expected)
})

test('what it does not know, it refuses', () => {
  expect(() => typeOf({})).toThrow('without a type')
})
