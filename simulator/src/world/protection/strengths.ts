import type { Properties } from '../model.ts'

const made = { createdDateTime: '2021-12-01T00:00:00Z', modifiedDateTime: '2021-12-01T00:00:00Z' }

const PHISHING_RESISTANT = ['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor']
const PASSWORDLESS = [...PHISHING_RESISTANT, 'deviceBasedPush']

/**
 * The authentication strengths that every tenancy has
 * (learn.microsoft.com/entra/identity/authentication/concept-authentication-strengths, built-in authentication strengths).
 */
export const STRENGTHS: readonly (Properties & { readonly id: string })[] = [
  {
    id: '00000000-0000-0000-0000-000000000002',
    allowedCombinations: [
      ...PASSWORDLESS,
      'temporaryAccessPassOneTime',
      'temporaryAccessPassMultiUse',
      'password,microsoftAuthenticatorPush',
      'password,softwareOath',
      'password,hardwareOath',
      'password,sms',
      'password,voice',
      'federatedMultiFactor',
      'microsoftAuthenticatorPush,federatedSingleFactor',
      'softwareOath,federatedSingleFactor',
      'hardwareOath,federatedSingleFactor',
      'sms,federatedSingleFactor',
      'voice,federatedSingleFactor',
    ],
    description: 'Combinations of methods that satisfy strong authentication, such as a password + SMS',
    displayName: 'Multifactor authentication',
    policyType: 'builtIn',
    requirementsSatisfied: 'mfa',
    ...made,
  },
  {
    id: '00000000-0000-0000-0000-000000000003',
    allowedCombinations: PASSWORDLESS,
    description:
      'Passwordless methods that satisfy strong authentication, such as Passwordless sign-in with the Microsoft Authenticator',
    displayName: 'Passwordless MFA',
    policyType: 'builtIn',
    requirementsSatisfied: 'mfa',
    ...made,
  },
  {
    id: '00000000-0000-0000-0000-000000000004',
    allowedCombinations: PHISHING_RESISTANT,
    description:
      'Phishing-resistant, Passwordless methods for the strongest authentication, such as a FIDO2 security key',
    displayName: 'Phishing-resistant MFA',
    policyType: 'builtIn',
    requirementsSatisfied: 'mfa',
    ...made,
  },
]
