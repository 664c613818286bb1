import { expect, test } from 'vitest'
import type { AuthenticationMethod, MethodKind } from './method.ts'
import { registrationOf } from './registration.ts'

const EVERYTHING = new Set(['Fido2', 'MicrosoftAuthenticator', 'Sms', 'SoftwareOath', 'Email', 'Voice'])

const method = (kind: MethodKind, properties = {}): AuthenticationMethod => ({ id: kind, kind, properties })
const PASSWORD = method('passwordAuthenticationMethod')
const PHONE = method('phoneAuthenticationMethod', { phoneType: 'mobile' })
const KEY = method('fido2AuthenticationMethod')
const APP = method('microsoftAuthenticatorAuthenticationMethod')

const registered = (methods: AuthenticationMethod[], enabled: ReadonlySet<string> = EVERYTHING) =>
  registrationOf([PASSWORD, ...methods], { enabled, selfService: true })

test('a password alone is nothing registered', () => {
  expect(registered([])).toEqual({
    methodsRegistered: [],
    isMfaRegistered: false,
    isMfaCapable: false,
    isPasswordlessCapable: false,
    isSsprRegistered: false,
    isSsprCapable: false,
    preferred: 'none',
  })
})

test('a phone is a second factor, and no sign-in without a password', () => {
  expect(registered([PHONE])).toMatchObject({
    methodsRegistered: ['mobilePhone'],
    isMfaRegistered: true,
    isMfaCapable: true,
    isPasswordlessCapable: false,
    preferred: 'sms',
  })
})

test('a method that the policy does not allow is registered, and makes nobody capable', () => {
  expect(registered([PHONE], new Set())).toMatchObject({
    isMfaRegistered: true,
    isMfaCapable: false,
    preferred: 'none',
  })
})

test('a security key signs in without a password where the policy allows it', () => {
  expect(registered([KEY])).toMatchObject({ methodsRegistered: ['passKeyDeviceBound'], isPasswordlessCapable: true })
  expect(registered([KEY], new Set())).toMatchObject({ isPasswordlessCapable: false })
})

test('two methods that take part in self-service reset are needed for it', () => {
  expect(registered([APP]).isSsprRegistered).toBe(false)
  expect(registered([APP, PHONE])).toMatchObject({ isSsprRegistered: true, isSsprCapable: true, preferred: 'push' })
})

test('an address serves for self-service reset alone', () => {
  const address = method('emailAuthenticationMethod')
  expect(registered([address])).toMatchObject({ methodsRegistered: ['email'], isMfaRegistered: false })
})
