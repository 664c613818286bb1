import type { Properties } from '../model.ts'

/** The type names of what a person can prove who they are with, in Graph's own words. */
export type MethodKind =
  | 'passwordAuthenticationMethod'
  | 'phoneAuthenticationMethod'
  | 'microsoftAuthenticatorAuthenticationMethod'
  | 'fido2AuthenticationMethod'
  | 'windowsHelloForBusinessAuthenticationMethod'
  | 'emailAuthenticationMethod'
  | 'softwareOathAuthenticationMethod'
  | 'temporaryAccessPassAuthenticationMethod'

/** One way in which a person signs in or proves who they are. */
export interface AuthenticationMethod {
  readonly id: string
  readonly kind: MethodKind
  readonly properties: Properties
}

/** Ids that are the same for everybody (learn.microsoft.com/graph/api/resources/{phone,email,password}authenticationmethod). */
export const FIXED_IDS = {
  password: '28c10230-6103-485e-b985-444c60001490',
  email: '3ddfcfc8-9383-446f-83cc-3ab9be4be18f',
  mobile: '3179e48a-750b-4051-897c-87b9720928f7',
  alternateMobile: 'b6332ec1-7057-4abe-9331-3d72feddfe41',
  office: 'e37fc753-ff3b-4958-9484-eaa9425c82bc',
} as const

export const PHONE_TYPES = ['mobile', 'alternateMobile', 'office'] as const
