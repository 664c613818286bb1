import { expect, test } from 'vitest'
import { z } from 'zod'
import { operation } from '../src/operation/define.ts'
import { Uuid } from '../src/operation/schemas.ts'
import { findLeaks } from './isolation.ts'
import type { Person } from './person.ts'

/** The search for leaks must find one: each of these doors tells another organisation's id apart from one that never was. */
const theirs = '0190a000-0000-7000-8000-0000000000aa'

const show = operation({
  name: 'samples.show',
  summary: 'A sample',
  kind: 'query',
  route: 'GET /v1/samples/{sampleId}',
  scope: 'directory:read',
  input: z.object({ sampleId: Uuid }),
  output: z.object({ sampleId: Uuid }).meta({ id: 'IsolationSample' }),
  errors: ['not_found'],
  run: async (_, input) => input,
})

/** A person whose requests are answered by this. */
const askingAt = (answer: (theirs: boolean) => Response): Person => ({
  organisationId: '',
  accountId: '',
  cookie: '',
  ask: async (path) => answer(path.includes(theirs)),
  call: async () => undefined,
  apiKey: async () => '',
})

const notFound = (body: object = { requestId: crypto.randomUUID() }, headers = {}): Response =>
  new Response(JSON.stringify(body), { status: 404, headers: { 'x-request-id': crypto.randomUUID(), ...headers } })

const found = async (answer: (theirs: boolean) => Response): Promise<number> =>
  (await findLeaks(askingAt(answer), [show], [theirs])).findings.length

test('the same answer to both, apart from request id and date, is no leak', async () => {
  expect(await found((isTheirs) => notFound(undefined, { date: isTheirs ? 'now' : 'then' }))).toBe(0)
})

test.each<[string, (theirs: boolean) => Response]>([
  ['status', (isTheirs) => (isTheirs ? new Response('{}', { status: 403 }) : notFound({}))],
  ['body', (isTheirs) => notFound({ detail: isTheirs ? 'Not yours.' : 'Not there.' })],
  ['header', (isTheirs) => notFound({}, isTheirs ? { 'retry-after': '1' } : {})],
  ['status of both', () => new Response('{}', { status: 200 })],
])('another %s is found', async (_, answer) => {
  expect(await found(answer)).toBe(1)
})
