import { afterAll, beforeAll, expect, test } from 'vitest'
import { AtriumError } from '../../kernel/errors.ts'
import { graphAppId } from '../../microsoft/index.ts'
import { selfSigned } from '../../microsoft/testing/self-signed.ts'
import { permissionsOf } from './packs.ts'
import { asAdministrator, begin, connect, connected, pages, post } from './testing/consent.ts'
import { type Installation, installation, type Owner } from './testing/installation.ts'

const applicationId = '99999999-0000-4000-8000-0000000000d1'
const clientSecret = 'a-client-secret-nobody-may-read'
const pair = selfSigned()

let atrium: Installation
beforeAll(async () => {
  atrium = await installation()
  await atrium.control('registrations', {
    tenantId: atrium.tenancies.small.tenantId,
    appId: applicationId,
    displayName: 'Own',
    secret: clientSecret,
    certificate: pair.certificate,
    consented: true,
    requiredResourceAccess: [{ resourceAppId: graphAppId, roles: permissionsOf('directory-read'), scopes: [] }],
  })
})
afterAll(() => atrium.close())

const connectOwn = async (owner: Owner, credential: object) => {
  await atrium.sql('delete from tenancy_binding')
  const input = { directory: atrium.tenancies.small.tenantId, applicationId, ...credential }
  return atrium.call(owner, 'connections.connect-own', input)
}

/** Everything that this room lets out of the process or keeps: answers, errors, audit, news, log, and the whole database. */
async function everything(run: (keep: (answer: unknown) => void) => Promise<void>): Promise<string> {
  const kept: unknown[] = []
  await run((answer) => void kept.push(answer))
  const tables = await atrium.sql<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  for (const { name } of tables) kept.push(await atrium.sql(`select to_jsonb(t) as row from ${name} t`))
  return JSON.stringify([kept, atrium.audit, atrium.news, atrium.logged])
}

test('no secret, code, verifier, nonce or token is answered, audited, told, logged or kept readable', async () => {
  const text = await everything(async (keep) => {
    const keepError = (error: unknown) =>
      keep(error instanceof AtriumError ? [error.message, error.stack, error.details] : String(error))
    const owner = await atrium.newOrganisation()
    keep(await connectOwn(owner, { clientSecret }))
    keep(await connectOwn(owner, { clientSecret: `${clientSecret}-wrong` }))
    keep(await connectOwn(owner, { certificate: pair.certificate, privateKey: pair.privateKey }))
    await connectOwn(owner, { clientSecret, certificate: pair.certificate }).catch(keepError)
    keep(await atrium.call(owner, 'connections.list'))

    await atrium.sql('delete from tenancy_binding')
    const other = await atrium.newOrganisation()
    const { url } = await begin(atrium, other)
    const answer = await pages(url, asAdministrator(atrium.tenancies.small))
    await atrium.control('fault', { times: 1, identity: { aadsts: 90_033, endpoint: 'token' } })
    await post(atrium, other, answer).catch(keepError)
    const connectionId = connected(await connect(atrium, other, atrium.tenancies.small))
    keep(await atrium.call(other, 'connections.test', { connectionId }))
    keep(await atrium.call(other, 'connections.permissions', { connectionId }))
    atrium.secrets.push(answer.code ?? 'no code')
  })
  const pemBody = pair.privateKey.split('\n')[1] ?? ''
  for (const secret of [clientSecret, pemBody, ...atrium.secrets]) expect(text).not.toContain(secret)
  for (const word of ['eyJ', 'codeVerifier', 'nonce']) expect(text).not.toContain(word)
})

test('the directory id stands nowhere readable in this room’s tables', async () => {
  const rows = await atrium.sql(
    `select to_jsonb(c)::text || (select string_agg(to_jsonb(g)::text, '') from connection_grant g) as row from connection c`,
  )
  expect(rows.length).toBeGreaterThan(0)
  const text = JSON.stringify(rows)
  expect(text).not.toContain(atrium.tenancies.small.tenantId)
  expect(text).not.toContain(applicationId)
})

test('a ciphertext moved to another organisation, row or column does not open', async () => {
  const [one, other] = [await atrium.newOrganisation(), await atrium.newOrganisation()]
  const mine = idOf(await connectOwn(one, { clientSecret, packs: ['directory-read', 'sign-in-activity'] }))
  const theirs = idOf(await connectOwn(other, { clientSecret }))
  const opens = (owner: Owner, connectionId: string) =>
    atrium.connections.reader.open(owner.principal.organisationId, connectionId).then(
      ({ kind }) => kind,
      (error: Error) => error.name,
    )
  expect([await opens(one, mine), await opens(other, theirs)]).toEqual(['ready', 'ready'])
  const moves: Record<string, string> = {
    'another organisation': `update connection_grant g set sealed_credential = (select sealed_credential from connection_grant where connection_id = '${mine}' and pack = g.pack) where connection_id = '${theirs}'`,
    'another row': `update connection_grant set sealed_credential = (select sealed_credential from connection_grant where connection_id = '${theirs}' and pack = 'sign-in-activity' union all select sealed_credential from connection_grant where connection_id = '${mine}' and pack = 'sign-in-activity' limit 1) where connection_id = '${mine}' and pack = 'directory-read'`,
    'another column': `update connection_grant set sealed_credential = sealed_client_id where connection_id = '${theirs}'`,
    'another table': `update connection_grant set sealed_client_id = (select sealed_tenant_id from connection where connection_id = '${theirs}') where connection_id = '${theirs}'`,
  }
  for (const [what, move] of Object.entries(moves)) {
    const before = await atrium.sql(
      'select connection_id, pack, sealed_client_id, sealed_credential from connection_grant',
    )
    await atrium.sql(move)
    const opened = what === 'another row' ? await opens(one, mine) : await opens(other, theirs)
    expect(opened, what).toBe('VaultError')
    for (const row of before)
      await atrium.sql(
        'update connection_grant set sealed_client_id = $3, sealed_credential = $4 where connection_id = $1 and pack = $2',
        Object.values(row),
      )
  }
  expect([await opens(one, mine), await opens(other, theirs)]).toEqual(['ready', 'ready'])
})

function idOf(answer: unknown): string {
  if (
    typeof answer === 'object' &&
    answer &&
    'next' in answer &&
    answer.next === 'connected' &&
    'connectionId' in answer
  )
    return String(answer.connectionId)
  throw new Error(`not connected: ${JSON.stringify(answer)}`)
}
