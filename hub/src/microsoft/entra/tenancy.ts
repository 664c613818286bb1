import { isUuid } from '../../kernel/ids.ts'
import type { MicrosoftCloud } from '../cloud.ts'

/** The tenancy's place in an address: `organizations` (any work or school account) or the directory id. */
export type TenancySegment = string & { readonly __segment: unique symbol }

export const isTenancySegment = (text: string): text is TenancySegment => text === 'organizations' || isUuid(text)

/** @throws TypeError for anything but `organizations` and a lower-case directory id: domains and `common` are not used by Atrium. */
export function tenancySegment(text: string): TenancySegment {
  if (!isTenancySegment(text))
    throw new TypeError('A tenancy is named by its directory id (a lower-case GUID), or `organizations`.')
  return text
}

/**
 * The issuer that this cloud must use: for `organizations` the literal placeholder, which no token ever carries.
 * Source: learn.microsoft.com/entra/identity-platform/access-tokens, "Validate the issuer".
 */
export const issuerOf = (cloud: MicrosoftCloud, segment: TenancySegment): string =>
  `${cloud.authority}/${segment === 'organizations' ? '{tenantid}' : segment}/v2.0`
