import {
  ConfidentialClientApplication,
  type Configuration,
  type NodeAuthOptions,
  PublicClientApplication,
} from '@azure/msal-node'
import { readSetting } from '../../setting.ts'

export const setting = readSetting()

/** Where the authority is; a host that the library does not know must be named, with its port. */
export function authorityOf(segment: string): Pick<NodeAuthOptions, 'authority' | 'knownAuthorities'> {
  const authority = `${setting.authority}/${segment}`
  return setting.way === 'direct' ? { authority, knownAuthorities: [new URL(authority).host] } : { authority }
}

/** A confidential client of the one application, with what it is to prove itself by. */
export function confidential(
  credential: Partial<NodeAuthOptions>,
  more: Omit<Configuration, 'auth'> = {},
): ConfidentialClientApplication {
  const auth = { clientId: setting.confidential.appId, ...authorityOf(setting.tenantId), ...credential }
  return new ConfidentialClientApplication({ auth, ...more })
}

/** The application without credentials, at the authority of all organisations. */
export function withoutCredentials(): PublicClientApplication {
  return new PublicClientApplication({ auth: { clientId: setting.publicAppId, ...authorityOf('organizations') } })
}
