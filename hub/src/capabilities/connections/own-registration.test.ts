import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { graphAppId } from '../../microsoft/index.ts'
import { selfSigned } from '../../microsoft/testing/self-signed.ts'
import { ConnectionStep } from './model.ts'
import { permissionsOf } from './packs.ts'
import { connected, show } from './testing/consent.ts'
import { type Installation, installation, type Owner, refusalOf } from './testing/installation.ts'

const applicationId = '99999999-0000-4000-8000-0000000000c1'
const clientSecret = 'the secret of the own registration'
const pair = selfSigned()

let atrium: Installation
let owner: Owner
beforeAll(async () => {
  atrium = await installation()
})
afterAll(() => atrium.close())
afterEach(() => atrium.control('clear-faults', {}))

const register = (roles: readonly string[], more: object = {}) =>
  atrium.control('registrations', {
    tenantId: atrium.tenancies.small.tenantId,
    appId: applicationId,
    displayName: 'Own',
    secret: clientSecret,
    certificate: pair.certificate,
    consented: true,
    requiredResourceAccess: [{ resourceAppId: graphAppId, roles, scopes: [] }],
    ...more,
  })

beforeEach(async () => {
  owner = await atrium.newOrganisation()
  await register(permissionsOf('directory-read'))
})
afterEach(async () => {
  await atrium.sql('delete from tenancy_binding')
})

const connectOwn = async (input: object) =>
  ConnectionStep.parse(
    await atrium.call(owner, 'connections.connect-own', {
      directory: atrium.tenancies.small.domain,
      applicationId,
      ...input,
    }),
  )

describe('connecting by an own registration', () => {
  test('with a secret, by the domain', async () => {
    const connectionId = connected(await connectOwn({ clientSecret }))
    const connection = await show(atrium, owner, connectionId)
    expect(connection).toMatchObject({
      way: 'own_registration',
      state: 'importing',
      tenancy: { tenantId: atrium.tenancies.small.tenantId },
      grants: [{ pack: 'directory-read', applicationId, credential: 'secret', credentialExpiresAt: null }],
    })
  })

  test('with a certificate, whose end is known', async () => {
    const { certificate, privateKey } = pair
    const input = { directory: atrium.tenancies.small.tenantId, certificate, privateKey }
    const { grants } = await show(atrium, owner, connected(await connectOwn(input)))
    expect(grants).toMatchObject([{ credential: 'certificate', credentialExpiresAt: '2036-01-01T00:00:00.000Z' }])
  })

  test.each([
    ['a wrong secret', { clientSecret: 'another' }, 'secret_invalid'],
    ['an unknown directory', { clientSecret, directory: 'nobody.example' }, 'tenancy_not_found'],
    [
      'an unknown application',
      { clientSecret, applicationId: '99999999-0000-4000-8000-0000000000ff' },
      'application_removed',
    ],
    [
      'a certificate with another key',
      { certificate: pair.certificate, privateKey: selfSigned().privateKey },
      'certificate_unusable',
    ],
  ])('%s is refused', async (_, input, reason) => {
    const step = await connectOwn(input)
    expect(step).toMatchObject({ next: 'refused', reason })
    expect(
      await atrium.sql('select from connection where organisation_id = $1', [owner.principal.organisationId]),
    ).toEqual([])
  })

  test('an expired secret is refused', async () => {
    await atrium.control('expire-secret', { appId: applicationId })
    expect(await connectOwn({ clientSecret })).toMatchObject({ next: 'refused', reason: 'secret_expired' })
  })

  test('both a secret and a certificate, or neither, is not accepted', async () => {
    expect(await refusalOf(connectOwn({}))).toBe('invalid_input')
    expect(await refusalOf(connectOwn({ clientSecret, ...pair, publicKey: undefined }))).toBe('invalid_input')
  })
})

