import type { AppRole } from '../../api/contract.generated.ts'

/** The role of an assignment; an application without roles gives everybody the same access. */
export const roleText = (role: AppRole | null): string =>
  role === null ? 'Default access' : (role.displayName ?? role.value ?? 'A role without a name')
