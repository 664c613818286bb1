import { isoSeconds } from '../clock.ts'
import { ADMINISTRATORS } from '../generate/people.ts'
import { type Entity, textOf } from '../model.ts'
import { Random } from '../random.ts'
import { type AuthenticationMethod, FIXED_IDS, type MethodKind } from './method.ts'

const DAY = 86_400_000
const PHONES = ['iPhone 15', 'Pixel 8', 'Galaxy S24', 'Fairphone 5']
const SECURITY_KEYS = [
  { model: 'YubiKey 5 NFC', aaGuid: '2fc0579f-8113-47ea-b116-bb5a8db9202a' },
  { model: 'Feitian ePass FIDO2 Authenticator', aaGuid: '833b721a-ff5f-4d00-bb2e-bdda3ec01e29' },
] as const

/** How people of the staff are registered, and how many of a hundred each way. */
const HABITS: readonly { readonly share: number; readonly kinds: readonly MethodKind[] }[] = [
  { share: 8, kinds: [] },
  { share: 12, kinds: ['phoneAuthenticationMethod'] },
  { share: 25, kinds: ['microsoftAuthenticatorAuthenticationMethod'] },
  { share: 33, kinds: ['microsoftAuthenticatorAuthenticationMethod', 'phoneAuthenticationMethod'] },
  { share: 5, kinds: ['softwareOathAuthenticationMethod', 'emailAuthenticationMethod'] },
  {
    share: 10,
    kinds: ['microsoftAuthenticatorAuthenticationMethod', 'windowsHelloForBusinessAuthenticationMethod'],
  },
  { share: 7, kinds: ['fido2AuthenticationMethod', 'windowsHelloForBusinessAuthenticationMethod'] },
]

const STRONG: readonly MethodKind[] = ['fido2AuthenticationMethod', 'microsoftAuthenticatorAuthenticationMethod']

/**
 * What a generated person registered before the simulation began, the password aside: administrators hold a security
 * key, most people an app, some nothing; whoever came later has nothing. The same for the same person whenever it is
 * asked, whatever becomes of their name and numbers.
 */
export function generatedMethods(tenantId: string, user: Entity, pastEnds: number): readonly AuthenticationMethod[] {
  const began = Math.max(instantOf(user, 'createdDateTime'), instantOf(user, 'employeeHireDate'))
  if (began >= pastEnds) return []
  const random = new Random(`${tenantId}/authentication-methods/${user.id}`)
  return kindsOf(user, random).map((kind) => {
    const createdDateTime = isoSeconds(Math.min(began + random.between(0, 20) * DAY, pastEnds))
    return METHODS[kind](random, createdDateTime)
  })
}

const instantOf = (user: Entity, name: string) => Date.parse(textOf(user, name) ?? '2020-01-01T00:00:00Z')

function kindsOf(user: Entity, random: Random): readonly GeneratedKind[] {
  const isAdministrator = ADMINISTRATORS.some((alias) => alias === user.properties.mailNickname)
  if (isAdministrator) return STRONG.filter(isGenerated)
  if (user.properties.userType === 'Guest')
    return random.chance(0.15) ? ['microsoftAuthenticatorAuthenticationMethod'] : []
  let ticket = random.below(100)
  const habit = HABITS.find(({ share }) => {
    ticket -= share
    return ticket < 0
  })
  return (habit?.kinds ?? []).filter(isGenerated)
}

type GeneratedKind = keyof typeof METHODS

const isGenerated = (kind: MethodKind): kind is GeneratedKind => kind in METHODS

type Maker = (random: Random, createdDateTime: string) => AuthenticationMethod

const METHODS = {
  phoneAuthenticationMethod: (random, createdDateTime) => ({
    id: FIXED_IDS.mobile,
    kind: 'phoneAuthenticationMethod',
    properties: {
      createdDateTime,
      phoneNumber: `+49 44995559${random.between(1000, 9999)}`,
      phoneType: 'mobile',
      smsSignInState: 'notAllowedByPolicy',
    },
  }),
  microsoftAuthenticatorAuthenticationMethod: (random, createdDateTime) => ({
    id: random.guid(),
    kind: 'microsoftAuthenticatorAuthenticationMethod',
    properties: {
      createdDateTime,
      deviceTag: 'SoftwareTokenActivated',
      displayName: random.pick(PHONES),
      phoneAppVersion: `6.${random.between(2401, 2512)}.${random.between(1000, 8999)}`,
    },
  }),
  fido2AuthenticationMethod: (random, createdDateTime) => {
    const { model, aaGuid } = random.pick(SECURITY_KEYS)
    const id = Buffer.from(random.guid()).toString('base64url').slice(0, 24)
    const properties = {
      aaGuid,
      attestationCertificates: [],
      attestationLevel: 'attested',
      createdDateTime,
      displayName: `Security key ${random.between(1, 9)}`,
      model,
      passkeyType: 'deviceBound',
    }
    return { id, kind: 'fido2AuthenticationMethod', properties }
  },
  windowsHelloForBusinessAuthenticationMethod: (random, createdDateTime) => ({
    id: Buffer.from(random.guid()).toString('base64url').slice(0, 43),
    kind: 'windowsHelloForBusinessAuthenticationMethod',
    properties: { createdDateTime, displayName: `NHU-LT-${random.between(1000, 9999)}`, keyStrength: 'normal' },
  }),
  emailAuthenticationMethod: (random, createdDateTime) => ({
    id: FIXED_IDS.email,
    kind: 'emailAuthenticationMethod',
    properties: {
      createdDateTime,
      emailAddress: `mailbox${random.between(10_000, 99_999)}@private.example`,
    },
  }),
  softwareOathAuthenticationMethod: (random, createdDateTime) => ({
    id: random.guid(),
    kind: 'softwareOathAuthenticationMethod',
    properties: { createdDateTime, secretKey: null },
  }),
} satisfies { readonly [kind in MethodKind]?: Maker }
