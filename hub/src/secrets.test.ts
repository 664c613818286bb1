import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type TestHub, testHub } from '../testing/index.ts'
import { type Asking, answerOf, connectByConsent, connectOwn, imported, syncNow } from '../testing/whole/connect.ts'
import { type SimulatedMicrosoft, simulatedMicrosoft } from '../testing/whole/microsoft.ts'
import {
  allFiles,
  allRows,
  formsOf,
  keepingAnswers,
  overheardPorts,
  rememberedRandom,
  type Written,
} from '../testing/whole/witness.ts'
import { selfSigned } from './microsoft/testing/self-signed.ts'

/**
 * One installation's life, from its first owner to a revoked connection, with everything that can go wrong on the way.
 * Everything that it wrote or answered is kept, and then searched for every secret that was used.
 */
const password = 'Wrens nest under the eaves 41'
const mistyped = 'Wrens nest under the leaves 14'
const clientSecret = 'own-client-secret~8Q~7fHq0vZ'
const wrongSecret = 'another-client-secret~5T~1mK'
const [pair, otherPair] = [selfSigned(), selfSigned()]

const { random, given } = rememberedRandom()
const { ports, heard } = overheardPorts()
const answers: Written[] = []
/** where a secret is shown, once, because that is what was asked for */
const shown = { key: '', accessToken: '', invitation: '' }
let written: Written[]
let microsoft: SimulatedMicrosoft
let hub: TestHub

beforeAll(async () => {
  microsoft = simulatedMicrosoft(80)
  hub = await testHub({ microsoft: microsoft.start, work: true, random, microsoftPorts: ports })
  await setPassword(keepingAnswers(await hub.asOwner(), answers))
  const owner = keepingAnswers(await hub.asOwner(), answers)
  await wayIn(owner)
  await lifeOfPrograms(owner)
  await lifeOfConsent(owner)
  await lifeOfOwnRegistration(keepingAnswers(await hub.newOrganisation(), answers))
  await answerOf(owner, 'GET', '/v1/audit')
  await answerOf(owner, 'GET', '/v1/audit/export')
  written = [
    { where: 'the log', text: hub.logged.join('') },
    ...(await allRows(hub.adminUrl)),
    ...(await allFiles(hub.dataDir, join(hub.dataDir, 'keys'))),
  ]
}, 300_000)
afterAll(async () => {
  await hub.close()
  await microsoft.close()
})

/** Nobody signed in, at a browser or as a program with `bearer`. */
const anybody = (bearer?: string): Asking => {
  const asking: Asking = {
    ask: (path, { body, headers: _, ...init } = {}) =>
      hub.ask(path, {
        ...init,
        headers: {
          origin: hub.url,
          ...(body && { 'content-type': 'application/json' }),
          ...(bearer && { authorization: `Bearer ${bearer}` }),
        },
        ...(body && { body: JSON.stringify(body) }),
      }),
  }
  return keepingAnswers(asking, answers)
}

const refused = async (asking: Asking, status: number, method: string, path: string, body?: object): Promise<void> => {
  const response = await asking.ask(path, { method, ...(body && { body }) })
  expect([response.status, path]).toEqual([status, path])
}

const email = 'owner@example.org'

/** Ends every session of the person's, this one too. */
const setPassword = (owner: Asking) => answerOf(owner, 'PUT', '/v1/account/password', { newPassword: password, email })

async function wayIn(owner: Asking): Promise<void> {
  await refused(owner, 400, 'PUT', '/v1/account/password', { newPassword: email, currentPassword: mistyped })
  await refused(owner, 401, 'PUT', '/v1/account/password', { newPassword: password, currentPassword: mistyped })
  await refused(anybody(), 401, 'POST', '/v1/session/password', { email, password: mistyped })
  await answerOf(anybody(), 'POST', '/v1/session/password', { email, password })
  await refused(anybody(), 401, 'POST', '/v1/session/link', { token: 'x'.repeat(43) })
  const invited = await answerOf(owner, 'POST', '/v1/members', {
    email: 'invited@example.org',
    displayName: 'Invited',
    role: 'admin',
  })
  shown.invitation = new URL(z.object({ signInLink: z.url() }).parse(invited).signInLink).hash.slice(1)
}

