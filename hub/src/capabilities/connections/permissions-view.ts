import type { z } from 'zod'
import type { ExcessPermission, PermissionPack, Regrant } from './model.ts'
import { packNames } from './pack-names.ts'
import { type PackName, packs, permissionId } from './packs.ts'
import type { ConnectionParts } from './parts.ts'
import { excessPermissions, permissionStatus } from './rules.ts'
import type { Stored, StoredGrant } from './stored.ts'

/** Every pack with every permission, as it stands for these grants; none are enabled where there is no connection. */
export const packsView = (
  { registrations }: Pick<ConnectionParts, 'registrations'>,
  grants: readonly Pick<StoredGrant, 'pack' | 'roles'>[],
): z.input<typeof PermissionPack>[] =>
  packNames.map((pack) => {
    const { title, purpose, delivery, writes, permissions } = packs[pack]
    const grant = grants.find((one) => one.pack === pack)
    return {
      pack,
      title,
      purpose,
      delivery,
      writes,
      registered: registrations.for(pack) !== undefined,
      enabled: grant !== undefined,
      permissions: permissions.map((need) => ({
        permission: need.permission,
        permissionId: permissionId(need),
        why: need.why,
        tier: need.tier,
        withoutIt: need.withoutIt,
        status: grant ? permissionStatus(need, grant.roles) : 'not_enabled',
      })),
    }
  })

/** The packs that a grant's token answers for: an own registration's token holds the permissions of all of them at once. */
export const packsBehind = ({ row, grants }: Stored, pack: PackName): PackName[] =>
  row.way === 'own_registration' ? grants.map((grant) => grant.pack) : [pack]

/** What the tokens hold that no enabled pack needs. */
export function excessView(stored: Stored): z.input<typeof ExcessPermission>[] {
  const own = stored.row.way === 'own_registration'
  const grants = own ? stored.grants.slice(0, 1) : stored.grants
  return grants.flatMap(({ pack, roles }) =>
    excessPermissions(packsBehind(stored, pack), roles).map((permission) => ({
      permission,
      pack: own ? null : pack,
      next: 'Remove it from the application in Entra ID, under API permissions, and take its admin consent back.',
    })),
  )
}

const microsoftsAuthority = 'https://login.microsoftonline.com'

/** How missing permissions are granted again. */
export function regrantView(
  { cloud }: Pick<ConnectionParts, 'cloud'>,
  { row }: Stored,
  applicationId: string | null,
): z.input<typeof Regrant> {
  if (row.way === 'admin_consent')
    return {
      operation: 'connections.reauthorize',
      sentence:
        'Authorise again: an administrator signs in at Microsoft and consents to every permission of the enabled packs.',
      url: null,
    }
  const portal = cloud.authority === microsoftsAuthority && applicationId
  return {
    operation: 'connections.test',
    sentence:
      'In App registrations → your application → API permissions add what is missing as application permissions, grant admin consent, and test the connection.',
    url: portal
      ? `https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/CallAnAPI/appId/${applicationId}`
      : null,
  }
}
