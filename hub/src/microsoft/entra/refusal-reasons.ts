/**
 * Whether trying again can help:
 * - `retry`: the same request may succeed later, by itself;
 * - `reauthorise`: a person has to consent, sign in or enter a credential again; until then every attempt fails;
 * - `never`: something has to be set right elsewhere first, and consenting again does not do it.
 */
export type TryAgain = 'retry' | 'reauthorise' | 'never'

interface ReasonText {
  readonly again: TryAgain
  /** what happened, for a person */
  readonly sentence: string
  /** what to do next, for a person */
  readonly next: string
}

/** Our closed reasons for which the identity platform refuses, each with what a person is told. */
export const refusalReasons = {
  consent_missing: {
    again: 'reauthorise',
    sentence: 'Nobody has consented to this application in this tenancy, or the consent was withdrawn.',
    next: 'Open the connection and give consent again as an administrator of the tenancy.',
  },
  consent_declined: {
    again: 'reauthorise',
    sentence: 'The consent was declined on Microsoft’s page.',
    next: 'Start again and choose Accept, or ask an administrator who may.',
  },
  application_disabled: {
    again: 'never',
    sentence: 'The application is disabled in this tenancy.',
    next: 'In Entra ID, open Enterprise applications, find the application and set “Enabled for users to sign-in” to Yes.',
  },
  application_removed: {
    again: 'reauthorise',
    sentence: 'The application is not present in this tenancy: it was removed, or never added.',
    next: 'Give consent again, which adds it; with an own registration check the application id and the directory id.',
  },
  secret_invalid: {
    again: 'reauthorise',
    sentence: 'Microsoft does not accept the client secret.',
    next: 'Enter the secret’s value (not its id), or make a new secret in App registrations → Certificates & secrets.',
  },
  secret_expired: {
    again: 'reauthorise',
    sentence: 'The client secret has expired.',
    next: 'Make a new secret in App registrations → Certificates & secrets and enter it here.',
  },
  credential_missing: {
    again: 'reauthorise',
    sentence: 'No secret and no certificate was sent for an application that needs one.',
    next: 'Enter a client secret or a certificate for this connection.',
  },
  certificate_rejected: {
    again: 'reauthorise',
    sentence: 'Microsoft does not accept the certificate.',
    next: 'Upload the same certificate to App registrations → Certificates & secrets, check that it has not expired and that this machine’s clock is right.',
  },
  tenancy_not_found: {
    again: 'never',
    sentence: 'Microsoft knows no such tenancy, or this application may not be used with it.',
    next: 'Check the directory (tenant) id in Entra ID → Overview.',
  },
  conditional_access: {
    again: 'never',
    sentence: 'A conditional access policy of the tenancy stands in the way.',
    next: 'Ask whoever runs conditional access to allow this application, or this server’s address; for a person, sign in again and complete what is asked.',
  },
  admin_required: {
    again: 'reauthorise',
    sentence: 'Only an administrator may consent to this.',
    next: 'Ask a Global Administrator or Privileged Role Administrator of the tenancy to connect it.',
  },
  user_blocked: {
    again: 'reauthorise',
    sentence: 'Microsoft did not let this account sign in.',
    next: 'Sign in with another account of this tenancy, or ask its administrator about this one.',
  },
  sign_in_expired: {
    again: 'reauthorise',
    sentence: 'The sign-in has expired, was revoked, or was used already.',
    next: 'Sign in at Microsoft again.',
  },
  reply_address_mismatch: {
    again: 'never',
    sentence: 'The address Microsoft should return to is not registered with the application.',
    next: 'Add this installation’s callback address under App registrations → Authentication.',
  },
  scope_invalid: {
    again: 'never',
    sentence: 'Microsoft does not offer what was asked for to this application.',
    next: 'Compare the application’s API permissions with the ones this pack lists.',
  },
  throttled: {
    again: 'retry',
    sentence: 'Microsoft’s sign-in service asks for fewer requests.',
    next: 'Nothing: it is tried again by itself.',
  },
  temporarily_unavailable: {
    again: 'retry',
    sentence: 'Microsoft’s sign-in service could not answer just now.',
    next: 'Nothing: it is tried again by itself.',
  },
  unknown: {
    again: 'never',
    sentence: 'Microsoft refused for a reason this program does not know.',
    next: 'Look up the AADSTS number at https://login.microsoftonline.com/error and keep the trace id for Microsoft’s support.',
  },
} as const satisfies Record<string, ReasonText>

export type RefusalReason = keyof typeof refusalReasons
