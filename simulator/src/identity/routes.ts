import { adminConsent, olderAdminConsent } from './endpoints/admin-consent.ts'
import { authorize } from './endpoints/authorize.ts'
import { instanceDiscovery, keys, openidConfiguration } from './endpoints/discovery.ts'
import { logout } from './endpoints/logout.ts'
import { notServed } from './endpoints/not-served.ts'
import { token } from './endpoints/token.ts'
import { userinfo } from './endpoints/userinfo.ts'
import type { Exchange } from './exchange.ts'
import type { Platform } from './platform.ts'

export type Endpoint = (platform: Platform, exchange: Exchange) => void | Promise<void>

export interface Route {
  endpoint: Endpoint
  methods: readonly string[]
  /** The tenant segment; empty on paths without one. */
  segment: string
}

const READ = ['GET', 'HEAD']
const READ_OR_POST = ['GET', 'HEAD', 'POST']
const ANY = [...READ_OR_POST, 'PUT', 'PATCH', 'DELETE']

/** Paths that the real platform has and the simulator does not; they answer 501 rather than pretend. */
const NOT_SERVED: readonly string[] = [
  '.well-known/openid-configuration',
  'oauth2/authorize',
  'oauth2/token',
  'oauth2/logout',
  'oauth2/devicecode',
  'oauth2/v2.0/devicecode',
]

/** Paths behind the tenant segment. */
const TENANT_PATHS: Readonly<Record<string, { endpoint: Endpoint; methods: readonly string[] }>> = {
  'v2.0/.well-known/openid-configuration': { endpoint: openidConfiguration, methods: READ },
  'discovery/v2.0/keys': { endpoint: keys, methods: READ },
  'discovery/keys': { endpoint: keys, methods: READ },
  'oauth2/v2.0/authorize': { endpoint: authorize, methods: READ_OR_POST },
  // The token endpoint says itself, in its own error shape, that it takes only POST.
  'oauth2/v2.0/token': { endpoint: token, methods: ANY },
  'oauth2/v2.0/logout': { endpoint: logout, methods: READ_OR_POST },
  'v2.0/adminconsent': { endpoint: adminConsent, methods: READ_OR_POST },
  adminconsent: { endpoint: olderAdminConsent, methods: READ_OR_POST },
}
const NO_TENANT = new Set(['v1.0', 'beta', '_control', 'oidc'])

/** The route of a path, case-insensitive and with any trailing slashes; undefined when it is not the platform's. */
export function findRoute(pathname: string): Route | undefined {
  const [segment = '', ...rest] = pathname
    .toLowerCase()
    .replace(/^\/+|\/+$/g, '')
    .split('/')
  const path = rest.join('/')
  if (segment === 'oidc' && path === 'userinfo') return { endpoint: userinfo, methods: READ_OR_POST, segment: '' }
  if (segment === 'common' && path === 'discovery/instance') {
    return { endpoint: instanceDiscovery, methods: READ, segment }
  }
  if (segment === '' || NO_TENANT.has(segment)) return undefined
  if (NOT_SERVED.includes(path)) return { endpoint: notServed, methods: ANY, segment }
  const route = Object.hasOwn(TENANT_PATHS, path) ? TENANT_PATHS[path] : undefined
  return route === undefined ? undefined : { ...route, segment }
}
