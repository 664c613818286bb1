import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'
import { FIXED_IDS } from '../../../world/protection/method.ts'

const ROLES = [
  'AuditLog.Read.All',
  'Directory.Read.All',
  'Policy.ReadWrite.AuthenticationMethod',
  'UserAuthenticationMethod.ReadWrite.All',
]
const HOUR = 3600
let folder: string
let cloud: TestCloud

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'simulated-methods-'))
  cloud = await startTestCloud({ roles: ROLES, dataDir: folder })
})
afterAll(async () => {
  await cloud.close()
  rmSync(folder, { recursive: true })
})

const account = (alias: string) => `${alias}@${cloud.simulator.world.primary.profile.domain}`
const methodsOf = (user: string, collection = 'methods') => `/users/${user}/authentication/${collection}`

const hired = async () => String((await cloud.control('hire')).id)

const post = (user: string, collection: string, body: { [name: string]: string | number | boolean }) =>
  cloud.graph(methodsOf(user, collection), { method: 'POST', body })

describe('reading', () => {
  test('all methods of a person say what they are, the password first and without its text', async () => {
    const methods = valuesOf((await cloud.graph(methodsOf(account('admin')))).body)
    expect(methods[0]).toMatchObject({
      '@odata.type': '#microsoft.graph.passwordAuthenticationMethod',
      id: FIXED_IDS.password,
      password: null,
    })
    expect(methods.map((method) => method['@odata.type'])).toContain('#microsoft.graph.fido2AuthenticationMethod')
  })

  test('a typed collection holds the methods of its type alone, and each has an address', async () => {
    const keys = valuesOf((await cloud.graph(methodsOf(account('admin'), 'fido2Methods'))).body)
    expect(keys).toHaveLength(1)
    const path = methodsOf(account('admin'), `fido2Methods/${keys[0]?.id}`)
    expect((await cloud.graph(path)).body).toMatchObject({ id: keys[0]?.id, passkeyType: 'deviceBound' })
    expect((await cloud.graph(path.replace('fido2Methods', 'phoneMethods'))).status).toBe(404)
  })

  test('whoever was hired just now has nothing but a password', async () => {
    expect(valuesOf((await cloud.graph(methodsOf(await hired()))).body)).toHaveLength(1)
  })

  test('whoever was hired in the second in which everything began is a newcomer too', async () => {
    const wallClock = () => Date.parse('2026-03-01T09:00:00.900Z')
    const young = await startTestCloud({ roles: ROLES, wallClock })
    const { primary } = young.simulator.world
    const people = await Promise.all(Array.from({ length: 12 }, () => young.control('hire')))
    const counts = people.map(({ id }) => {
      const user = primary.findOf('user', String(id))
      return user && primary.protection.methods.of(user).length
    })
    await young.close()
    expect(counts).toEqual(people.map(() => 1))
  })

  test('of those who were there before, some have nothing but a password', () => {
    const { primary } = cloud.simulator.world
    const bare = [...primary.store('user')].filter((user) => primary.protection.methods.of(user).length === 1)
    expect(bare.length).toBeGreaterThan(0)
  })
})

describe('a phone', () => {
  test('is registered with the id of its type', async () => {
    const user = await hired()
    const reply = await post(user, 'phoneMethods', { phoneNumber: '+49 4499555123', phoneType: 'mobile' })
    expect(reply.status).toBe(201)
    expect(reply.body).toMatchObject({ id: FIXED_IDS.mobile, phoneType: 'mobile', phoneNumber: '+49 4499555123' })
  })

  test('is refused twice of one type, before a first one as alternate, and in another notation', async () => {
    const user = await hired()
    const mobile = { phoneNumber: '+49 4499555123', phoneType: 'mobile' }
    expect((await post(user, 'phoneMethods', { ...mobile, phoneType: 'alternateMobile' })).status).toBe(400)
    await post(user, 'phoneMethods', mobile)
    expect((await post(user, 'phoneMethods', mobile)).status).toBe(400)
    expect((await post(user, 'phoneMethods', { ...mobile, phoneType: 'office', phoneNumber: '04499 1' })).status).toBe(
      400,
    )
  })

  test('gets another number and is deleted, and the log says what an administrator did', async () => {
    const user = await hired()
    await post(user, 'phoneMethods', { phoneNumber: '+49 4499555123', phoneType: 'mobile' })
    const path = methodsOf(user, `phoneMethods/${FIXED_IDS.mobile}`)
    expect((await cloud.graph(path, { method: 'PATCH', body: { phoneNumber: '+49 4499555999' } })).status).toBe(204)
    expect((await cloud.graph(path)).body.phoneNumber).toBe('+49 4499555999')
    expect((await cloud.graph(path, { method: 'DELETE' })).status).toBe(204)
    expect((await cloud.graph(path)).status).toBe(404)
    const log = valuesOf((await cloud.graph('/auditLogs/directoryAudits?$top=3')).body)
    expect(log.map((record) => record.activityDisplayName)).toEqual([
      'Admin deleted security info',
      'Admin updated security info',
      'Admin registered security info',
    ])
    expect(log[0]).toMatchObject({ loggedByService: 'Authentication Methods', targetResources: [{ id: user }] })
  })
})

