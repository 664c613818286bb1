import { AadstsError, errorBody } from '../aadsts.ts'
import { answerJson, type Exchange } from '../exchange.ts'
import { graphOrigin, MICROSOFT_HOSTS } from '../microsoft-hosts.ts'
import type { Platform } from '../platform.ts'
import { OIDC_SCOPES } from '../scopes.ts'
import { readTenantSegment } from '../tenant-segment.ts'

const READABLE_BY_ANYBODY = { 'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET, OPTIONS' }
/** `GET /{tenant}/v2.0/.well-known/openid-configuration`, also with `?appid=`, and version 1.0 without `v2.0`. */
export function openidConfiguration(platform: Platform, exchange: Exchange): void {
  try {
    const segment = readTenantSegment(platform.world, exchange.segment)
    const tenant = segment.kind === 'tenancy' ? segment.tenancy.tenantId : segment.kind
    const issuer = segment.kind === 'tenancy' ? segment.tenancy.tenantId : '{tenantid}'
    const named = exchange.version === 1 ? versionOneNames(exchange, tenant, issuer) : names(exchange, tenant, issuer)
    answerJson(
      exchange,
      200,
      {
        ...named,
        token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
        response_modes_supported: ['query', 'fragment', 'form_post'],
        subject_types_supported: ['pairwise'],
        id_token_signing_alg_values_supported: ['RS256'],
        request_uri_parameter_supported: false,
        http_logout_supported: true,
        frontchannel_logout_supported: true,
        claims_supported: CLAIMS,
        tenant_region_scope: segment.kind === 'tenancy' ? 'EU' : null,
        cloud_instance_name: 'microsoftonline.com',
        cloud_graph_host_name: 'graph.windows.net',
        msgraph_host: new URL(graphOrigin(exchange)).host,
        rbac_url: 'https://pas.windows.net',
      },
      READABLE_BY_ANYBODY,
    )
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    answerJson(exchange, error.row.status, errorBody(error, exchange.trace), READABLE_BY_ANYBODY)
  }
}

function names(exchange: Exchange, tenant: string, issuer: string): Record<string, unknown> {
  const { origin } = exchange
  const appId = exchange.query.get('appid')
  const oauth = `${origin}/${tenant}/oauth2/v2.0`
  return {
    token_endpoint: `${oauth}/token`,
    jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys${appId === null ? '' : `?appid=${encodeURIComponent(appId)}`}`,
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: OIDC_SCOPES,
    issuer: `${origin}/${issuer}/v2.0`,
    userinfo_endpoint: `${graphOrigin(exchange)}/oidc/userinfo`,
    authorization_endpoint: `${oauth}/authorize`,
    device_authorization_endpoint: `${oauth}/devicecode`,
    end_session_endpoint: `${oauth}/logout`,
  }
}

/** The issuer of version 1.0 is the same however the platform is reached: it stands in every token for Graph as well. */
function versionOneNames({ origin }: Exchange, tenant: string, issuer: string): Record<string, unknown> {
  const oauth = `${origin}/${tenant}/oauth2`
  return {
    token_endpoint: `${oauth}/token`,
    jwks_uri: `${origin}/common/discovery/keys`,
    response_types_supported: ['code', 'id_token', 'code id_token', 'token id_token', 'token'],
    scopes_supported: ['openid'],
    issuer: `https://sts.windows.net/${issuer}/`,
    microsoft_multi_refresh_token: true,
    userinfo_endpoint: `${origin}/${tenant}/openid/userinfo`,
    authorization_endpoint: `${oauth}/authorize`,
    device_authorization_endpoint: `${oauth}/devicecode`,
    end_session_endpoint: `${oauth}/logout`,
  }
}

const CLAIMS = [
  'sub',
  'iss',
  'cloud_instance_name',
  'cloud_instance_host_name',
  'cloud_graph_host_name',
  'msgraph_host',
  'aud',
  'exp',
  'iat',
  'auth_time',
  'acr',
  'nonce',
  'preferred_username',
  'name',
  'tid',
  'ver',
  'at_hash',
  'c_hash',
  'email',
]

/** `GET /{tenant}/discovery/v2.0/keys` and `/{tenant}/discovery/keys`. */
export async function keys(platform: Platform, exchange: Exchange): Promise<void> {
  const issuer = `${exchange.origin}/{tenantid}/v2.0`
  const published = (await platform.keys.published()).map((key) => ({
    ...key,
    cloud_instance_name: 'microsoftonline.com',
    issuer,
  }))
  answerJson(exchange, 200, { keys: published }, READABLE_BY_ANYBODY)
}

/**
 * `GET /common/discovery/instance`: which authority hosts belong to this cloud; MSAL asks it about hosts it does not
 * know. The simulator knows Microsoft's and its own.
 */
export function instanceDiscovery(_: Platform, exchange: Exchange): void {
  const asked = exchange.query.get('authorization_endpoint')
  const { host } = exchange.url
  const endpoint = asked !== null && URL.canParse(asked) ? new URL(asked) : undefined
  if (endpoint === undefined || !(endpoint.host === host || MICROSOFT_HOSTS.includes(endpoint.hostname))) {
    const code = asked === null ? 900144 : 50049
    const error = new AadstsError(code, { values: { parameter: 'authorization_endpoint' } })
    answerJson(exchange, error.row.status, errorBody(error, exchange.trace), READABLE_BY_ANYBODY)
    return
  }
  const [tenant = 'common'] = endpoint.pathname.slice(1).split('/')
  const aliases = MICROSOFT_HOSTS.includes(exchange.url.hostname) ? [...MICROSOFT_HOSTS] : [host]
  const [network = host] = aliases
  answerJson(
    exchange,
    200,
    {
      tenant_discovery_endpoint: `${exchange.origin}/${tenant}/v2.0/.well-known/openid-configuration`,
      'api-version': exchange.query.get('api-version') ?? '1.1',
      metadata: [{ preferred_network: network, preferred_cache: aliases[1] ?? network, aliases }],
    },
    READABLE_BY_ANYBODY,
  )
}
