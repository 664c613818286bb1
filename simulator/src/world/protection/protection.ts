import type { Tenancy } from '../tenancy.ts'
import { AuthenticationMethods } from './authentication-methods.ts'
import { ConditionalAccess } from './conditional-access.ts'
import type { PasswordReset } from './password-resets.ts'
import { Policies } from './policies.ts'
import { Risk } from './risk.ts'

/** How one organisation guards its sign-ins: methods, conditional access, risk, and the policies behind them. */
export class Protection {
  readonly methods: AuthenticationMethods
  readonly access = new ConditionalAccess()
  readonly risk = new Risk()
  readonly policies = new Policies()
  /** Password resets by their ids. */
  readonly resets = new Map<string, PasswordReset>()

  constructor(tenancy: () => Tenancy) {
    this.methods = new AuthenticationMethods(tenancy)
  }
}
