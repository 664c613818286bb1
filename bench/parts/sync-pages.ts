import { Agent } from 'node:http'
import { z } from 'zod'
import type { Cloud } from './cloud.ts'
import { type Asked, answerTo } from './pages.ts'
import { exactCpuMs } from './usage.ts'

const USER =
  'id,displayName,givenName,surname,userPrincipalName,mail,employeeId,employeeType,employeeHireDate,employeeOrgData,jobTitle,department,companyName,officeLocation,city,country,usageLocation,businessPhones,mobilePhone,accountEnabled,userType,onPremisesSyncEnabled,createdDateTime,assignedLicenses'
const GROUP =
  'id,displayName,description,mail,mailNickname,mailEnabled,securityEnabled,groupTypes,membershipRule,membershipRuleProcessingState,isAssignableToRole,visibility,onPremisesSyncEnabled,createdDateTime'
const APPLICATION =
  'id,appId,displayName,servicePrincipalType,accountEnabled,appOwnerOrganizationId,appRoleAssignmentRequired,applicationTemplateId,appRoles,oauth2PermissionScopes,verifiedPublisher,homepage,loginUrl,replyUrls,signInAudience,tags'

const Page = z.object({ value: z.array(z.object({ id: z.string() })), '@odata.nextLink': z.string().optional() })

/** Pages of one kind, one after the other without end; what the latest one answered decides which is next. */
type Pages = (latest: () => unknown) => AsyncGenerator<Asked, never>

/** Every kind of page that a sync of a whole directory may read, whatever its plan. */
export async function syncPages(cloud: Cloud): Promise<Record<string, Pages>> {
  const graph = `${cloud.url}/v1.0`
  const token = await cloud.token()
  const idsOf = async (path: string): Promise<string[]> => {
    const ids: string[] = []
    for (let next: string | undefined = `${graph}${path}`; next !== undefined; ) {
      const page = Page.parse(JSON.parse((await answerTo({ url: next }, token)).text))
      ids.push(...page.value.map(({ id }) => id))
      next = page['@odata.nextLink']
    }
    return ids
  }
  const groups = await idsOf('/groups?$top=999&$select=id')
  const applications = await idsOf('/servicePrincipals?$top=999&$select=id')
  const chain = (path: string): Pages => chained(() => `${graph}${path}`)
  const ofEach = (ids: readonly string[], path: (id: string) => string): Pages =>
    async function* () {
      for (let i = 0; ; i = (i + 1) % ids.length) yield { url: `${graph}${path(ids[i] ?? '')}` }
    }
  const batches = (path: (id: string) => string): Pages =>
    async function* () {
      for (let i = 0; ; i = (i + 20) % applications.length)
        yield { url: `${graph}/$batch`, body: batchOf(applications.slice(i, i + 20).map(path)) }
    }
  let filtered = 0
  return {
    users: chain('/users?$top=999'),
    usersSelected: chain(`/users?$top=999&$select=${USER}`),
    usersDelta: chain(`/users/delta?$select=${USER},manager`),
    managersDelta: chain('/users/delta?$select=id,manager'),
    groups: chain('/groups?$top=999'),
    groupsSelected: chain(`/groups?$top=999&$select=${GROUP}`),
    groupsDelta: chain(`/groups/delta?$select=${GROUP},members,owners`),
    groupsDeltaOf50: chained(() => {
      const ids = Array.from({ length: 50 }, () => groups[filtered++ % groups.length])
      const filter = encodeURIComponent(ids.map((id) => `id eq '${id}'`).join(' or '))
      return `${graph}/groups/delta?$select=id,members,owners&$filter=${filter}`
    }),
    groupMembers: ofEach(groups, (id) => `/groups/${id}/members?$top=999`),
    servicePrincipals: chain(`/servicePrincipals?$top=999&$select=${APPLICATION}`),
    servicePrincipalsDelta: chain(`/servicePrincipals/delta?$select=${APPLICATION}`),
    assignedToExpanded: chain('/servicePrincipals?$top=100&$select=id&$expand=appRoleAssignedTo'),
    assignedTo: ofEach(applications, (id) => `/servicePrincipals/${id}/appRoleAssignedTo?$top=999`),
    owners: ofEach(applications, (id) => `/servicePrincipals/${id}/owners?$top=999`),
    batchOfAssignedTo: batches((id) => `/servicePrincipals/${id}/appRoleAssignedTo?$top=999`),
    batchOfOwners: batches((id) => `/servicePrincipals/${id}/owners?$top=999`),
    grants: chain('/oauth2PermissionGrants?$top=999'),
  }
}

/** From one page to the next by its link, and from the last to a new first one. */
function chained(first: () => string): Pages {
  return async function* (latest) {
    for (let url = first(); ; ) {
      yield { url }
      url = Page.pick({ '@odata.nextLink': true }).parse(latest())['@odata.nextLink'] ?? first()
    }
  }
}

const batchOf = (urls: readonly string[]): object => ({
  requests: urls.map((url, i) => ({ id: String(i), method: 'GET', url })),
})

export interface PageCost {
  kbPerPage: number
  /** from the request to the answer's last byte */
  medianMs: number
  /** processor time of the simulated cloud's whole process */
  medianCpuMs: number
}

/** Reads so many pages of a kind, one at a time, after a fifth as many that warm up. */
export async function costOf(cloud: Cloud, kind: Pages, pages: number): Promise<PageCost> {
  const token = await cloud.token()
  const [times, cpus]: [number[], number[]] = [[], []]
  let bytes = 0
  let latest: unknown
  const asked = kind(() => latest)
  for (let read = -Math.ceil(pages / 5); read < pages; read++) {
    const { value } = await asked.next()
    const before = await exactCpuMs(cloud.program.pid)
    const { ms, text } = await answerTo(value, token)
    const cpu = (await exactCpuMs(cloud.program.pid)) - before
    latest = JSON.parse(text)
    if (read < 0) continue
    times.push(ms)
    cpus.push(cpu)
    bytes += text.length
  }
  return { kbPerPage: Math.round(bytes / pages / 1024), medianMs: median(times), medianCpuMs: median(cpus) }
}

/** How many requests of a kind are answered in a second over 32 kept connections, this process's own work among it. */
export async function requestsPerSecond(cloud: Cloud, kind: Pages, requests: number): Promise<number> {
  const connections = 32
  const token = await cloud.token()
  const over = new Agent({ keepAlive: true, maxSockets: connections })
  const asked = kind(() => undefined)
  const started = performance.now()
  let left = requests
  const oneAfterTheOther = async (): Promise<void> => {
    while (left-- > 0) await answerTo((await asked.next()).value, token, over)
  }
  await Promise.all(Array.from({ length: connections }, oneAfterTheOther))
  over.destroy()
  return Math.round((requests / (performance.now() - started)) * 1_000)
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other)
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN) * 100) / 100
}
