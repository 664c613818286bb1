import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { asAdministrator, asNobody, begin, connect, connected, pages, post, show, signIn } from './testing/consent.ts'
import { type Installation, installation } from './testing/installation.ts'

let atrium: Installation
beforeAll(async () => {
  atrium = await installation()
})
afterAll(() => atrium.close())
afterEach(() => atrium.control('clear-faults', {}))

describe('the whole consent', () => {
  test('an administrator signs in, consents, and the tenancy is connected and its import wakes', async () => {
    const owner = await atrium.newOrganisation()
    const { connectionId, url } = await begin(atrium, owner)
    expect(await show(atrium, owner, connectionId)).toMatchObject({
      state: 'pending_consent',
      tenancy: null,
      reasons: [{ code: 'consent_pending' }],
    })
    const { small } = atrium.tenancies
    const asked = await post(atrium, owner, await pages(url, asAdministrator(small)))
    expect(asked).toMatchObject({ next: 'redirect', connectionId, pack: 'directory-read' })
    if (asked.next !== 'redirect') return
    expect(new URL(asked.url).pathname).toBe(`/${small.tenantId}/v2.0/adminconsent`)
    const step = await post(atrium, owner, await pages(asked.url, asAdministrator(small)))
    expect(step).toEqual({ next: 'connected', connectionId, missing: [] })

    const connection = await show(atrium, owner, connectionId)
    expect(connection).toMatchObject({
      state: 'importing',
      reasons: [],
      way: 'admin_consent',
      tenancy: { tenantId: small.tenantId, defaultDomain: small.domain },
      scheduleMinutes: 15,
      guardAtLeast: 25,
      guardPercent: 5,
    })
    expect(connection.grants).toMatchObject([{ pack: 'directory-read', state: 'granted', credential: 'installation' }])
    expect(atrium.syncs.at(-1)).toEqual({ connectionId, why: 'first_import' })
    expect(atrium.news.map(({ name }) => name)).toContain('connections.connected')
    expect(atrium.audit.at(-1)).toMatchObject({ operation: 'connections.continue', outcome: 'done' })

    await atrium.connections.reader.note(owner.principal.organisationId, connectionId, {
      kind: 'read',
      resources: ['users'],
    })
    expect(await show(atrium, owner, connectionId)).toMatchObject({ state: 'connected', reasons: [] })
    await atrium.call(owner, 'connections.revoke', { connectionId })
  })

  test('several packs are consented to one after another, each by its own application', async () => {
    const owner = await atrium.newOrganisation()
    const connectionId = connected(
      await connect(atrium, owner, atrium.tenancies.small, { packs: ['sign-in-activity', 'directory-read'] }),
    )
    const { grants } = await show(atrium, owner, connectionId)
    expect(grants.map(({ pack }) => pack)).toEqual(['directory-read', 'sign-in-activity'])
    expect(new Set(grants.map(({ applicationId }) => applicationId)).size).toBe(2)
    await atrium.call(owner, 'connections.revoke', { connectionId })
  })

  test('a privileged role administrator may connect too', async () => {
    const owner = await atrium.newOrganisation()
    const buttons = [`privileged@${atrium.tenancies.small.domain}`, 'Accept']
    const asked = await signIn(atrium, owner, buttons)
    if (asked.next !== 'redirect') throw new Error(JSON.stringify(asked))
    const step = await post(atrium, owner, await pages(asked.url, buttons))
    await atrium.call(owner, 'connections.revoke', { connectionId: connected(step) })
  })
})

describe('each refusal has its own reason and a next step', () => {
  test('consent declined', async () => {
    const owner = await atrium.newOrganisation()
    const { small } = atrium.tenancies
    const asked = await signIn(atrium, owner, asAdministrator(small))
    if (asked.next !== 'redirect') throw new Error(JSON.stringify(asked))
    const step = await post(atrium, owner, await pages(asked.url, [`admin@${small.domain}`, 'Cancel']))
    expect(step).toMatchObject({ next: 'refused', reason: 'consent_declined', canRetry: true })
    expect(await show(atrium, owner, asked.connectionId)).toMatchObject({ state: 'pending_consent' })
  })

  test('not an administrator, although the tenancy has consented already', async () => {
    const first = await atrium.newOrganisation()
    const { small } = atrium.tenancies
    const done = connected(await connect(atrium, first, small))
    await atrium.call(first, 'connections.revoke', { connectionId: done })
    const owner = await atrium.newOrganisation()
    const asked = await signIn(atrium, owner, asNobody(small))
    if (asked.next !== 'redirect') throw new Error(JSON.stringify(asked))
    // whoever is no administrator can write the redirect that Microsoft would have sent
    const state = new URL(asked.url).searchParams.get('state')
    const step = await post(atrium, owner, { admin_consent: 'True', tenant: small.tenantId, state })
    expect(step).toMatchObject({ next: 'refused', reason: 'not_administrator' })
  })

  test.each([
    [53_003, 'conditional_access', false],
    [50_105, 'user_blocked', true],
    [7_000_222, 'secret_expired', true],
  ])('AADSTS%i at the token endpoint is %s', async (aadsts, reason, canRetry) => {
    const owner = await atrium.newOrganisation()
    const { small } = atrium.tenancies
    const { url } = await begin(atrium, owner)
    const answer = await pages(url, asAdministrator(small))
    await atrium.control('fault', { times: 1, identity: { aadsts, endpoint: 'token' } })
    expect(await post(atrium, owner, answer)).toMatchObject({ next: 'refused', reason, canRetry })
  })

  test('an answer that carries an error', async () => {
    const owner = await atrium.newOrganisation()
    for (const [error_description, reason] of [
      ['AADSTS50011: The reply URL does not match.', 'reply_address_mismatch'],
      ['AADSTS90094: An administrator is needed.', 'admin_required'],
      ['AADSTS65004: The user declined.', 'consent_declined'],
    ]) {
      const { url } = await begin(atrium, owner)
      const state = new URL(url).searchParams.get('state')
      const step = await post(atrium, owner, { state, error: 'access_denied', error_description })
      expect(step).toMatchObject({ next: 'refused', reason })
      if (step.next === 'refused') expect(step.nextStep).not.toBe('')
    }
  })

  test('the sign-in service away for a moment uses nothing up', async () => {
    const owner = await atrium.newOrganisation()
    const { small } = atrium.tenancies
    const { url } = await begin(atrium, owner)
    const answer = await pages(url, asAdministrator(small))
    await atrium.control('fault', { times: 1, identity: { aadsts: 90_033, endpoint: 'token' } })
    await expect(post(atrium, owner, answer)).rejects.toMatchObject({ code: 'microsoft_unavailable' })
    expect(await post(atrium, owner, answer)).toMatchObject({ next: 'redirect' })
  })
})

test('right after a consent the token may lag, and the connection waits for it', async () => {
  const owner = await atrium.newOrganisation()
  const { small } = atrium.tenancies
  const asked = await signIn(atrium, owner, asAdministrator(small))
  if (asked.next !== 'redirect') throw new Error(JSON.stringify(asked))
  const answer = await pages(asked.url, asAdministrator(small))
  for (const aadsts of [7_000_229, 700_016, 65_001])
    await atrium.control('fault', {
      times: 1,
      identity: { aadsts, endpoint: 'token', grantType: 'client_credentials' },
    })
  const connectionId = connected(await post(atrium, owner, answer))
  await atrium.call(owner, 'connections.revoke', { connectionId })
})
