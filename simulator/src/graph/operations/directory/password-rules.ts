import { isObject, type Json } from '../../../world/model.ts'
import { badRequest } from '../../errors.ts'

const CLASSES = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/]

/**
 * Refuses a password that is too simple: 8 to 256 characters, three of four kinds of them, and not the name before the @
 * (learn.microsoft.com/entra/identity/authentication/concept-sspr-policy, Password policies).
 */
export function checkPassword(password: string, userPrincipalName: string): void {
  const kinds = CLASSES.filter((kind) => kind.test(password)).length
  const alias = userPrincipalName.split('@')[0]?.toLowerCase() ?? ''
  const holdsName = alias.length > 2 && password.toLowerCase().includes(alias)
  if (password.length >= 8 && password.length <= 256 && kinds >= 3 && !holdsName) return
  throw badRequest(
    'The specified password does not comply with password complexity requirements. Please provide a different password.',
  )
}

/** Whether a passwordProfile asks for another password at the next sign-in; it does when it does not say. */
export function mustChange(profile: Json | undefined): boolean {
  return !isObject(profile) || profile.forceChangePasswordNextSignIn !== false
}
