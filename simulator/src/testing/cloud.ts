import { type Simulator, type SimulatorOptions, startSimulator } from '../index.ts'
import { isObject, type Json } from '../world/model.ts'

export const TEST_APP = '6d1f2c1e-7f0a-4d5e-9a51-0c3f6a4f2b11'
const SECRET = 'secret-of-the-test-application'

/** The permissions with which every served route can be read. */
export const ALL_READS = [
  'User.Read.All',
  'Group.Read.All',
  'Directory.Read.All',
  'Application.Read.All',
  'AuditLog.Read.All',
  'RoleManagement.Read.Directory',
  'AdministrativeUnit.Read.All',
  'Organization.Read.All',
]

export interface GraphReply {
  readonly status: number
  readonly headers: Headers
  readonly body: { [name: string]: Json }
  /** The body as it came, for answers that are no JSON object. */
  readonly text: string
}

export interface TestCloud {
  readonly simulator: Simulator
  readonly tenantId: string
  graph(
    path: string,
    options?: { method?: string; headers?: { [name: string]: string }; body?: Json },
  ): Promise<GraphReply>
  /** All items of a collection or of a delta round over its nextLinks, with the last page's deltaLink. */
  all(path: string): Promise<{ items: { [name: string]: Json }[]; pages: number; deltaLink: string }>
  control(name: string, body?: { [name: string]: Json }): Promise<{ [name: string]: Json }>
  read(name: string): Promise<{ [name: string]: Json }>
  /** A fresh token of the test application. */
  renew(): Promise<void>
  close(): Promise<void>
}

export interface TestCloudOptions extends SimulatorOptions {
  readonly roles?: readonly string[]
}

/** A small simulated cloud with one application consented in its primary tenancy, and a client of it. */
export async function startTestCloud({ roles = ALL_READS, ...options }: TestCloudOptions = {}): Promise<TestCloud> {
  const access = { resourceAppId: '00000003-0000-0000-c000-000000000000', roles: [...roles], scopes: [] }
  const application = {
    appId: TEST_APP,
    displayName: 'Test application',
    signInAudience: 'AzureADMultipleOrgs',
    secret: SECRET,
    requiredResourceAccess: [access],
  }
  const registrations = { publisher: 'Test publisher', applications: [application] }
  const simulator = await startSimulator({ people: 60, applications: 10, unthrottled: true, registrations, ...options })
  const { tenantId } = simulator.world.primary.profile
  simulator.world.perform('admin-consent', { appId: TEST_APP })
  let token = ''

  async function renew(): Promise<void> {
    const form = {
      grant_type: 'client_credentials',
      client_id: TEST_APP,
      client_secret: SECRET,
      scope: 'https://graph.microsoft.com/.default',
    }
    const response = await fetch(`${simulator.url}/${tenantId}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    })
    const answer = objectOf(await response.text())
    if (typeof answer.access_token !== 'string') throw new Error(`No token: ${JSON.stringify(answer)}`)
    token = answer.access_token
  }

  const graph: TestCloud['graph'] = async (path, { method = 'GET', headers = {}, body } = {}) => {
    const url = path.startsWith('http') ? path : `${simulator.url}/v1.0${path}`
    const content = body === undefined ? {} : { body: JSON.stringify(body) }
    const sent = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers }
    const response = await fetch(url, { method, headers: sent, ...content })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text.startsWith('{') ? objectOf(text) : {},
    }
  }

  const control = async (name: string, init: RequestInit) =>
    objectOf(await (await fetch(`${simulator.url}/_control/${name}`, init)).text())
  await renew()
  return {
    simulator,
    tenantId,
    graph,
    renew,
    async all(path) {
      const items: { [name: string]: Json }[] = []
      for (let link = path, pages = 1; ; pages++) {
        const { status, body, text } = await graph(link)
        if (status !== 200) throw new Error(`${link} answered ${status}: ${text}`)
        items.push(...valuesOf(body))
        const next = body['@odata.nextLink']
        if (typeof next !== 'string') return { items, pages, deltaLink: String(body['@odata.deltaLink'] ?? '') }
        link = next
      }
    },
    control: (name, body = {}) => control(name, { method: 'POST', body: JSON.stringify(body) }),
    read: (name) => control(name, {}),
    close: () => simulator.close(),
  }
}

/** The items of a collection answer. */
export function valuesOf(body: { [name: string]: Json }): { [name: string]: Json }[] {
  return Array.isArray(body.value) ? body.value.filter(isObject) : []
}

/** The error code and message of a Graph error body. */
export function errorOf({ body }: GraphReply): { code: string; message: string } {
  const error = isObject(body.error) ? body.error : {}
  return { code: String(error.code), message: String(error.message) }
}

function objectOf(text: string): { [name: string]: Json } {
  const parsed: unknown = JSON.parse(text)
  if (!isObject(parsed)) throw new Error(`Not a JSON object: ${text.slice(0, 200)}`)
  return parsed
}
