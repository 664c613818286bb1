import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { type Simulator, startSimulator } from '../../../simulator/src/index.ts'
import { writeSimulatedRegistrations } from '../../src/capabilities/connections/index.ts'
import type { MicrosoftSide } from '../hub.ts'

export interface SimulatedTenancy {
  tenantId: string
  domain: string
}

/** The simulated Microsoft cloud with an installation's registrations; it starts when the hub says where it is. */
export interface SimulatedMicrosoft {
  /** for `testHub({ microsoft })` */
  start(redirectUri: string): Promise<MicrosoftSide>
  /** the large tenancy, and a small one that has nothing to do with it */
  tenancy(which: 'large' | 'small'): SimulatedTenancy
  /** steers the cloud, or asks it: simulator/docs/control.md */
  control(name: string, body?: object): Promise<unknown>
  /** an organisation's own application in its tenancy, consented to, with the permissions of Directory read */
  ownApplication(tenancy: SimulatedTenancy, credential: { secret?: string; certificate?: string }): Promise<string>
  /** the client secrets of the installation's registrations */
  secrets: string[]
  close(): Promise<void>
}

const graph = '00000003-0000-0000-c000-000000000000'
const Tenancies = z.array(z.object({ tenantId: z.string(), domain: z.string(), kind: z.string() }))
const Registrations = z.object({
  packs: z.record(z.string(), z.string()),
  applications: z.array(
    z.object({
      appId: z.string(),
      secret: z.string(),
      requiredResourceAccess: z.array(z.object({ roles: z.array(z.string()) })),
    }),
  ),
})

/** @param people of the large tenancy */
export function simulatedMicrosoft(people: number): SimulatedMicrosoft {
  let simulator: Simulator | undefined
  let folder: string | undefined
  let registered: z.infer<typeof Registrations> | undefined
  let tenancies: z.infer<typeof Tenancies> = []
  let ownApplications = 0
  const control = async (name: string, body?: object): Promise<unknown> => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const response = await fetch(`${simulator?.url}/_control/${name}`, body === undefined ? {} : init)
    if (!response.ok) throw new Error(`${name}: ${await response.text()}`)
    return response.json()
  }
  const microsoft: SimulatedMicrosoft = {
    async start(redirectUri) {
      folder = await mkdtemp(join(tmpdir(), 'atrium-microsoft-'))
      const registrationsFile = join(folder, 'registrations.json')
      await writeSimulatedRegistrations(registrationsFile, redirectUri)
      const written = z.json().parse(JSON.parse(await readFile(registrationsFile, 'utf8')))
      registered = Registrations.parse(written)
      microsoft.secrets.push(...registered.applications.map(({ secret }) => secret))
      simulator = await startSimulator({ people, seed: '7', registrations: written, unthrottled: true })
      tenancies = Tenancies.parse(await control('tenancies'))
      return { authority: simulator.url, graph: simulator.url, registrationsFile }
    },
    tenancy(which) {
      const found = tenancies.find(({ kind }) => (kind === 'primary') === (which === 'large') && kind !== 'publisher')
      if (!found) throw new Error(`the simulated cloud has no ${which} tenancy`)
      return found
    },
    control,
    async ownApplication({ tenantId }, credential) {
      ownApplications += 1
      const appId = `99999999-0000-4000-8000-${String(ownApplications).padStart(12, '0')}`
      const reading = registered?.applications.find((one) => one.appId === registered?.packs['directory-read'])
      const roles = reading?.requiredResourceAccess.flatMap((access) => access.roles) ?? []
      await control('registrations', {
        tenantId,
        appId,
        displayName: 'Own',
        consented: true,
        requiredResourceAccess: [{ resourceAppId: graph, roles, scopes: [] }],
        ...credential,
      })
      return appId
    },
    secrets: [],
    async close() {
      await simulator?.close()
      if (folder) await rm(folder, { recursive: true, force: true })
    },
  }
  return microsoft
}
