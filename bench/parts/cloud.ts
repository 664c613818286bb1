import { randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Program, startProgram } from './program.ts'

const Tenancy = z.object({ tenantId: z.string(), kind: z.string() })
const Listening = z.object({ listening: z.url(), tenancies: z.array(Tenancy) })
const Token = z.object({ access_token: z.string() })

/** How much there is of everything, by the simulator's own account. */
export const TrueCounts = z.object({
  users: z.object({ total: z.number(), enabled: z.number(), withManager: z.number() }),
  groups: z.object({ total: z.number() }),
  memberships: z.number(),
  groupOwners: z.number(),
  servicePrincipals: z.number(),
  servicePrincipalOwners: z.number(),
  appRoleAssignments: z.number(),
  oauth2PermissionGrants: z.number(),
  administrativeUnits: z.number(),
  administrativeUnitMembers: z.number(),
})
export type TrueCounts = z.infer<typeof TrueCounts>

/** The simulated Microsoft cloud in a process of its own, with an application of the tenancy's own in it. */
export interface Cloud {
  url: string
  program: Program
  tenantId: string
  applicationId: string
  clientSecret: string
  /** registers the application and consents to these permissions of Microsoft Graph */
  register(permissions: readonly string[]): Promise<void>
  counts(): Promise<TrueCounts>
  /** one order to its control door, e.g. a change of the tenancy; what it answers */
  order(name: string, body?: object): Promise<unknown>
  /** an access token for Microsoft Graph, as the application */
  token(): Promise<string>
}

const graph = '00000003-0000-0000-c000-000000000000'

/** Sizes of the tenancy beyond its people, as the simulator's flags spell them. */
export interface CloudSizes {
  groups?: number
  memberships?: number
  applications?: number
  assignments?: number
}

/** @param options.isThrottled whether it also refuses with 429; otherwise resource units are metered only */
export async function startCloud(options: {
  people: number
  latency: number
  isThrottled: boolean
  sizes?: CloudSizes
}): Promise<Cloud> {
  const program = startProgram('simulator/src/main.ts', [
    ...['--people', String(options.people), '--latency', String(options.latency), '--port', '0'],
    ...(options.isThrottled ? [] : ['--unthrottled']),
    ...Object.entries(options.sizes ?? {}).flatMap(([name, size]) => [`--${name}`, String(size)]),
  ])
  const { listening: url, tenancies } = await program.line(Listening)
  const tenantId = tenancies.find(({ kind }) => kind === 'primary')?.tenantId
  if (tenantId === undefined) throw new Error('the simulated cloud has no primary tenancy')
  const [applicationId, clientSecret] = [randomUUID(), randomBytes(24).toString('base64url')]
  const order: Cloud['order'] = (name, body = {}) =>
    answerOf(`${url}/_control/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  return {
    url,
    program,
    tenantId,
    applicationId,
    clientSecret,
    order,
    async register(permissions) {
      await order('registrations', {
        tenantId,
        appId: applicationId,
        displayName: 'Benchmark',
        secret: clientSecret,
        consented: true,
        requiredResourceAccess: [{ resourceAppId: graph, roles: permissions, scopes: [] }],
      })
    },
    counts: async () => TrueCounts.parse(await answerOf(`${url}/_control/counts?tenantId=${tenantId}`)),
    async token() {
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: applicationId,
        client_secret: clientSecret,
        scope: 'https://graph.microsoft.com/.default',
      })
      return Token.parse(await answerOf(`${url}/${tenantId}/oauth2/v2.0/token`, { method: 'POST', body })).access_token
    },
  }
}

async function answerOf(url: string, init: RequestInit = {}): Promise<unknown> {
  const response = await fetch(url, init)
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`)
  return response.json()
}