describe('a Temporary Access Pass', () => {
  test('is told once, and is good until its time is over', async () => {
    const user = await hired()
    const made = await post(user, 'temporaryAccessPassMethods', { lifetimeInMinutes: 60 })
    expect(made.status).toBe(201)
    expect(String(made.body.temporaryAccessPass)).toHaveLength(8)
    const path = methodsOf(user, `temporaryAccessPassMethods/${made.body.id}`)
    expect((await cloud.graph(path)).body).toMatchObject({ isUsable: true, temporaryAccessPass: null })
    await cloud.control('clock', { advanceSeconds: HOUR })
    await cloud.renew()
    expect((await cloud.graph(path)).body).toMatchObject({ isUsable: false, methodUsabilityReason: 'Expired' })
    await cloud.control('clock', { advanceSeconds: -HOUR })
    await cloud.renew()
  })

  test('is refused beside one that is good, and for longer than the policy allows', async () => {
    const user = await hired()
    expect((await post(user, 'temporaryAccessPassMethods', { lifetimeInMinutes: 10_000 })).status).toBe(400)
    await post(user, 'temporaryAccessPassMethods', { lifetimeInMinutes: 60 })
    expect((await post(user, 'temporaryAccessPassMethods', { lifetimeInMinutes: 60 })).status).toBe(400)
  })

  test('is refused where the authentication methods policy does not enable it', async () => {
    const user = await hired()
    const path = '/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/TemporaryAccessPass'
    const type = '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration'
    const turn = (state: string) => cloud.graph(path, { method: 'PATCH', body: { '@odata.type': type, state } })
    expect((await turn('disabled')).status).toBe(204)
    const refused = await post(user, 'temporaryAccessPassMethods', { lifetimeInMinutes: 60 })
    await turn('enabled')
    expect(refused.status).toBe(400)
  })
})

describe('a signed-in person', () => {
  test('sees their own methods with a scope for oneself, and not those of others', async () => {
    const admin = await cloud.person('admin', ['UserAuthenticationMethod.Read'])
    expect((await admin.graph('/me/authentication/methods')).status).toBe(200)
    const refused = await admin.graph(methodsOf(account('helpdesk')))
    expect(refused.status).toBe(403)
    expect(errorOf(refused).code).toBe('accessDenied')
  })

  test('sees those of others with the scope for all only in a role that may', async () => {
    const helpdesk = await cloud.person('helpdesk', ['UserAuthenticationMethod.Read.All'])
    expect((await helpdesk.graph(methodsOf(account('admin')))).status).toBe(403)
    const admin = await cloud.person('admin', ['UserAuthenticationMethod.Read.All'])
    expect((await admin.graph(methodsOf(account('helpdesk')))).status).toBe(200)
  })
})

test('what was registered is still so after a restart', async () => {
  const user = await hired()
  await post(user, 'emailMethods', { emailAddress: 'somebody@private.example' })
  const before = await cloud.graph(methodsOf(user))
  await cloud.close()
  cloud = await startTestCloud({ roles: ROLES, dataDir: folder })
  expect(cloud.simulator.world.skipped).toEqual([])
  expect((await cloud.graph(methodsOf(user))).body.value).toEqual(before.body.value)
})
