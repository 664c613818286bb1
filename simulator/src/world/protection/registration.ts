import type { AuthenticationMethod } from './method.ts'

/** What registering allows a person to do, as `userRegistrationDetails` tells it. */
export interface Registration {
  readonly methodsRegistered: readonly string[]
  readonly isMfaRegistered: boolean
  readonly isMfaCapable: boolean
  readonly isPasswordlessCapable: boolean
  readonly isSsprRegistered: boolean
  readonly isSsprCapable: boolean
  readonly preferred: SecondFactor
}

type SecondFactor = 'push' | 'oath' | 'voiceMobile' | 'voiceAlternateMobile' | 'voiceOffice' | 'sms' | 'none'

/** What the organisation's policies allow. */
export interface RegistrationRules {
  /** Ids of the enabled authenticationMethodConfigurations, e.g. `Fido2`. */
  readonly enabled: ReadonlySet<string>
  /** Whether the person may reset their own password. */
  readonly selfService: boolean
}

interface Trait {
  /** As `methodsRegistered` spells it. */
  readonly name: string
  /** The configurations of which one must be enabled for the method to count. */
  readonly allowedBy: readonly string[]
  readonly second?: SecondFactor
  readonly isPasswordless?: true
  readonly isSelfService?: true
}

const PHONES: { readonly [type: string]: Trait } = {
  mobile: { name: 'mobilePhone', allowedBy: ['Sms', 'Voice'], second: 'sms', isSelfService: true },
  alternateMobile: { name: 'alternateMobilePhone', allowedBy: ['Voice'], second: 'voiceAlternateMobile' },
  office: { name: 'officePhone', allowedBy: ['Voice'], second: 'voiceOffice', isSelfService: true },
}

/**
 * Names of learn.microsoft.com/entra/identity/authentication/howto-authentication-methods-activity; a security key is
 * `passKeyDeviceBound` since late 2023 (the resource page still says fido2).
 */
function traitsOf({ kind, properties }: AuthenticationMethod): readonly Trait[] {
  switch (kind) {
    case 'phoneAuthenticationMethod':
      return [PHONES[String(properties.phoneType)] ?? { name: 'mobilePhone', allowedBy: ['Sms'] }]
    case 'microsoftAuthenticatorAuthenticationMethod':
      return [
        {
          name: 'microsoftAuthenticatorPush',
          allowedBy: ['MicrosoftAuthenticator'],
          second: 'push',
          isSelfService: true,
        },
        { name: 'softwareOneTimePasscode', allowedBy: ['MicrosoftAuthenticator', 'SoftwareOath'], second: 'oath' },
      ]
    case 'softwareOathAuthenticationMethod':
      return [{ name: 'softwareOneTimePasscode', allowedBy: ['SoftwareOath'], second: 'oath', isSelfService: true }]
    case 'fido2AuthenticationMethod':
      return [{ name: 'passKeyDeviceBound', allowedBy: ['Fido2'], second: 'none', isPasswordless: true }]
    case 'windowsHelloForBusinessAuthenticationMethod':
      return [{ name: 'windowsHelloForBusiness', allowedBy: [], second: 'none', isPasswordless: true }]
    case 'emailAuthenticationMethod':
      return [{ name: 'email', allowedBy: ['Email'], isSelfService: true }]
    case 'temporaryAccessPassAuthenticationMethod':
      return [{ name: 'temporaryAccessPass', allowedBy: ['TemporaryAccessPass'] }]
    case 'passwordAuthenticationMethod':
      return []
  }
}

/** Methods that a self-service reset takes, in the organisation's setting; two is what most ask for. */
const SELF_SERVICE_METHODS = 2

const PREFERENCE: readonly SecondFactor[] = ['push', 'oath', 'sms', 'voiceAlternateMobile', 'voiceOffice']

/**
 * What a person's methods amount to under the policies. Registered counts what is there, capable only what the
 * authentication methods policy allows (learn.microsoft.com/graph/api/resources/userregistrationdetails).
 */
export function registrationOf(methods: readonly AuthenticationMethod[], rules: RegistrationRules): Registration {
  const traits = methods.flatMap(traitsOf)
  const isAllowed = ({ allowedBy }: Trait) => allowedBy.length === 0 || allowedBy.some((id) => rules.enabled.has(id))
  const strong = traits.filter(({ second }) => second !== undefined)
  const usable = strong.filter(isAllowed)
  const isSsprRegistered = traits.filter(({ isSelfService }) => isSelfService).length >= SELF_SERVICE_METHODS
  return {
    methodsRegistered: [...new Set(traits.map(({ name }) => name))],
    isMfaRegistered: strong.length > 0,
    isMfaCapable: usable.length > 0,
    isPasswordlessCapable: usable.some(({ isPasswordless }) => isPasswordless),
    isSsprRegistered,
    isSsprCapable: isSsprRegistered && rules.selfService,
    preferred: PREFERENCE.find((factor) => usable.some(({ second }) => second === factor)) ?? 'none',
  }
}
