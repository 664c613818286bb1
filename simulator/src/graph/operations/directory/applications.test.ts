import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { everyPermission, startTestCloud, type TestCloud, valuesOf } from '../../../testing/cloud.ts'
import { badRequest, DENIED, made, patch, person, post, refusal, remove } from '../../../testing/directory-objects.ts'
import { tokenOfApplication } from '../../../testing/tokens.ts'
import { graphPermissionIds } from '../../../world/generate/graph-principal.ts'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud({ roles: everyPermission('application') })
})
afterAll(() => cloud.close())

let count = 0
const DEFAULT_ROLE = '00000000-0000-0000-0000-000000000000'
const graphPrincipal = async () =>
  String((await cloud.graph("/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')")).body.id)
const READ_GROUPS = graphPermissionIds().application['Group.Read.All'] ?? ''

async function newApplication(more = {}) {
  const { body } = await post(cloud, '/applications', { displayName: `Application ${++count}`, ...more })
  return { id: String(body.id), appId: String(body.appId) }
}

async function newPrincipal(more = {}) {
  const { id, appId } = await newApplication(more)
  return { application: id, appId, id: await made(cloud, 'servicePrincipals', { appId }) }
}

function token(appId: string, secret: string) {
  return tokenOfApplication({ authority: `${cloud.simulator.url}/${cloud.tenantId}`, appId, secret })
}

describe('an application that was registered through Graph', () => {
  test('signs in with its secret, once it has a servicePrincipal, and only until the secret is removed', async () => {
    const { application, appId } = await newPrincipal()
    const { body } = await post(cloud, `/applications/${application}/addPassword`, {
      passwordCredential: { displayName: 'deployment' },
    })
    const secret = String(body.secretText)
    expect(await token(appId, secret)).toMatch(/^ey/)
    expect((await cloud.graph(`/applications/${application}`)).text).not.toContain(secret)
    expect(
      (await post(cloud, `/applications/${application}/removePassword`, { keyId: body.keyId ?? null })).status,
    ).toBe(204)
    await expect(token(appId, secret)).rejects.toThrow(/invalid_client/)
    expect(
      refusal(await post(cloud, `/applications/${application}/removePassword`, { keyId: body.keyId ?? null })),
    ).toEqual(badRequest('No password credential found with keyId.'))
  })

  test('is unknown to the identity platform once it is deleted, and known again when it is restored', async () => {
    const { application, appId, id } = await newPrincipal()
    const { body } = await post(cloud, `/applications/${application}/addPassword`)
    await remove(cloud, `/applications/${application}`)
    expect((await cloud.graph(`/servicePrincipals/${id}`)).status).toBe(404)
    await expect(token(appId, String(body.secretText))).rejects.toThrow(/700016/)
    await post(cloud, `/directory/deletedItems/${application}/restore`)
    await post(cloud, `/directory/deletedItems/${id}/restore`)
    expect(await token(appId, String(body.secretText))).toMatch(/^ey/)
  })

  test('hands its roles on to its servicePrincipal, and gives none up that is enabled', async () => {
    const { application, id } = await newPrincipal()
    const role = {
      allowedMemberTypes: ['User'],
      description: 'Reads',
      displayName: 'Reader',
      id: '9d2f0a5c-6f1d-4e8a-9f57-0d5b8f3f9a01',
      isEnabled: true,
      value: 'Read',
    }
    await patch(cloud, `/applications/${application}`, { appRoles: [role] })
    expect((await cloud.graph(`/servicePrincipals/${id}`)).body.appRoles).toMatchObject([{ value: 'Read' }])
    expect(refusal(await patch(cloud, `/applications/${application}`, { appRoles: [] }))).toEqual([
      400,
      'CannotDeleteOrUpdateEnabledEntitlement',
      'Permission (scope or role) cannot be deleted or updated unless disabled first.',
    ])
    await patch(cloud, `/applications/${application}`, { appRoles: [{ ...role, isEnabled: false }] })
    expect((await patch(cloud, `/applications/${application}`, { appRoles: [] })).status).toBe(204)
  })

  test('is its maker’s alone to change with Application.ReadWrite.OwnedBy', async () => {
    const app = await cloud.app(['Application.ReadWrite.OwnedBy'])
    const own = await made(app, 'applications', { displayName: 'Own' })
    expect((await patch(app, `/applications/${own}`, { notes: 'Mine' })).status).toBe(204)
    expect(refusal(await patch(app, `/applications/${(await newApplication()).id}`, { notes: 'No' }))).toEqual(DENIED)
  })

  test.each([
    [{ displayName: '' }, "A value is required for property 'displayName' of resource 'Application'."],
    [{ appId: DEFAULT_ROLE }, "Property 'appId' is read-only and cannot be set."],
    [
      { signInAudience: 'Everyone' },
      "Invalid value specified for property 'signInAudience' of resource 'Application'.",
    ],
    [
      { keyCredentials: [{ key: 'bm90IG9uZQ==' }] },
      'Key credential is invalid: the key must be a certificate in base64.',
    ],
  ])('is refused with %j', async (more, message) => {
    expect(refusal(await post(cloud, '/applications', { displayName: 'Refused', ...more }))).toEqual(
      badRequest(message),
    )
  })
})

describe('a servicePrincipal', () => {
  test('is made once, of an application that there is', async () => {
    const { appId } = await newPrincipal()
    expect(refusal(await post(cloud, '/servicePrincipals', { appId }))).toEqual([
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
    ])
    const unknown = '11111111-2222-4333-8444-000000000000'
    expect(refusal(await post(cloud, '/servicePrincipals', { appId: unknown }))).toEqual([
      400,
      'NoBackingApplicationObject',
      `The appId '${unknown}' of the service principal does not reference a valid application object.`,
    ])
  })

  test('of Microsoft itself is nobody’s to change', async () => {
    expect(
      refusal(await patch(cloud, `/servicePrincipals/${await graphPrincipal()}`, { accountEnabled: false })),
    ).toEqual(DENIED)
  })
})

