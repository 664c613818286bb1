import type { IdentityUser, Registration, TenancyRef } from '../identity-port.ts'
import { AadstsError } from './aadsts.ts'
import type { BrowserSession } from './browser-sessions.ts'
import type { Exchange } from './exchange.ts'
import { account, signInPage } from './pages/sign-in-page.ts'
import type { Platform } from './platform.ts'
import { GRAPH_APP_ID } from './scopes.ts'
import { accountOfLoginHint } from './tokens/id-token.ts'

/** The password of every simulated account. */
const PASSWORD = 'simulated'

/** What a request says about who should sign in, and how. */
export interface SignInRequest {
  registration: Registration
  /** The only tenancy whose people may sign in; undefined for any work account. */
  tenancy: TenancyRef | undefined
  prompts: ReadonlySet<string>
  loginHint: string | undefined
  /** Seconds since the last sign-in, at most. */
  maxAge: number | undefined
  /** Where the forms of the page go. */
  action: string
}

export interface SignedIn {
  user: IdentityUser
  session: BrowserSession
  authenticatedAt: number
}

/**
 * The person at the browser: from its session, from the form just sent, or undefined when the sign-in page was shown.
 * @throws AadstsError 50058 or 16000 when `prompt=none` cannot be obeyed, 50020 for an account of another tenancy
 */
export function signIn(platform: Platform, exchange: Exchange, asked: SignInRequest): SignedIn | undefined {
  const step = exchange.form.get('step')
  if (step === 'sign-in') return answerForm(platform, exchange, asked)
  const accounts = eligibleAccounts(platform, exchange, asked)
  if (step === 'consent') {
    // Consent follows a sign-in of this very request, so that its age is not asked again.
    const chosen = eligibleAccounts(platform, exchange, { ...asked, maxAge: undefined }).find(
      ({ user }) => account(user) === exchange.form.get('account'),
    )
    return chosen ?? show(platform, exchange, asked, accounts)
  }
  if (asked.prompts.has('login') || asked.prompts.has('select_account'))
    return show(platform, exchange, asked, accounts)
  const hinted = asked.loginHint === undefined ? undefined : hintedAccount(platform, asked.loginHint)
  const fitting =
    asked.loginHint === undefined ? accounts : accounts.filter(({ user }) => user.objectId === hinted?.objectId)
  const [only, ...others] = fitting
  if (only !== undefined && others.length === 0) return only
  if (asked.prompts.has('none')) throw new AadstsError(only === undefined ? 50058 : 16000)
  return show(platform, exchange, asked, accounts)
}

function answerForm(platform: Platform, exchange: Exchange, asked: SignInRequest): SignedIn | undefined {
  const { world } = platform
  const { form } = exchange
  const username = form.get('username')?.trim() ?? ''
  const chosen = form.get('account')
  const [tenantId = '', objectId = ''] = (chosen ?? '').split('/')
  const user = chosen === null ? world.findUserByUpn(username) : world.findUser(tenantId, objectId)
  try {
    const values = { upn: username, tenant: asked.tenancy?.displayName ?? 'requested' }
    if (user === undefined) throw new AadstsError(50034, { values })
    if (chosen === null && form.get('password') !== PASSWORD) throw new AadstsError(50126)
    if (!user.accountEnabled) throw new AadstsError(50057)
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    if (user !== undefined) recordInteractive(platform, user, asked.registration.appId, error.code)
    return show(platform, exchange, asked, eligibleAccounts(platform, exchange, asked), error.message)
  }
  const now = world.now()
  if (asked.tenancy !== undefined && user.tenantId !== asked.tenancy.tenantId) {
    const { appId, displayName } = asked.registration
    const { displayName: tenant } = asked.tenancy
    const home = `https://sts.windows.net/${user.tenantId}/`
    throw new AadstsError(50020, {
      values: { upn: user.userPrincipalName, home, tenant, app: appId, appName: displayName },
    })
  }
  return { user, session: platform.sessions.signIn(exchange, user, now), authenticatedAt: now }
}

/** Accounts signed in within this browser that still are good for this request. */
function eligibleAccounts(platform: Platform, exchange: Exchange, asked: SignInRequest): SignedIn[] {
  const session = platform.sessions.find(exchange)
  if (session === undefined) return []
  const now = platform.world.now()
  return session.accounts.flatMap(({ tenantId, objectId, authenticatedAt }) => {
    const user = platform.world.findUser(tenantId, objectId)
    const isGood =
      user?.accountEnabled === true &&
      authenticatedAt >= user.sessionsValidFrom &&
      (asked.tenancy === undefined || asked.tenancy.tenantId === tenantId) &&
      (asked.maxAge === undefined || now - authenticatedAt <= asked.maxAge * 1000)
    return isGood ? [{ user, session, authenticatedAt }] : []
  })
}

function hintedAccount(platform: Platform, hint: string): IdentityUser | undefined {
  const [tenantId, objectId] = accountOfLoginHint(hint)?.split('/') ?? []
  if (tenantId !== undefined && objectId !== undefined) return platform.world.findUser(tenantId, objectId)
  return platform.world.findUserByUpn(hint)
}

function show(
  platform: Platform,
  exchange: Exchange,
  asked: SignInRequest,
  accounts: readonly SignedIn[],
  alert?: string,
): undefined {
  const { world } = platform
  const hinted = asked.loginHint === undefined ? undefined : hintedAccount(platform, asked.loginHint)
  // The publisher's own people rarely sign in to what it publishes; they still can, by name.
  const others = world.tenancies().filter(({ tenantId }) => tenantId !== asked.registration.homeTenantId)
  const tenancies = asked.tenancy === undefined ? others : [asked.tenancy]
  const suggested = tenancies.map(({ tenantId, displayName }) => {
    const users = world.suggestedUsers(tenantId)
    const isMissing = hinted?.tenantId === tenantId && !users.some((user) => user.objectId === hinted.objectId)
    return { organisation: displayName, users: isMissing ? [hinted, ...users] : users }
  })
  signInPage(exchange, {
    action: asked.action,
    appName: asked.registration.displayName,
    organisation: asked.tenancy?.displayName,
    signedIn: accounts.map(({ user }) => user),
    suggested,
    username: exchange.form.get('username') ?? hinted?.userPrincipalName ?? asked.loginHint ?? '',
    alert,
  })
  return undefined
}

/** Writes an interactive sign-in into the tenancy's sign-in log. */
export function recordInteractive(
  platform: Platform,
  user: IdentityUser,
  appId: string,
  errorCode: number,
  resourceAppId: string = GRAPH_APP_ID,
): void {
  platform.world.recordSignIn({
    tenantId: user.tenantId,
    userObjectId: user.objectId,
    appId,
    resourceAppId,
    interactive: true,
    errorCode,
  })
}