describe('permissions', () => {
  test('a missing one degrades and is named with what fails; one too many is shown', async () => {
    const roles = [...permissionsOf('directory-read').filter((one) => one !== 'Directory.Read.All'), 'Sites.Read.All']
    await atrium.control('remove-consent', { tenantId: atrium.tenancies.small.tenantId, appId: applicationId })
    await register(roles)
    const step = await connectOwn({ clientSecret })
    expect(step).toMatchObject({ next: 'connected', missing: ['Directory.Read.All'] })
    const connectionId = connected(step)
    await atrium.connections.reader.note(owner.principal.organisationId, connectionId, {
      kind: 'read',
      resources: ['users'],
    })
    expect(await show(atrium, owner, connectionId)).toMatchObject({
      state: 'degraded',
      reasons: [{ code: 'permissions_missing', pack: 'directory-read' }],
    })
    expect(await atrium.call(owner, 'connections.permissions', { connectionId })).toMatchObject({
      excess: [{ permission: 'Sites.Read.All' }],
      regrant: { operation: 'connections.test' },
    })

    // granted in Entra ID, the next test sees it
    await register(permissionsOf('directory-read'))
    expect(await atrium.call(owner, 'connections.test', { connectionId })).toMatchObject({
      passed: true,
      connection: { state: 'connected', reasons: [] },
    })
  })

  test('a wider permission covers what it includes', async () => {
    await atrium.control('remove-consent', { tenantId: atrium.tenancies.small.tenantId, appId: applicationId })
    await register(['Directory.Read.All'])
    expect(await connectOwn({ clientSecret })).toMatchObject({ next: 'connected', missing: [] })
  })

  test('a further pack is enabled by what the token holds, and disabled again', async () => {
    const connectionId = connected(await connectOwn({ clientSecret }))
    const enable = () => atrium.call(owner, 'connections.enable-pack', { connectionId, pack: 'sign-in-activity' })
    expect(await enable()).toMatchObject({ next: 'connected', missing: ['AuditLog.Read.All'] })
    await register([...permissionsOf('directory-read'), 'AuditLog.Read.All'])
    expect(await enable()).toMatchObject({ next: 'connected', missing: [] })
    const gone = await atrium.call(owner, 'connections.disable-pack', { connectionId, pack: 'sign-in-activity' })
    expect(gone).toMatchObject({ grants: [{ pack: 'directory-read' }] })
    const base = atrium.call(owner, 'connections.disable-pack', { connectionId, pack: 'directory-read' })
    expect(await refusalOf(base)).toBe('conflict base_pack')
  })
})

describe('replacing the credential', () => {
  test('a new secret is tried first; a wrong one leaves the old in place', async () => {
    const connectionId = connected(await connectOwn({ clientSecret }))
    const replace = (input: object) => atrium.call(owner, 'connections.replace-credential', { connectionId, ...input })
    expect(await replace({ clientSecret: 'wrong' })).toMatchObject({ next: 'refused', reason: 'secret_invalid' })
    expect(await atrium.call(owner, 'connections.test', { connectionId })).toMatchObject({ passed: true })
    await register(permissionsOf('directory-read'), { secret: 'a newer secret' })
    expect(await atrium.call(owner, 'connections.test', { connectionId })).toMatchObject({
      passed: false,
      grants: [{ token: { ok: false, reason: 'secret_invalid' } }],
      connection: { state: 'needs_reauthorization', reasons: [{ code: 'secret_invalid' }] },
    })
    expect(await replace({ clientSecret: 'a newer secret' })).toMatchObject({ next: 'connected' })
    expect(await show(atrium, owner, connectionId)).toMatchObject({ state: 'importing', reasons: [] })
  })

  test('a certificate’s end is told a month before, and closes the connection', async () => {
    const { certificate, privateKey } = pair
    const connectionId = connected(await connectOwn({ certificate, privateKey }))
    const soon = new Date(Date.now() + 20 * 86_400_000)
    await atrium.sql('update connection_grant set credential_expires_at = $1 where connection_id = $2', [
      soon,
      connectionId,
    ])
    expect(await show(atrium, owner, connectionId)).toMatchObject({ reasons: [{ code: 'credential_expires_soon' }] })
    await atrium.sql(`update connection_grant set credential_expires_at = now() - interval '1 day'`)
    expect(await show(atrium, owner, connectionId)).toMatchObject({
      state: 'needs_reauthorization',
      reasons: [{ code: 'credential_expired' }],
    })
  })
})
