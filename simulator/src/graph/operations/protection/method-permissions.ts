import type { Accepted } from '../../route.ts'

/** learn.microsoft.com/graph/api/authentication-list-phonemethods and its like; without `.All` for oneself alone. */
export const METHOD_READERS: Accepted = {
  application: ['UserAuthenticationMethod.Read.All', 'UserAuthenticationMethod.ReadWrite.All'],
  delegated: [
    'UserAuthenticationMethod.Read',
    'UserAuthenticationMethod.Read.All',
    'UserAuthenticationMethod.ReadWrite',
    'UserAuthenticationMethod.ReadWrite.All',
  ],
}

/** learn.microsoft.com/graph/api/authentication-post-phonemethods and its like. */
export const METHOD_WRITERS: Accepted = {
  application: ['UserAuthenticationMethod.ReadWrite.All'],
  delegated: ['UserAuthenticationMethod.ReadWrite', 'UserAuthenticationMethod.ReadWrite.All'],
}

/** learn.microsoft.com/graph/api/authenticationmethod-resetpassword, longrunningoperation-get: never by an application alone. */
export const RESETTERS: Accepted = { application: [], delegated: ['UserAuthenticationMethod.ReadWrite.All'] }
