import type { IdentityUser, Registration, TenancyRef } from '../identity-port.ts'
import { AadstsError } from './aadsts.ts'
import type { BrowserSession, SignedInAccount } from './browser-sessions.ts'
import type { Exchange } from './exchange.ts'
import { account } from './pages/sign-in-page.ts'
import type { Platform } from './platform.ts'
import { answerSignInForm, showSignIn } from './sign-in-form.ts'
import { accountOfLoginHint } from './tokens/id-token.ts'

/** What a request says about who should sign in, and how. */
export interface SignInRequest {
  registration: Registration
  /** The only tenancy whose people may sign in; undefined for any work account. */
  tenancy: TenancyRef | undefined
  prompts: ReadonlySet<string>
  loginHint: string | undefined
  /** A domain of the organisation whose people to suggest. */
  domainHint: string | undefined
  /** Seconds since the last sign-in, at most. */
  maxAge: number | undefined
  /** Where the forms of the page go. */
  action: string
}

export interface SignedIn {
  user: IdentityUser
  session: BrowserSession
  account: SignedInAccount
}

/** Forms that follow a sign-in of this very request, so that its age is not asked again. */
const LATER_STEPS = ['consent', 'approve', 'device-confirm']

/**
 * The person at the browser: from its session, from the form just sent, or undefined when the sign-in page was shown.
 * @throws AadstsError 50058 or 16000 when `prompt=none` cannot be obeyed, 50020 for an account of another tenancy
 */
export function signIn(platform: Platform, exchange: Exchange, asked: SignInRequest): SignedIn | undefined {
  const step = exchange.form.get('step') ?? ''
  if (step === 'sign-in' || step === 'change-password') return answerSignInForm(platform, exchange, asked)
  const accounts = eligibleAccounts(platform, exchange, asked)
  if (LATER_STEPS.includes(step)) {
    const chosen = eligibleAccounts(platform, exchange, { ...asked, maxAge: undefined }).find(
      ({ user }) => account(user) === exchange.form.get('account'),
    )
    return chosen ?? showSignIn(platform, exchange, asked, accounts)
  }
  if (asked.prompts.has('login') || asked.prompts.has('select_account'))
    return showSignIn(platform, exchange, asked, accounts)
  const hinted = hintedAccount(platform, asked.loginHint)
  const fitting =
    asked.loginHint === undefined ? accounts : accounts.filter(({ user }) => user.objectId === hinted?.objectId)
  const [only, ...others] = fitting
  if (only !== undefined && others.length === 0) return only
  if (asked.prompts.has('none')) throw new AadstsError(only === undefined ? 50058 : 16000)
  return showSignIn(platform, exchange, asked, accounts)
}

/** Accounts signed in within this browser that still are good for this request. */
export function eligibleAccounts(platform: Platform, exchange: Exchange, asked: SignInRequest): SignedIn[] {
  const session = platform.sessions.find(exchange)
  if (session === undefined) return []
  const now = platform.world.now()
  return session.accounts.flatMap((account) => {
    const { tenantId, objectId, authenticatedAt } = account
    const user = platform.world.findUser(tenantId, objectId)
    const isGood =
      user?.accountEnabled === true &&
      authenticatedAt >= user.sessionsValidFrom &&
      (asked.tenancy === undefined || asked.tenancy.tenantId === tenantId) &&
      (asked.maxAge === undefined || now - authenticatedAt <= asked.maxAge * 1000)
    return isGood ? [{ user, session, account }] : []
  })
}

/** The person whom a `login_hint` names: by user principal name, or by the claim of an earlier id token. */
export function hintedAccount(platform: Platform, hint: string | undefined): IdentityUser | undefined {
  if (hint === undefined) return undefined
  const [tenantId, objectId] = accountOfLoginHint(hint)?.split('/') ?? []
  if (tenantId !== undefined && objectId !== undefined) return platform.world.findUser(tenantId, objectId)
  return platform.world.findUserByUpn(hint)
}
