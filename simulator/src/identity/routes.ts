import { adminConsent, olderAdminConsent } from './endpoints/admin-consent.ts'
import { authorize } from './endpoints/authorize.ts'
import { deviceCode } from './endpoints/device-code.ts'
import { devicePage } from './endpoints/device-page.ts'
import { instanceDiscovery, keys, openidConfiguration } from './endpoints/discovery.ts'
import { errorLookup } from './endpoints/error.ts'
import { logout } from './endpoints/logout.ts'
import { token } from './endpoints/token.ts'
import { userRealm } from './endpoints/user-realm.ts'
import { userinfo } from './endpoints/userinfo.ts'
import type { Exchange } from './exchange.ts'
import type { Platform } from './platform.ts'

export type Endpoint = (platform: Platform, exchange: Exchange) => void | Promise<void>

export interface Route {
  endpoint: Endpoint
  methods: readonly string[]
  /** The tenant segment; empty on paths without one. */
  segment: string
  version: 1 | 2
}

const READ = ['GET', 'HEAD']
const READ_OR_POST = ['GET', 'HEAD', 'POST']
const ANY = [...READ_OR_POST, 'PUT', 'PATCH', 'DELETE']

interface TenantPath {
  endpoint: Endpoint
  methods: readonly string[]
}

/** Paths behind the tenant segment, by the version of the protocol that they speak. */
const VERSION_ONE: Readonly<Record<string, TenantPath>> = {
  '.well-known/openid-configuration': { endpoint: openidConfiguration, methods: READ },
  'discovery/keys': { endpoint: keys, methods: READ },
  'oauth2/authorize': { endpoint: authorize, methods: READ_OR_POST },
  'oauth2/token': { endpoint: token, methods: ANY },
  'oauth2/devicecode': { endpoint: deviceCode, methods: ANY },
  'oauth2/logout': { endpoint: logout, methods: READ_OR_POST },
  'openid/userinfo': { endpoint: userinfo, methods: READ_OR_POST },
  adminconsent: { endpoint: olderAdminConsent, methods: READ_OR_POST },
}
const VERSION_TWO: Readonly<Record<string, TenantPath>> = {
  'v2.0/.well-known/openid-configuration': { endpoint: openidConfiguration, methods: READ },
  'discovery/v2.0/keys': { endpoint: keys, methods: READ },
  'oauth2/v2.0/authorize': { endpoint: authorize, methods: READ_OR_POST },
  // The token endpoint says itself, in its own error shape, that it takes only POST.
  'oauth2/v2.0/token': { endpoint: token, methods: ANY },
  'oauth2/v2.0/devicecode': { endpoint: deviceCode, methods: ANY },
  'oauth2/v2.0/logout': { endpoint: logout, methods: READ_OR_POST },
  'oauth2/deviceauth': { endpoint: devicePage, methods: READ_OR_POST },
  'v2.0/adminconsent': { endpoint: adminConsent, methods: READ_OR_POST },
}
/** Paths without a tenant. */
const WITHOUT_TENANT: Readonly<Record<string, TenantPath>> = {
  'oidc/userinfo': { endpoint: userinfo, methods: READ_OR_POST },
  'common/discovery/instance': { endpoint: instanceDiscovery, methods: READ },
  devicelogin: { endpoint: devicePage, methods: READ_OR_POST },
  error: { endpoint: errorLookup, methods: READ },
}
const NO_TENANT = new Set(['v1.0', 'beta', '_control', 'oidc'])

/** The route of a path, case-insensitive and with any trailing slashes; undefined when it is not the platform's. */
export function findRoute(pathname: string): Route | undefined {
  const whole = pathname.toLowerCase().replace(/^\/+|\/+$/g, '')
  const [segment = '', ...rest] = whole.split('/')
  const path = rest.join('/')
  const shared = entry(WITHOUT_TENANT, whole)
  if (shared !== undefined) return { ...shared, segment: '', version: 2 }
  if (segment === '' || NO_TENANT.has(segment)) return undefined
  if (rest[0] === 'userrealm') return { endpoint: userRealm, methods: READ, segment, version: 1 }
  const older = entry(VERSION_ONE, path)
  if (older !== undefined) return { ...older, segment, version: 1 }
  const route = entry(VERSION_TWO, path)
  return route === undefined ? undefined : { ...route, segment, version: 2 }
}

function entry(paths: Readonly<Record<string, TenantPath>>, path: string): TenantPath | undefined {
  return Object.hasOwn(paths, path) ? paths[path] : undefined
}
