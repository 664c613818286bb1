import type { GraphPermissionName } from '../../../microsoft/index.ts'

/** One application permission of Microsoft Graph, and why a pack asks for it. */
export interface PermissionNeed {
  permission: GraphPermissionName
  why: string
  /** what could go wrong if the credential leaked */
  tier: 'low' | 'medium' | 'high' | 'critical'
  withoutIt: string
  /** wider permissions that include it, as Microsoft's permissions data list them for the same calls */
  coveredBy: readonly GraphPermissionName[]
}

export interface PackDefinition {
  title: string
  purpose: string
  /** `declared`: nothing uses it yet */
  delivery: 'works' | 'declared'
  writes: boolean
  permissions: readonly PermissionNeed[]
  /** not asked for, but made use of where an own registration holds it, so never in excess */
  usesIfGranted?: readonly string[]
}
