import { AtriumError } from '../../kernel/errors.ts'
import type { BaseContext, Principal } from '../../operation/context.ts'

export type SessionPrincipal = Extract<Principal, { kind: 'session' }>

/** The person who is signed in. @throws AtriumError `forbidden` where a program asks, which stands for nobody */
export function sessionPrincipal({ principal }: Pick<BaseContext, 'principal'>): SessionPrincipal {
  if (principal.kind === 'session') return principal
  throw new AtriumError('forbidden', {
    detail: 'Only a signed-in person can do this.',
    next: 'Sign in at the console and do it there.',
  })
}
