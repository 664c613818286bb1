import { z } from 'zod'
import { startSimulator } from '../../../../simulator/src/index.ts'
import { microsoftCloud } from '../cloud.ts'
import type { Credential } from '../entra/credential.ts'
import { entra } from '../entra/entra.ts'
import type { AppRegistration } from '../entra/registration.ts'
import { tokenCache } from '../entra/token-cache.ts'
import { graphClient } from '../graph/client.ts'
import { usageMeter } from '../graph/meter.ts'
import { unpaced } from '../graph/pacing/pacer.ts'
import { graphAppId } from '../graph/permissions/permission-ids.ts'
import { grantTokens } from '../graph/token-source.ts'
import type { MicrosoftPorts } from '../ports.ts'
import { fakePorts } from './fake-ports.ts'
import { selfSigned } from './self-signed.ts'

export const ownAppId = '99999999-0000-4000-8000-000000000001'
export const sharedAppId = '99999999-0000-4000-8000-000000000002'
export const callback = 'http://localhost:9/signed-in'
export const secret = 'simulated-own-secret'

const roles = ['Directory.Read.All', 'AuditLog.Read.All', 'AdministrativeUnit.Read.All']
const access = [{ resourceAppId: graphAppId, roles, scopes: ['User.Read'] }]
const Tenancies = z.array(z.object({ tenantId: z.string(), domain: z.string(), kind: z.string() }))

/** The simulated cloud with an organisation's own registration (secret and certificate, consented) and one that many may consent to. */
export async function simulatedCloud(people: number) {
  const shared = {
    appId: sharedAppId,
    displayName: 'Shared',
    signInAudience: 'AzureADMultipleOrgs',
    secret,
    redirectUris: [callback],
  }
  const simulator = await startSimulator({
    people,
    seed: '7',
    registrations: { publisher: 'Example', applications: [{ ...shared, requiredResourceAccess: access }] },
  })
  const control = async (name: string, body?: object): Promise<unknown> => {
    const init =
      body === undefined
        ? {}
        : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(`${simulator.url}/_control/${name}`, init)
    if (!response.ok) throw new Error(`${name}: ${await response.text()}`)
    return response.json()
  }
  /** what happens to the next Graph calls of a path; the simulator's own name for it is `then` */
  const fault = (pathPattern: string, effect: object, times = 1) =>
    control(
      'fault',
      Object.fromEntries([
        ['pathPattern', pathPattern],
        ['times', times],
        ['then', effect],
      ]),
    )
  const primary = Tenancies.parse(await control('tenancies')).find(({ kind }) => kind === 'primary')
  if (primary === undefined) throw new Error('the simulator has no primary tenancy')
  const { tenantId, domain } = primary
  const pair = selfSigned()
  const own = {
    tenantId,
    appId: ownAppId,
    displayName: 'Own',
    secret,
    certificate: pair.certificate,
    redirectUris: [callback],
  }
  await control('registrations', { ...own, consented: true, requiredResourceAccess: access })

  const cloud = microsoftCloud({ authority: simulator.url, graph: simulator.url })
  // The simulator's clock is the machine's, so that tokens are valid; waits are still not waited.
  const ports: MicrosoftPorts = {
    ...fakePorts(),
    clock: { now: () => new Date(simulator.world.now()) },
    sleep: async (_, signal) => signal?.throwIfAborted(),
  }
  const identity = entra(cloud, ports)
  const meter = usageMeter()
  const registration: AppRegistration = { clientId: ownAppId, credential: { kind: 'certificate', ...pair } }
  const fetchToken = () => identity.clientCredentials(registration, tenantId)
  // A pause that no sleep ends would be waited out on the machine's clock.
  const pacers = unpaced
  const urgency = 'bulk'
  const tokens = grantTokens({ cache: tokenCache(ports.clock), ports }, 'own', fetchToken)
  return {
    cloud,
    ports,
    control,
    fault,
    tenantId,
    domain,
    identity,
    meter,
    registration,
    withCredential: (credential: Credential): AppRegistration => ({ clientId: ownAppId, credential }),
    /** everything a Graph client is made of but its meter */
    connection: { cloud, ports, pacers, urgency, tokens } as const,
    graph: graphClient({ cloud, ports, meter, pacers, urgency, tokens }),
    close: () => simulator.close(),
  }
}
