import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TenancyRequestPage } from './model.ts'
import { asAdministrator, begin, connect, connected, pages, post, show, signIn } from './testing/consent.ts'
import { type Caller, type Installation, installation, type Owner, refusalOf } from './testing/installation.ts'

/**
 * Organisation B tries to connect the tenancy of organisation A, which has consented: a token for it can be had by everybody here.
 * B's own tenancy is the small one.
 */
let atrium: Installation
let a: Owner
let b: Owner
let ofA: { tenantId: string; domain: string }
let ofB: { tenantId: string; domain: string }
beforeAll(async () => {
  atrium = await installation()
  ofA = atrium.tenancies.large
  ofB = atrium.tenancies.small
  a = await atrium.newOrganisation('A')
  connected(await connect(atrium, a, ofA))
})
afterAll(() => atrium.close())
let nameOfB: string
beforeEach(async ({ task }) => {
  nameOfB = `B: ${task.name}`
  b = await atrium.newOrganisation(nameOfB)
})

const stateOf = (url: string): string => new URL(url).searchParams.get('state') ?? ''
const bindingsOfB = () =>
  atrium.sql('select from tenancy_binding where organisation_id = $1', [b.principal.organisationId])

/** B, signed in at Microsoft as the administrator of B's own tenancy, waiting for the consent page. */
async function signedInToOwn(): Promise<string> {
  const asked = await signIn(atrium, b, asAdministrator(ofB))
  if (asked.next !== 'redirect') throw new Error(JSON.stringify(asked))
  return asked.url
}

describe('organisation B names the tenancy of A', () => {
  test('in the redirect of its own consent', async () => {
    const answer = await pages(await signedInToOwn(), asAdministrator(ofB))
    const step = await post(atrium, b, { ...answer, tenant: ofA.tenantId })
    expect(step).toMatchObject({ next: 'refused', reason: 'tenancy_mismatch' })
    expect(await bindingsOfB()).toEqual([])
  })

  test('in a redirect that Microsoft never sent', async () => {
    const state = stateOf(await signedInToOwn())
    const step = await post(atrium, b, { admin_consent: 'True', tenant: ofA.tenantId, state })
    expect(step).toMatchObject({ next: 'refused', reason: 'tenancy_mismatch' })
    expect(await bindingsOfB()).toEqual([])
  })

  test('before anybody signed in', async () => {
    const { url } = await begin(atrium, b)
    const step = await post(atrium, b, { admin_consent: 'True', tenant: ofA.tenantId, state: stateOf(url) })
    expect(step).toMatchObject({ next: 'refused', reason: 'answer_rejected' })
    expect(await bindingsOfB()).toEqual([])
  })

  test('signed in there as somebody who is no administrator', async () => {
    const asked = await signIn(atrium, b, [`helpdesk@${ofA.domain}`, 'Accept'])
    if (asked.next !== 'redirect') throw new Error(JSON.stringify(asked))
    const step = await post(atrium, b, { admin_consent: 'True', tenant: ofA.tenantId, state: stateOf(asked.url) })
    expect(step).toMatchObject({ next: 'refused', reason: 'not_administrator' })
    expect(await bindingsOfB()).toEqual([])
  })

  test('with the sign-in answer of A’s administrator, got in another browser', async () => {
    const begunByB = await begin(atrium, b)
    const answer = await pages(begunByB.url, asAdministrator(ofA))
    const stranger = { ...b, browser: 'the browser of A’s administrator' }
    expect(await post(atrium, stranger, answer)).toMatchObject({ next: 'refused', reason: 'another_browser' })
    expect(await post(atrium, a, answer)).toMatchObject({ next: 'refused', reason: 'another_browser' })
    expect(await bindingsOfB()).toEqual([])
  })

  test('with a code of A’s administrator put into B’s own attempt', async () => {
    const code = (await pages((await begin(atrium, a)).url, asAdministrator(ofA))).code
    const { url } = await begin(atrium, b)
    const step = await post(atrium, b, { state: stateOf(url), code })
    expect(step).toMatchObject({ next: 'refused' })
    expect(await bindingsOfB()).toEqual([])
  })

  test('by an app registration of its own with an audience of many tenancies', async () => {
    const foreign = '99999999-0000-4000-8000-0000000000b1'
    const requiredResourceAccess = [
      { resourceAppId: '00000003-0000-0000-c000-000000000000', roles: ['Directory.Read.All'], scopes: [] },
    ]
    const application = { appId: foreign, displayName: 'Of B', secret: 'known to B', requiredResourceAccess }
    await atrium.control('registrations', {
      ...application,
      tenantId: ofB.tenantId,
      signInAudience: 'AzureADMultipleOrgs',
    })
    await atrium.control('admin-consent', { tenantId: ofA.tenantId, appId: foreign })
    const input = { directory: ofA.tenantId, applicationId: foreign, clientSecret: 'known to B' }
    expect(await atrium.call(b, 'connections.connect-own', input)).toMatchObject({
      next: 'refused',
      reason: 'not_at_home',
    })
    expect(await bindingsOfB()).toEqual([])
  })
})