async function lifeOfPrograms(owner: Asking): Promise<void> {
  const scopes = ['directory:read', 'connections:read', 'audit:read']
  const created = await answerOf(owner, 'POST', '/v1/api-keys', { name: 'A program', scopes })
  shown.key = z.object({ key: z.string() }).parse(created).key
  const issued = await answerOf(anybody(shown.key), 'POST', '/v1/tokens', {})
  shown.accessToken = z.object({ accessToken: z.string() }).parse(issued).accessToken
  await answerOf(anybody(shown.accessToken), 'GET', '/v1/people')
  await refused(anybody(shown.accessToken), 403, 'POST', '/v1/tokens', {})
  await refused(anybody(`${shown.key}x`), 401, 'GET', '/v1/people')
  await refused(anybody(`${shown.accessToken}x`), 401, 'GET', '/v1/people')
  await refused(anybody(shown.key), 403, 'POST', '/v1/organisations', { name: 'Not by a program' })
}

async function lifeOfConsent(owner: Asking): Promise<void> {
  const large = microsoft.tenancy('large')
  await microsoft.control('fault', { times: 1, identity: { aadsts: 90_033, endpoint: 'token' } })
  await connectByConsent(owner, large).catch(() => undefined)
  const connectionId = await connectByConsent(owner, large)
  const path = `/v1/connections/${connectionId}`
  await imported(owner, connectionId)
  for (const view of ['', '/permissions']) await answerOf(owner, 'GET', `${path}${view}`)
  await answerOf(owner, 'POST', `${path}/test`, {})
  await microsoft.control('fault', { times: 1, identity: { aadsts: 7_000_215, endpoint: 'token' } })
  await answerOf(owner, 'POST', `${path}/test`, {})
  await microsoft.control('clear-faults', {})
  // what was refused is not tried again by a sync before somebody tested it
  await answerOf(owner, 'POST', `${path}/test`, {})
  hub.clock.advance(60_000)
  await syncNow(owner, connectionId)
  await answerOf(owner, 'POST', `${path}/revoke`, {})
}

async function lifeOfOwnRegistration(owner: Asking): Promise<void> {
  const small = microsoft.tenancy('small')
  const applicationId = await microsoft.ownApplication(small, { secret: clientSecret, certificate: pair.certificate })
  const connect = (credential: object) =>
    answerOf(owner, 'POST', '/v1/connections/connect-own', { directory: small.tenantId, applicationId, ...credential })
  await connect({ clientSecret: wrongSecret })
  await connect({ certificate: pair.certificate, privateKey: otherPair.privateKey })
  const both = { directory: small.tenantId, applicationId, clientSecret, ...pair, publicKey: undefined }
  await refused(owner, 400, 'POST', '/v1/connections/connect-own', both)
  const connectionId = await connectOwn(owner, small, { applicationId, clientSecret })
  const path = `/v1/connections/${connectionId}`
  await imported(owner, connectionId)
  await answerOf(owner, 'PUT', `${path}/credential`, { clientSecret: wrongSecret })
  const { certificate, privateKey } = pair
  await answerOf(owner, 'PUT', `${path}/credential`, { certificate, privateKey })
  await answerOf(owner, 'POST', `${path}/test`, {})
  await microsoft.control('expire-secret', { appId: applicationId })
  await answerOf(owner, 'POST', `${path}/test`, {})
  await answerOf(owner, 'GET', path)
  await answerOf(owner, 'POST', `${path}/revoke`, {})
  await answerOf(owner, 'GET', '/v1/audit/export')
}

/** The base64 of a PEM's second line is a piece of its DER, whatever it is wrapped in. */
const pieceOf = (pem: string): string => pem.split('\n')[1] ?? ''

