import { LOOPBACK, type SimulatedHost, simulatedHost } from './hosts.ts'

/** What is known of a request before anything is done with it. */
export interface Arrival {
  /** The request target as sent (RFC 9112 §3.2). */
  readonly target: string
  readonly host: string | undefined
  readonly forwardedProto: string | undefined
  readonly encrypted: boolean
  /** The address of this machine at which the connection arrived. */
  readonly localAddress: string | undefined
}

/** How the simulator itself is called. */
export interface OwnNames {
  readonly names: ReadonlySet<string>
  readonly port: number
}

/** Where a request is to go; `url` is as the caller addressed it. */
export type Destination =
  | { readonly kind: 'own'; readonly url: URL }
  | { readonly kind: 'simulated'; readonly url: URL; readonly host: SimulatedHost }
  | { readonly kind: 'elsewhere'; readonly url: URL }
  | { readonly kind: 'refused'; readonly status: 400 | 421; readonly sentence: string }

const AUTHORITY = /^[^\s/\\?#@]+$/
const ABSOLUTE = /^https?:\/\/([^/?#]*)/i
const STANDARD_PORTS: { readonly [protocol: string]: number } = { 'http:': 80, 'https:': 443 }

/** The simulator's names: the loopback ones, the address it listens on, and what it was told. */
export function ownNames(host: string, allowed: readonly string[], port: number): OwnNames {
  const told = [host, ...allowed].map((name) => name.toLowerCase())
  return { names: new Set([...LOOPBACK.names, ...LOOPBACK.addresses, ...told]), port }
}

/**
 * Where a request goes. A direct one names its host in the Host header, which must be the simulator's or a simulated one:
 * a page on another name that was rebound to this machine gets no further than here. One in absolute form comes through
 * the proxy, where the target alone counts (RFC 9112 §3.2.2).
 */
export function destinationOf(arrival: Arrival, own: OwnNames): Destination {
  const { target, host = `localhost:${own.port}` } = arrival
  const absolute = ABSOLUTE.exec(target)
  if (absolute) return proxied(absolute[1] ?? '', target, own)
  if (!target.startsWith('/')) return malformed(target)
  const url = parsed(host, `${schemeOf(arrival)}://${host}${target}`)
  if (!url) return malformed(host)
  const hostname = hostnameOf(url)
  const simulated = simulatedHost(hostname)
  if (simulated) return { kind: 'simulated', url, host: simulated }
  // An address is no name that anybody could rebind; listening on 0.0.0.0, the simulator has several.
  if (own.names.has(hostname) || hostname === plainAddress(arrival.localAddress)) return { kind: 'own', url }
  return {
    kind: 'refused',
    status: 421,
    sentence: `The simulator is not called ${hostname}: use localhost, or start it with --allowed-hosts ${hostname}`,
  }
}

/** Where a tunnel goes: the authority of a CONNECT (RFC 9110 §9.3.6). */
export function tunnelTo(authority: string, own: OwnNames): Destination {
  return /:\d+$/.test(authority) ? proxied(authority, `https://${authority}`, own) : malformed(authority)
}

/** A request target without scheme and authority, as every door knows it. */
export function originForm(target: string): string {
  const path = target.replace(ABSOLUTE, '')
  return path.startsWith('/') ? path : `/${path}`
}

/** The host of a URL in lower case, an IPv6 address without its brackets, a name without the dot of the root. */
export function hostnameOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$|\.$/g, '')
}

function proxied(authority: string, address: string, own: OwnNames): Destination {
  const url = parsed(authority, address)
  if (!url) return malformed(address)
  const hostname = hostnameOf(url)
  const port = Number(url.port) || STANDARD_PORTS[url.protocol]
  const host = simulatedHost(hostname)
  if (host && (port === 443 || port === 80)) return { kind: 'simulated', url, host }
  if (own.names.has(hostname) && port === own.port) return { kind: 'own', url }
  return { kind: 'elsewhere', url }
}

/** The URL of a host; undefined when what should be a host and port says something else. */
function parsed(authority: string, address: string): URL | undefined {
  return AUTHORITY.test(authority) ? (URL.parse(address) ?? undefined) : undefined
}

/**
 * A proxy in front that ends TLS says so; whom it comes from does not matter, for the answer holds nothing more than links
 * for the same caller.
 */
function schemeOf({ encrypted, forwardedProto }: Arrival): string {
  const forwarded = forwardedProto?.split(',')[0]?.trim().toLowerCase()
  if (forwarded === 'http' || forwarded === 'https') return forwarded
  return encrypted ? 'https' : 'http'
}

const plainAddress = (address: string | undefined) => address?.replace(/^::ffff:/, '')

const malformed = (text: string): Destination => ({
  kind: 'refused',
  status: 400,
  sentence: `${JSON.stringify(text.slice(0, 100))} names no host or path that could be asked for`,
})
