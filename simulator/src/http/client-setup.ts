import type { Door } from './doors.ts'
import { sendJson } from './exchange.ts'
import { LOOPBACK } from './hosts.ts'
import type { TrustedCertificates } from './tls/trust.ts'

/** What a Node program needs in its environment to take the simulator for the real hosts. */
export interface ClientEnvironment {
  readonly HTTPS_PROXY: string
  readonly NODE_EXTRA_CA_CERTS: string
  /** Has Node 22.21 and 24 heed HTTPS_PROXY (nodejs.org/api/cli.html#node_use_env_proxy1). */
  readonly NODE_USE_ENV_PROXY: '1'
}

/** The environment of clients of a simulator that listens there. */
export function clientEnvironment(host: string, port: number, file: string): ClientEnvironment {
  const isLocal = [...LOOPBACK.addresses, '0.0.0.0', '::'].includes(host)
  return {
    HTTPS_PROXY: `http://${isLocal ? 'localhost' : hostInUrl(host)}:${port}`,
    NODE_EXTRA_CA_CERTS: file,
    NODE_USE_ENV_PROXY: '1',
  }
}

/** A name or address as it stands in a URL. */
export const hostInUrl = (host: string) => (host.includes(':') ? `[${host}]` : host)

/** Hands a client that cannot see this machine's files what it needs: `/_control/environment` and `/_control/ca.pem`. */
export function clientSetupDoor(
  trusted: () => Promise<TrustedCertificates>,
  environment: () => Promise<ClientEnvironment>,
): Door {
  return async (request, response, { pathname }) => {
    if (request.method !== 'GET') return false
    if (pathname === '/_control/environment') {
      sendJson(response, 200, { ...(await environment()) })
      return true
    }
    if (pathname !== '/_control/ca.pem') return false
    response.writeHead(200, { 'Content-Type': 'application/x-pem-file' }).end((await trusted()).pem)
    return true
  }
}
