import type { Properties } from '../model.ts'

/** Guests see no more than of themselves, the most restricted of the three (authorizationpolicy, guestUserRoleId). */
export const GUEST_ROLES: ReadonlySet<string> = new Set([
  'a0b1b346-4d3e-4e8b-98f8-753987be4970',
  '10dae51f-b6af-4016-8d66-8c2a99b929b3',
  '2af84b1e-32c8-42b7-82bc-daa82404023b',
])

/** What a tenancy begins with, as Microsoft sets it (learn.microsoft.com/graph/api/resources/{name}). */
export const POLICIES = {
  authorizationPolicy: {
    id: 'authorizationPolicy',
    allowEmailVerifiedUsersToJoinOrganization: true,
    allowInvitesFrom: 'everyone',
    allowUserConsentForRiskyApps: null,
    allowedToSignUpEmailBasedSubscriptions: true,
    allowedToUseSSPR: true,
    blockMsolPowerShell: false,
    defaultUserRolePermissions: {
      allowedToCreateApps: true,
      allowedToCreateSecurityGroups: true,
      allowedToCreateTenants: true,
      allowedToReadBitlockerKeysForOwnedDevice: true,
      allowedToReadOtherUsers: true,
      permissionGrantPoliciesAssigned: ['ManagePermissionGrantsForSelf.microsoft-user-default-low'],
    },
    deletedDateTime: null,
    description: 'Used to manage authorization related settings across the company.',
    displayName: 'Authorization Policy',
    guestUserRoleId: '10dae51f-b6af-4016-8d66-8c2a99b929b3',
  },
  identitySecurityDefaultsEnforcementPolicy: {
    id: '00000000-0000-0000-0000-000000000005',
    deletedDateTime: null,
    description:
      'Security defaults is a set of basic identity security mechanisms recommended by Microsoft. When enabled, these recommendations will be automatically enforced in your organization. Administrators and users will be better protected from common identity related attacks.',
    displayName: 'Security Defaults',
    isEnabled: true,
  },
  adminConsentRequestPolicy: {
    isEnabled: false,
    notifyReviewers: false,
    remindersEnabled: false,
    requestDurationInDays: 0,
    reviewers: [],
    version: 0,
  },
  authenticationMethodsPolicy: {
    id: 'authenticationMethodsPolicy',
    description:
      'The tenant-wide policy that controls which authentication methods are allowed in the tenant, authentication method registration requirements, and self-service password reset settings',
    displayName: 'Authentication Methods Policy',
    policyMigrationState: 'migrationComplete',
    policyVersion: '1.5',
    reconfirmationInDays: null,
    registrationEnforcement: {
      authenticationMethodsRegistrationCampaign: {
        excludeTargets: [],
        includeTargets: [
          { id: 'all_users', targetType: 'group', targetedAuthenticationMethod: 'microsoftAuthenticator' },
        ],
        snoozeDurationInDays: 1,
        state: 'default',
      },
    },
  },
} satisfies { readonly [name: string]: Properties }

const everyone = { excludeTarget: { id: '00000000-0000-0000-0000-000000000000', targetType: 'group' } }
const feature = { ...everyone, includeTarget: { id: 'all_users', targetType: 'group' }, state: 'default' }

const configuration = (id: string, type: string, state: 'enabled' | 'disabled', more: Properties = {}): Properties => ({
  '@odata.type': `#microsoft.graph.${type}AuthenticationMethodConfiguration`,
  id,
  excludeTargets: [],
  state,
  ...more,
})

/** learn.microsoft.com/graph/api/resources/authenticationmethodspolicy: the methods that v1.0 knows. */
export const METHOD_CONFIGURATIONS: readonly Properties[] = [
  configuration('Fido2', 'fido2', 'enabled', {
    defaultPasskeyProfile: null,
    isAttestationEnforced: true,
    isSelfServiceRegistrationAllowed: true,
    keyRestrictions: { aaGuids: [], enforcementType: 'block', isEnforced: false },
  }),
  configuration('MicrosoftAuthenticator', 'microsoftAuthenticator', 'enabled', {
    featureSettings: {
      displayAppInformationRequiredState: feature,
      displayLocationInformationRequiredState: feature,
    },
    isSoftwareOathEnabled: false,
  }),
  configuration('Sms', 'sms', 'enabled'),
  configuration('TemporaryAccessPass', 'temporaryAccessPass', 'enabled', {
    defaultLength: 8,
    defaultLifetimeInMinutes: 60,
    isUsableOnce: false,
    maximumLifetimeInMinutes: 480,
    minimumLifetimeInMinutes: 60,
  }),
  configuration('SoftwareOath', 'softwareOath', 'enabled'),
  configuration('Voice', 'voice', 'disabled', { isOfficePhoneAllowed: false }),
  configuration('Email', 'email', 'enabled', { allowExternalIdToUseEmailOtp: 'default' }),
  configuration('X509Certificate', 'x509Certificate', 'disabled', {
    authenticationModeConfiguration: {
      rules: [],
      x509CertificateAuthenticationDefaultMode: 'x509CertificateSingleFactor',
      x509CertificateDefaultRequiredAffinityLevel: 'low',
    },
    certificateAuthorityScopes: [],
    certificateUserBindings: [
      {
        priority: 1,
        trustAffinityLevel: 'low',
        userProperty: 'userPrincipalName',
        x509CertificateField: 'PrincipalName',
      },
    ],
    crlValidationConfiguration: { exemptedCertificateAuthoritiesSubjectKeyIdentifiers: [], state: 'disabled' },
    issuerHintsConfiguration: { state: 'disabled' },
  }),
]
