import { OPERATIONS } from '../graph/contract.ts'
import { ROUTES } from '../graph/operations/index.ts'
import { Router } from '../graph/router.ts'
import { type Simulator, type SimulatorOptions, startSimulator } from '../index.ts'
import { graphPermissionIds } from '../world/generate/graph-principal.ts'
import { isObject, type Json } from '../world/model.ts'
import { answerViolations } from './contract.ts'
import { type Credentials, signInForToken, tokenOfApplication } from './tokens.ts'

export const TEST_APP = '6d1f2c1e-7f0a-4d5e-9a51-0c3f6a4f2b11'
const SECRET = 'secret-of-the-test-application'
const GRAPH = '00000003-0000-0000-c000-000000000000'
export const CALLBACK = 'http://localhost/callback'

/** The permissions with which every directory route can be read. */
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

/** Every permission of Graph that consent can give, of one kind. */
export function everyPermission(kind: 'application' | 'delegated'): string[] {
  return Object.entries(graphPermissionIds()[kind]).flatMap(([name, id]) => (id === null ? [] : [name]))
}

export interface GraphReply {
  readonly status: number
  readonly headers: Headers
  readonly body: { [name: string]: Json }
  /** The body as it came, for answers that are no JSON object. */
  readonly text: string
}

export interface GraphRequest {
  readonly method?: string
  readonly headers?: { readonly [name: string]: string }
  readonly body?: Json
}

/** Somebody with a token, calling Graph. Every answer is checked against Microsoft's contract as it comes. */
export interface GraphClient {
  graph(path: string, options?: GraphRequest): Promise<GraphReply>
  /** All items of a collection or of a delta round over its nextLinks, with the last page's deltaLink. */
  all(path: string): Promise<{ items: { [name: string]: Json }[]; pages: number; deltaLink: string }>
}

export interface TestCloud extends GraphClient {
  readonly simulator: Simulator
  readonly tenantId: string
  /** Another application of the tenancy that holds these application permissions. */
  app(roles: readonly string[]): Promise<GraphClient & { readonly appId: string }>
  /**
   * A person who signed in and allowed these delegated permissions; by object id or the address before the @. `more` goes
   * into the form of the token request.
   */
  person(
    who: string,
    scopes: readonly string[],
    more?: { readonly [name: string]: string },
  ): Promise<GraphClient & { readonly id: string }>
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
  const application = {
    appId: TEST_APP,
    displayName: 'Test application',
    signInAudience: 'AzureADMultipleOrgs',
    secret: SECRET,
    redirectUris: [CALLBACK],
    requiredResourceAccess: [{ resourceAppId: GRAPH, roles: [...roles], scopes: [] }],
  }
  const registrations = { publisher: 'Test publisher', applications: [application] }
  const simulator = await startSimulator({ people: 60, applications: 10, unthrottled: true, registrations, ...options })
  const { world, url } = simulator
  const { tenantId } = world.primary.profile
  world.perform('admin-consent', { appId: TEST_APP })
  const credentials: Credentials = { authority: `${url}/${tenantId}`, appId: TEST_APP, secret: SECRET }
  let token = await tokenOfApplication(credentials)
  let apps = 0

  const control = async (name: string, init: RequestInit) =>
    objectOf(await (await fetch(`${url}/_control/${name}`, init)).text())
  return {
    ...graphClient(url, () => token),
    simulator,
    tenantId,
    async app(roles) {
      const appId = `00000000-0000-4000-8000-${String(++apps).padStart(12, '0')}`
      const requiredResourceAccess = [{ resourceAppId: GRAPH, roles: [...roles], scopes: [] }]
      const displayName = `Test application ${apps}`
      world.perform('registrations', { appId, displayName, secret: SECRET, requiredResourceAccess, consented: true })
      const own = await tokenOfApplication({ ...credentials, appId })
      return { ...graphClient(url, () => own), appId }
    },
    async person(who, scopes, more = {}) {
      const { domain } = world.primary.profile
      const user = world.primary.findOf('user', who) ?? world.primary.findByKey('user', `${who}@${domain}`)
      if (!user) throw new Error(`There is no ${who} in the test tenancy`)
      const consent = { appId: TEST_APP, user: user.id, resourceAppId: GRAPH, scopes: ['openid', ...scopes] }
      world.perform('user-consent', consent)
      const own = await signInForToken(credentials, `${tenantId}/${user.id}`, CALLBACK, more)
      return { ...graphClient(url, () => own), id: user.id }
    },
    async renew() {
      token = await tokenOfApplication(credentials)
    },
    control: (name, body = {}) => control(name, { method: 'POST', body: JSON.stringify(body) }),
    read: (name) => control(name, {}),
    close: () => simulator.close(),
  }
}

const router = new Router(ROUTES, OPERATIONS)

function graphClient(url: string, token: () => string): GraphClient {
  const graph: GraphClient['graph'] = async (path, { method = 'GET', headers = {}, body } = {}) => {
    const content = body === undefined ? {} : { body: JSON.stringify(body) }
    const sent = { authorization: `Bearer ${token()}`, 'content-type': 'application/json', ...headers }
    const response = await fetch(path.startsWith('http') ? path : `${url}/v1.0${path}`, {
      method,
      headers: sent,
      ...content,
    })
    const text = await response.text()
    const reply = {
      status: response.status,
      headers: response.headers,
      text,
      body: text.startsWith('{') ? objectOf(text) : {},
    }
    keepToContract(method, path, reply)
    return reply
  }
  return {
    graph,
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
  }
}

/** Throws when an answer is not what Microsoft's contract allows for its operation. */
function keepToContract(method: string, path: string, { status, text, body }: GraphReply): void {
  const below = path.replace(/^https?:\/\/[^/]+\/v1\.0/, '').split('?')[0] ?? ''
  if (below === '/$batch' || !below.startsWith('/')) return
  const own = /^\/me(?=\/)/.test(below) ? below.replace(/^\/me/, '/users/me') : below
  const routed = router.find(method, below) ?? router.find(method, own)
  if (routed?.countOnly || routed?.cast) return
  const wrong = answerViolations(routed?.route, status, text === '' ? undefined : body)
  if (wrong.length > 0)
    throw new Error(`${method} ${path} answered ${status} against the contract: ${wrong.join('; ')}`)
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