describe('an answer is good once, for who began it, for 15 minutes', () => {
  test('a second time', async () => {
    const { url } = await begin(atrium, b)
    const answer = await pages(url, asAdministrator(ofB))
    expect(await post(atrium, b, answer)).toMatchObject({ next: 'redirect' })
    expect(await post(atrium, b, answer)).toMatchObject({ next: 'refused', reason: 'attempt_unknown' })
  })

  test('two at once: one wins', async () => {
    const { url } = await begin(atrium, b)
    const answer = await pages(url, asAdministrator(ofB))
    const steps = await Promise.all([post(atrium, b, answer), post(atrium, b, answer)])
    expect(steps.filter(({ next }) => next === 'redirect').length).toBeLessThanOrEqual(1)
    expect(steps.some(({ next }) => next === 'refused')).toBe(true)
  })

  test('a consent answer a second time', async () => {
    const answer = await pages(await signedInToOwn(), asAdministrator(ofB))
    const connectionId = connected(await post(atrium, b, answer))
    expect(await post(atrium, b, answer)).toMatchObject({ next: 'refused', reason: 'attempt_unknown' })
    await atrium.call(b, 'connections.revoke', { connectionId })
  })

  test('two consent answers at once: one wins', async () => {
    const answer = await pages(await signedInToOwn(), asAdministrator(ofB))
    const steps = await Promise.all([post(atrium, b, answer), post(atrium, b, answer)])
    expect(steps.filter(({ next }) => next === 'connected')).toHaveLength(1)
    expect(steps).toContainEqual(expect.objectContaining({ next: 'refused', reason: 'attempt_unknown' }))
    await atrium.call(b, 'connections.revoke', {
      connectionId: steps.find(({ next }) => next === 'connected')?.connectionId,
    })
  })

  test('without a state, and with an invented one', async () => {
    for (const answer of [{ code: 'a code' }, { code: 'a code', state: 'invented' }])
      expect(await post(atrium, b, answer)).toMatchObject({ next: 'refused', reason: 'attempt_unknown' })
  })

  test('too late', async () => {
    const { url } = await begin(atrium, b)
    const answer = await pages(url, asAdministrator(ofB))
    atrium.clock.advance(15 * 60_000)
    expect(await post(atrium, b, answer)).toMatchObject({ next: 'refused', reason: 'attempt_expired' })
  })

  test('by the same person in another of their organisations', async () => {
    const { url } = await begin(atrium, b)
    const answer = await pages(url, asAdministrator(ofB))
    const { organisationId } = a.principal
    const elsewhere = { ...b, principal: { ...b.principal, organisationId } }
    expect(await post(atrium, elsewhere, answer)).toMatchObject({ next: 'refused', reason: 'another_browser' })
  })

  test('a program without a browser cannot begin', async () => {
    const { organisationId, scopes } = b.principal
    const program: Caller = { ...b, principal: { kind: 'api_key', id: 'key', organisationId, scopes } }
    expect(await refusalOf(begin(atrium, program))).toBe('forbidden browser_needed')
  })
})

