import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Operation, operation } from '../../operation/define.ts'
import { pageOf, Uuid } from '../../operation/schemas.ts'
import { contractFiles } from './files.ts'
import { contractProblems, problemText } from './problems.ts'

/** An operation that answers a named object with this one field. */
const answering = (field: z.ZodType, route: Operation['route'] = 'GET /v1/samples'): Operation =>
  operation({
    name: 'samples.show',
    summary: 'A sample',
    kind: 'query',
    route,
    scope: 'directory:read',
    input: z.object({}),
    output: z.object({ field }).meta({ id: 'Sample' }),
    errors: [],
    run: async () => ({ field: undefined }),
  })

const A = z.object({ kind: z.literal('a') }).meta({ id: 'SampleA' })
const B = z.object({ kind: z.literal('b') }).meta({ id: 'SampleB' })
const noName = "has no name: give it `.meta({ id: 'Name' })`"

test.each([
  ['an anonymous object', z.object({ a: z.string() }), `field is an object that ${noName}`],
  ['an anonymous object in a list', z.array(z.object({})), `field[] is an object that ${noName}`],
  [
    'an anonymous object deep inside',
    z.object({ b: z.object({}) }).meta({ id: 'Outer' }),
    `field.b is an object that ${noName}`,
  ],
  ['an anonymous enum', z.enum(['a', 'b']).nullable(), `field is an enum that ${noName}`],
  ['a record', z.record(z.string(), z.string()), 'field is a record: use a list of named objects'],
  ['any', z.any(), 'field is `any`: say what it is'],
  ['unknown', z.unknown(), 'field is `unknown`: say what it is'],
  ['a transform', z.string().transform(Number), 'field is a transform: callers cannot see what it does'],
  ['a tuple', z.tuple([z.string()]), 'field is a tuple: use a named object'],
  [
    'an untagged union',
    z.union([A, z.string()]),
    'field is a union that no field tells apart: use z.discriminatedUnion',
  ],
  ['a nameless tagged union', z.discriminatedUnion('kind', [A, B]), `field is a union that ${noName}`],
  [
    'a union of nameless objects',
    z.discriminatedUnion('kind', [A, z.object({ kind: z.literal('c') })]).meta({ id: 'U' }),
    'field is a union that no field tells apart: use z.discriminatedUnion',
  ],
])('%s is refused with the operation and the field', (_, field, problem) => {
  expect(contractProblems([answering(field)]).map(problemText)).toContain(`samples.show: output ${problem}`)
})

test('what every door can express is accepted', () => {
  const Kind = z.enum(['red-ish', 'green']).meta({ id: 'SampleKind' })
  const Tagged = z.discriminatedUnion('kind', [A, B]).meta({ id: 'SampleTagged' })
  const field = z
    .object({ kind: Kind.nullable().describe('why'), tagged: z.array(Tagged), id: Uuid })
    .meta({ id: 'Inner' })
  expect(contractProblems([answering(field)])).toEqual([])
  expect(contractFiles([answering(field)])['schema.graphql']).toContain('red_ish')
})

test('a route must fit its operation', () => {
  const problems = contractProblems([answering(z.string(), 'POST /v1/samples/{sampleId}')]).map(problemText)
  expect(problems).toEqual([
    'samples.show: route has POST, but a query is a GET',
    'samples.show: route {sampleId} is no field of the input',
  ])
})

test('an object does not fit into an address', () => {
  const Filter = z.object({ a: z.string() }).meta({ id: 'SampleFilter' })
  const asked = { ...answering(z.string()), input: z.object({ filter: Filter.optional() }) }
  expect(contractProblems([asked]).map(problemText)).toEqual([
    'samples.show: route filter is an object, which does not fit into an address',
  ])
})

test('one name for two schemas is refused', () => {
  const other = { ...answering(z.string(), 'GET /v1/others'), name: 'others.show' }
  expect(() => contractFiles([answering(z.int()), other])).toThrow('the name Sample stands for two different schemas')
})

test('a schema that is sent otherwise than it is answered gets a name of its own where it is sent', () => {
  const Setting = z.object({ minutes: z.int().default(15) }).meta({ id: 'SampleSetting' })
  const both: Operation = operation({
    name: 'samples.set',
    summary: 'Set',
    kind: 'command',
    effect: 'reversible',
    route: 'PUT /v1/samples',
    scope: 'organisation:write',
    input: z.object({ setting: Setting }),
    output: z.object({ setting: Setting }).meta({ id: 'SampleSettings' }),
    errors: [],
    subject: () => undefined,
    audit: () => ({}),
    run: async (_, input) => input,
  })
  const files = contractFiles([both, answering(z.string())])
  expect(files['openapi.json']).toContain('"$ref": "#/components/schemas/SampleSettingInput"')
  expect(files['schema.graphql']).toContain('setting: SampleSettingInput!')
  expect(files['schema.graphql']).toMatch(/input SampleSettingInput \{\n {2}minutes: Long\n\}/)
})

test('a secret is written only, and a cookie is in no answer', () => {
  const Session = z.object({ who: z.string(), sessionToken: z.string().nullable().meta({ cookie: 'session' }) })
  const enter: Operation = operation({
    name: 'samples.enter',
    summary: 'Enter',
    kind: 'command',
    effect: 'none',
    route: 'POST /v1/enter',
    access: 'public',
    verifier: 'The password is right',
    input: z.object({ password: z.string().meta({ secret: true }) }),
    output: Session.meta({ id: 'SampleSession' }),
    errors: ['sign_in_refused'],
    subject: () => undefined,
    audit: () => ({}),
    run: async () => ({ who: 'a', sessionToken: null }),
  })
  const files = contractFiles([enter, answering(pageOf(A, 'SampleA'))])
  expect(files['openapi.json']).toContain('"writeOnly": true')
  for (const text of Object.values(files)) expect(text).not.toContain('sessionToken')
  expect(files['mcp-tools.json']).not.toContain('samples_enter')
})
