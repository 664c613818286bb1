import type { GraphContext } from '../../call.ts'
import { denied } from '../../errors.ts'
import { acceptedPermissions } from '../../permissions.ts'

/** Permissions that allow a change of some properties only (learn.microsoft.com/graph/api/user-update, Permissions). */
const NARROW: { readonly [permission: string]: readonly string[] } = {
  'User-Mail.ReadWrite.All': ['otherMails'],
  'User-Phone.ReadWrite.All': ['businessPhones', 'mobilePhone'],
  'User-PasswordProfile.ReadWrite.All': ['passwordProfile'],
  'User.EnableDisableAccount.All': ['accountEnabled'],
  'User.ManageIdentities.All': ['identities'],
}

/** Properties that no general permission opens (ibid.). */
const EXTRA: { readonly [property: string]: string } = {
  customSecurityAttributes: 'CustomSecAttributeAssignment.ReadWrite.All',
  employeeLeaveDateTime: 'User-LifeCycleInfo.ReadWrite.All',
}

/** What everyone may change of themselves with User.ReadWrite (users-default-permissions). */
export const OWN_PROFILE: ReadonlySet<string> = new Set(['mobilePhone', 'preferredLanguage'])

/**
 * Throws 403 unless the token's permissions open every one of the properties. A password is opened by its own permission;
 * a general one takes a directory role beside it, which the caller looks after.
 */
export function needPropertyPermissions({ token }: GraphContext, names: readonly string[], isSelf: boolean): void {
  const held = token.isAppOnly ? token.roles : token.scopes
  const accepted = acceptedPermissions('PATCH', '/users/{user-id}')
  const general = (token.isAppOnly ? accepted?.application : accepted?.delegated) ?? []
  const isGeneral = held.some((name) => general.includes(name) && !(name in NARROW) && name !== 'User.ReadWrite')
  const narrow = new Set(held.flatMap((name) => NARROW[name] ?? []))
  for (const name of names) {
    const extra = EXTRA[name]
    const own = isSelf && OWN_PROFILE.has(name) && held.includes('User.ReadWrite')
    const opened = extra === undefined ? isGeneral || narrow.has(name) || own : held.includes(extra)
    if (!opened) throw denied()
  }
}

/** Whether the password may be set by a general permission only, so that the application needs a directory role. */
export function setsPasswordByGeneralPermission({ token }: GraphContext, names: readonly string[]): boolean {
  return (
    token.isAppOnly && names.includes('passwordProfile') && !token.roles.includes('User-PasswordProfile.ReadWrite.All')
  )
}