async function keyFiles(): Promise<string[]> {
  const files = await allFiles(join(hub.dataDir, 'keys'), join(hub.dataDir, 'nowhere'))
  return files.flatMap(({ text }) => text.match(/[\w-]{43,}/g) ?? [])
}

/** Every secret of that life by what it is. Of what is only ever random all 256 bits are searched for. */
async function secretsUsed(): Promise<Record<string, (string | Uint8Array)[]>> {
  return {
    passwords: [password, mistyped],
    'secrets of the installation’s registrations': microsoft.secrets,
    'secrets of own registrations': [clientSecret, wrongSecret],
    'private keys': [pair, otherPair].flatMap(({ privateKey }) => [
      pieceOf(privateKey),
      Buffer.from(pieceOf(privateKey), 'base64'),
    ]),
    'API key': [shown.key, shown.key.split('_').at(-1) ?? shown.key],
    'access token': [shown.accessToken, shown.accessToken.split('.')[2] ?? shown.accessToken],
    'link of an invitation': [shown.invitation],
    'what went to Microsoft and its tokens': [...heard],
    'keys of the installation': await keyFiles(),
    'session and link tokens, marks of browsers, data keys, verifiers': given,
  }
}

const holding = (all: readonly Written[], secret: string | Uint8Array): string[] =>
  all.filter(({ text }) => formsOf(secret).some((form) => text.includes(form))).map(({ where }) => where)

test('the whole life was seen: log, rows, files, answers, and secrets of every kind', async () => {
  const used = await secretsUsed()
  for (const [kind, secrets] of Object.entries(used)) {
    expect(secrets.length, kind).toBeGreaterThan(0)
    for (const secret of secrets) expect(secret.length, kind).toBeGreaterThan(15)
  }
  expect(heard.size).toBeGreaterThan(8)
  expect(given.length).toBeGreaterThan(15)
  expect(holding(written, 'sign-in refused')).toContain('the log')
  expect(holding(written, 'owner@example.org')).toContain('table public.account')
  expect(holding(written, 'connections.connect-own')).toContain('table public.audit_entry')
  expect(holding(answers, 'connections.connect-own')).toContain('GET /v1/audit/export')
  expect(written.some(({ where }) => where.startsWith('table pgboss.'))).toBe(true)
})

test('a secret is found in whatever form it was written', () => {
  const token = given[0] ?? new Uint8Array()
  for (const form of formsOf(token)) expect(holding([{ where: 'a row', text: `x${form}x` }], token)).toEqual(['a row'])
  const text = JSON.stringify({ quoted: `a "quoted" secret` })
  expect(holding([{ where: 'a line', text }], 'a "quoted" secret')).toEqual(['a line'])
})

test('no secret stands in the log, in a row of any table, or in a file beside the keys', async () => {
  for (const [kind, secrets] of Object.entries(await secretsUsed()))
    for (const secret of secrets) expect(holding(written, secret), kind).toEqual([])
})

describe('over HTTP', () => {
  test.each([
    ['an API key', () => shown.key, 'POST /v1/api-keys'],
    ['an access token', () => shown.accessToken, 'POST /v1/tokens'],
    ['the link of an invitation', () => shown.invitation, 'POST /v1/members'],
  ])('%s is shown once, when it is made', (_, secret, where) => {
    expect(holding(answers, secret())).toEqual([where])
  })

  test('no other secret is ever answered', async () => {
    const shownOnce = Object.values(shown)
    // state and nonce of a sign-in are random too, and stand in the address that its answer sends the browser to
    const toMicrosoft = ['POST /v1/connections/begin-consent', 'POST /v1/connections/continue']
    for (const [kind, secrets] of Object.entries(await secretsUsed()))
      for (const secret of secrets) {
        if (shownOnce.some((one) => formsOf(secret).some((form) => one.includes(form)))) continue
        const isRandom = typeof secret !== 'string'
        const where = holding(answers, secret).filter((one) => !(isRandom && toMicrosoft.includes(one)))
        expect(where, kind).toEqual([])
      }
  })
})