describe('a tenancy that is bound elsewhere', () => {
  test('is refused until an owner of that organisation agrees, and then works', async () => {
    const step = await connect(atrium, b, ofA)
    expect(step).toMatchObject({ next: 'refused', reason: 'tenancy_bound_elsewhere', canRetry: false })
    expect(await bindingsOfB()).toEqual([])
    // asking again does not ask twice
    await connect(atrium, b, ofA)
    const received = TenancyRequestPage.parse(await atrium.call(a, 'connections.tenancy-requests'))
    expect(received.items).toMatchObject([
      { direction: 'received', organisationName: nameOfB, administrator: `admin@${ofA.domain}`, state: 'waiting' },
    ])
    const tenancyRequestId = received.items[0]?.tenancyRequestId
    expect(await atrium.call(b, 'connections.tenancy-requests')).toMatchObject({
      items: [{ direction: 'sent', organisationName: null, state: 'waiting' }],
    })

    const stranger = await atrium.newOrganisation('C')
    const agree = (owner: Owner) => atrium.call(owner, 'connections.agree-tenancy-request', { tenancyRequestId })
    expect(await refusalOf(agree(b))).toBe('not_found')
    expect(await refusalOf(agree(stranger))).toBe('not_found')
    const admin: Owner = { ...a, principal: { ...a.principal, role: 'admin' } }
    expect(await refusalOf(agree(admin))).toBe('forbidden')

    expect(await agree(a)).toMatchObject({ state: 'agreed' })
    expect(await refusalOf(agree(a))).toBe('conflict')
    const connectionId = connected(await connect(atrium, b, ofA))
    expect(await show(atrium, b, connectionId)).toMatchObject({ tenancy: { tenantId: ofA.tenantId } })
    expect(await atrium.call(b, 'connections.tenancy-requests')).toMatchObject({ items: [{ state: 'used' }] })

    // what was agreed was agreed once
    await atrium.call(b, 'connections.revoke', { connectionId })
    expect(await connect(atrium, b, ofA)).toMatchObject({ next: 'refused', reason: 'tenancy_bound_elsewhere' })
  })

  test('stays refused where the owner says no', async () => {
    await connect(atrium, b, ofA)
    const received = TenancyRequestPage.parse(await atrium.call(a, 'connections.tenancy-requests'))
    const tenancyRequestId = received.items.find(
      ({ organisationName }) => organisationName === nameOfB,
    )?.tenancyRequestId
    expect(await atrium.call(a, 'connections.refuse-tenancy-request', { tenancyRequestId })).toMatchObject({
      state: 'refused',
    })
    const step = await connect(atrium, b, ofA)
    expect(step).toMatchObject({ next: 'refused', reason: 'tenancy_bound_elsewhere' })
    if (step.next === 'refused') expect(step.nextStep).toContain('said no')
  })

  test('nobody agrees to their own request in SQL either', async () => {
    await connect(atrium, b, ofA)
    const { organisationId } = b.principal
    await atrium.sql(
      `begin; set local role atrium_app; set local app.organisation_id = '${organisationId}';
       update tenancy_request set state = 'agreed'; commit`,
    )
    expect(await atrium.sql('select state from tenancy_request where organisation_id = $1', [organisationId])).toEqual([
      { state: 'waiting' },
    ])
  })

  test('two organisations at once: one binds it, the other asks', async () => {
    const [one, other] = [await atrium.newOrganisation('One'), await atrium.newOrganisation('Other')]
    const steps = await Promise.all([connect(atrium, one, ofB), connect(atrium, other, ofB)])
    expect(steps.map(({ next }) => next).toSorted()).toEqual(['connected', 'refused'])
    expect(steps).toContainEqual(expect.objectContaining({ reason: 'tenancy_bound_elsewhere' }))
    const bound = await atrium.sql('select from tenancy_binding where organisation_id = any ($1)', [
      [one.principal.organisationId, other.principal.organisationId],
    ])
    expect(bound).toHaveLength(1)
  })
})
