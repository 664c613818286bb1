import type { AuditActivity } from './audit-activities.ts'
import { type Entity, textOf } from './model.ts'

/** What was consented to, and for whom. */
export interface Consent {
  /** For everybody of the organisation, by an administrator. */
  readonly isAdminConsent: boolean
  /** Whether only application permissions were given. */
  readonly isAppOnly: boolean
  /** Names of the permissions, scopes and roles alike. */
  readonly permissions: readonly string[]
}

/**
 * The record "Consent to application" that stands beside those of the grants and assignments themselves.
 * Source: learn.microsoft.com/entra/identity/enterprise-apps/app-perms-audit-logs.
 */
export function consentActivity(client: Entity, consent: Consent): AuditActivity {
  const { isAdminConsent, isAppOnly } = consent
  const changed: readonly [string, string][] = [
    ['ConsentContext.IsAdminConsent', truth(isAdminConsent)],
    ['ConsentContext.IsAppOnly', truth(isAppOnly)],
    ['ConsentContext.OnBehalfOfAll', truth(isAdminConsent)],
    ['ConsentContext.Tags', JSON.stringify('WindowsAzureActiveDirectoryIntegratedApp')],
    ['ConsentAction.Permissions', JSON.stringify(given(client, consent))],
    ['TargetId.ServicePrincipalNames', JSON.stringify(textOf(client, 'appId'))],
  ]
  const modified = changed.map(([name, after]) => ({ name, before: null, after }))
  const target = { type: 'ServicePrincipal', id: client.id, displayName: textOf(client, 'displayName'), modified }
  return {
    activity: 'Consent to application',
    category: 'ApplicationManagement',
    operationType: 'Assign',
    targets: [target],
  }
}

const truth = (value: boolean) => JSON.stringify(value ? 'True' : 'False')

function given(client: Entity, { isAdminConsent, permissions }: Consent): string {
  const consentType = isAdminConsent ? 'AllPrincipals' : 'Principal'
  return `[] => [[ClientId: ${client.id}, ConsentType: ${consentType}, Scope: ${permissions.join(' ')}]]; `
}
