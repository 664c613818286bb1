import { ClientSecretCredential } from '@azure/identity'
import { readSetting } from '../setting.ts'

const { way, authority, tenantId, confidential } = readSetting()

/** The application's own credential, for libraries that leave the tokens to @azure/identity. */
export const credential = new ClientSecretCredential(
  tenantId,
  confidential.appId,
  confidential.secret,
  way === 'direct' ? { authorityHost: authority, disableInstanceDiscovery: true } : {},
)
