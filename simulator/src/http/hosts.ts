/** What a simulated host is for; each purpose has its doors. */
export type Purpose = 'identity' | 'graph' | 'sharepoint' | 'workflows' | 'bots'

export interface SimulatedHost {
  /** A host name; `*.` before it means every name below it, at any depth, and not the name itself. */
  readonly name: string
  readonly purpose: Purpose
  readonly reason: string
}

/**
 * The public hosts that the simulator stands in for: what the proxy answers itself, what the certificate authority may
 * vouch for, and which doors a request for them meets. Everything else in the world is another host.
 */
export const SIMULATED_HOSTS: readonly SimulatedHost[] = [
  {
    name: 'login.microsoftonline.com',
    purpose: 'identity',
    reason:
      'The authority of the global cloud (learn.microsoft.com/entra/identity-platform/authentication-national-cloud)',
  },
  {
    name: 'login.windows.net',
    purpose: 'identity',
    reason: 'An alias of the authority, which MSAL prefers as the key of its cache',
  },
  {
    name: 'login.microsoft.com',
    purpose: 'identity',
    reason: 'An alias of the authority; newer clients and portals start here',
  },
  {
    name: 'sts.windows.net',
    purpose: 'identity',
    reason: 'The issuer of v1.0 tokens; clients that verify those read its metadata',
  },
  {
    name: 'graph.microsoft.com',
    purpose: 'graph',
    reason: 'Microsoft Graph of the global cloud, and the OpenID Connect userinfo endpoint',
  },
  {
    name: '*.sharepoint.com',
    purpose: 'sharepoint',
    reason: 'One host a tenancy, with its -my and -admin siblings; many clients speak to it beside Graph',
  },
  {
    name: '*.api.powerplatform.com',
    purpose: 'workflows',
    reason: 'Newer addresses of the Workflows webhooks that post to Teams',
  },
  {
    name: '*.logic.azure.com',
    purpose: 'workflows',
    reason: 'Older addresses of the Workflows webhooks, one label a region',
  },
  {
    name: 'login.botframework.com',
    purpose: 'bots',
    reason: 'Publishes the keys with which a bot verifies what Teams sends to it',
  },
  {
    name: 'smba.trafficmanager.net',
    purpose: 'bots',
    reason: 'The Bot Connector through which a bot answers in Teams',
  },
]

/** The names and addresses at which this machine reaches the simulator, which are also in its certificate. */
export const LOOPBACK = { names: ['localhost'], addresses: ['127.0.0.1', '::1'] } as const

/** The row of a host name in lower case; undefined when the simulator does not stand in for it. */
export function simulatedHost(hostname: string): SimulatedHost | undefined {
  return SIMULATED_HOSTS.find(({ name }) =>
    name.startsWith('*.') ? hostname.length > name.length - 1 && hostname.endsWith(name.slice(1)) : hostname === name,
  )
}