describe('an app role assignment', () => {
  const assign = (principalId: string, resourceId: string, appRoleId = DEFAULT_ROLE) =>
    post(cloud, `/servicePrincipals/${resourceId}/appRoleAssignedTo`, { principalId, resourceId, appRoleId })

  test('is made once and taken away', async () => {
    const [user, { id }] = [await made(cloud, 'users', person(cloud, `assigned${++count}`)), await newPrincipal()]
    const reply = await assign(user, id)
    expect(reply.status).toBe(201)
    expect(valuesOf((await cloud.graph(`/users/${user}/appRoleAssignments`)).body)).toMatchObject([{ resourceId: id }])
    expect(refusal(await assign(user, id))).toEqual(
      badRequest('Permission being assigned already exists on the object'),
    )
    expect((await remove(cloud, `/users/${user}/appRoleAssignments/${reply.body.id}`)).status).toBe(204)
    expect(valuesOf((await cloud.graph(`/users/${user}/appRoleAssignments`)).body)).toEqual([])
  })

  test('is to a role that the application has for such principals', async () => {
    const user = await made(cloud, 'users', person(cloud, `assigned${++count}`))
    const graph = await graphPrincipal()
    const refused = badRequest(`Permission being assigned was not found on application '${graph}'.`)
    expect(refusal(await assign(user, graph, READ_GROUPS))).toEqual(refused)
    const { id } = await newPrincipal()
    expect(refusal(await assign(id, graph, DEFAULT_ROLE))).toEqual(refused)
  })

  test('to a permission of Microsoft Graph is consent: it takes AppRoleAssignment.ReadWrite.All, and tokens then hold it', async () => {
    const { application, appId, id } = await newPrincipal()
    const { body } = await post(cloud, `/applications/${application}/addPassword`)
    const graph = await graphPrincipal()
    const app = await cloud.app(['Application.ReadWrite.All'])
    const wanted = { principalId: id, resourceId: graph, appRoleId: READ_GROUPS }
    expect(refusal(await post(app, `/servicePrincipals/${graph}/appRoleAssignedTo`, wanted))).toEqual(DENIED)
    expect((await assign(id, graph, READ_GROUPS)).status).toBe(201)
    const bearer = { authorization: `Bearer ${await token(appId, String(body.secretText))}` }
    expect((await cloud.graph('/groups?$top=1', { headers: bearer })).status).toBe(200)
    expect((await cloud.graph('/users?$top=1', { headers: bearer })).status).toBe(403)
  })

  test('to a permission of Microsoft Graph is not a person’s to give without the role for it', async () => {
    const helpdesk = await cloud.person(
      'helpdesk',
      everyPermission('delegated').filter((name) => /^App/.test(name)),
    )
    const [{ id }, graph] = [await newPrincipal(), await graphPrincipal()]
    const wanted = { principalId: id, resourceId: graph, appRoleId: READ_GROUPS }
    expect(refusal(await post(helpdesk, `/servicePrincipals/${graph}/appRoleAssignedTo`, wanted))).toEqual(DENIED)
  })
})

describe('a delegated permission grant', () => {
  const grant = async (clientId: string, more = {}) =>
    post(cloud, '/oauth2PermissionGrants', {
      clientId,
      consentType: 'AllPrincipals',
      resourceId: await graphPrincipal(),
      scope: 'User.Read',
      ...more,
    })

  test('is one for each client, resource and person', async () => {
    const { id } = await newPrincipal()
    const reply = await grant(id)
    expect(reply.status).toBe(201)
    expect(refusal(await grant(id))).toEqual([
      409,
      'Request_MultipleObjectsWithSameKeyValue',
      'Permission entry already exists.',
    ])
    const path = `/oauth2PermissionGrants/${reply.body.id}`
    await patch(cloud, path, { scope: 'User.Read Group.Read.All' })
    expect((await cloud.graph(path)).body.scope).toBe('User.Read Group.Read.All')
    expect((await remove(cloud, path)).status).toBe(204)
    expect((await cloud.graph(path)).status).toBe(404)
  })

  test.each([
    [
      { consentType: 'Principal' },
      "A value is required for property 'principalId' of resource 'OAuth2PermissionGrant'.",
    ],
    [
      { consentType: 'Some' },
      "Invalid value specified for property 'consentType' of resource 'OAuth2PermissionGrant'.",
    ],
    [{ scope: 'Nothing.Such' }, "The scope 'Nothing.Such' is not offered by the resource."],
  ])('is refused with %j', async (more, message) => {
    expect(refusal(await grant((await newPrincipal()).id, more))).toEqual(badRequest(message))
  })

  test('for everyone is not an ordinary member’s to give', async () => {
    const member = await made(
      cloud,
      'users',
      person(cloud, `granting${++count}`, {
        passwordProfile: { password: 'Right-Battery-9', forceChangePasswordNextSignIn: false },
      }),
    )
    const theirs = await cloud.person(member, ['DelegatedPermissionGrant.ReadWrite.All'])
    const body = {
      clientId: (await newPrincipal()).id,
      consentType: 'AllPrincipals',
      resourceId: await graphPrincipal(),
      scope: 'User.Read',
    }
    expect(refusal(await post(theirs, '/oauth2PermissionGrants', body))).toEqual(DENIED)
  })
})
