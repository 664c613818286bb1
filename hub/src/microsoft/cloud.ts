/** Where one Microsoft cloud is: the identity platform's and Graph's addresses, each an origin without a trailing slash. */
export interface MicrosoftCloud {
  /** for example `https://login.microsoftonline.com` */
  readonly authority: string
  /** for example `https://graph.microsoft.com`; the version segment is added by the requests */
  readonly graph: string
  /** Graph's name as a resource in scopes: its own address in every cloud of Microsoft's, the worldwide one for a stand-in on this machine */
  readonly graphResource: string
  /** true where the authority is plain http on this very machine, as the bundled simulator is */
  readonly plainHttp: boolean
  /** true where Graph runs on this very machine, so that it can call an address which only this machine knows */
  readonly onThisMachine: boolean
}

export interface CloudAddresses {
  authority?: string
  graph?: string
}

/** The worldwide cloud: learn.microsoft.com/graph/deployments, "Microsoft Graph and Graph Explorer service root endpoints". */
const worldwide = { authority: 'https://login.microsoftonline.com', graph: 'https://graph.microsoft.com' }

/** An address of Microsoft's side that this program does not send tokens and secrets to. */
export class CloudAddressRefused extends Error {
  override readonly name = 'CloudAddressRefused'
}

/**
 * The addresses of the Microsoft cloud to speak with; the worldwide one where nothing else is said.
 * @throws CloudAddressRefused for an address that is not https (http is taken on loopback only), or that is more than an origin.
 */
export function microsoftCloud(addresses: CloudAddresses = {}): MicrosoftCloud {
  const authority = origin('authority', addresses.authority ?? worldwide.authority)
  const graph = origin('Graph', addresses.graph ?? worldwide.graph)
  return {
    authority: authority.origin,
    graph: graph.origin,
    graphResource: isLoopback(graph.hostname) ? worldwide.graph : graph.origin,
    plainHttp: authority.protocol === 'http:',
    onThisMachine: isLoopback(graph.hostname),
  }
}

function origin(what: string, address: string): URL {
  const url = URL.parse(address)
  if (url === null)
    throw new CloudAddressRefused(`The ${what} address is not a URL. Give it like ${worldwide.authority}.`)
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '' || url.pathname !== '/')
    throw new CloudAddressRefused(
      `The ${what} address must be an origin only, like ${worldwide.authority}: leave out path, query and user.`,
    )
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return url
  throw new CloudAddressRefused(
    `The ${what} address ${url.origin} is not https. Use https; plain http is taken only on this machine (127.0.0.1, [::1], localhost).`,
  )
}

/** Loopback as RFC 6890 has it: 127.0.0.0/8 and ::1; and the name localhost (RFC 6761 §6.3). The URL parser has already normalised forms like 127.1. */
export const isLoopback = (host: string): boolean =>
  /^127\.\d+\.\d+\.\d+$/.test(host) || host === '[::1]' || host === 'localhost'
