/**
 * The userPrincipalName of a person in the recycle bin: their id without hyphens before the name, so that somebody else
 * may have the name (graph-facts §4, Soft delete; seen in Entra's audit log of deletions).
 */
export function nameWhileDeleted(id: string, userPrincipalName: string): string {
  return `${prefix(id)}${userPrincipalName}`
}

/** The userPrincipalName a deleted person comes back with. */
export function nameBeforeDeletion(id: string, userPrincipalName: string): string {
  return userPrincipalName.startsWith(prefix(id)) ? userPrincipalName.slice(prefix(id).length) : userPrincipalName
}

const prefix = (id: string) => id.replaceAll('-', '')
