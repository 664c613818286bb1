import type { IdentityUser } from '../identity-port.ts'
import { AadstsError } from './aadsts.ts'
import type { Exchange } from './exchange.ts'
import { changePasswordPage } from './pages/change-password-page.ts'
import { signInPage } from './pages/sign-in-page.ts'
import { checkPassword } from './password-check.ts'
import type { Platform } from './platform.ts'
import { eligibleAccounts, hintedAccount, type SignedIn, type SignInRequest } from './sign-in.ts'
import { recordInteractive } from './sign-in-log.ts'

/**
 * Answers the form of the sign-in page, or of the page on which a password is changed; undefined when one of them is
 * shown again.
 * @throws AadstsError 50020 for an account of another tenancy
 */
export function answerSignInForm(platform: Platform, exchange: Exchange, asked: SignInRequest): SignedIn | undefined {
  const { world } = platform
  const { form } = exchange
  const username = form.get('username')?.trim() ?? ''
  const chosen = form.get('account')
  const [tenantId = '', objectId = ''] = (chosen ?? '').split('/')
  const user = chosen === null ? world.findUserByUpn(username) : world.findUser(tenantId, objectId)
  try {
    if (user === undefined) {
      const tenant = asked.tenancy?.displayName ?? 'requested'
      throw new AadstsError(50034, { values: { upn: username, tenant } })
    }
    // The buttons of the sign-in page stand for a person and their password.
    if (chosen === null) checkPassword(platform, user, form.get('password') ?? '')
    else if (!user.accountEnabled) throw new AadstsError(50057)
  } catch (error) {
    if (!(error instanceof AadstsError)) throw error
    if (user !== undefined) recordInteractive(platform, user, asked.registration.appId, error.code)
    if (user === undefined || error.code !== 50055) {
      return showSignIn(platform, exchange, asked, eligibleAccounts(platform, exchange, asked), error.message)
    }
    if (!changePassword(platform, exchange, asked, user)) return undefined
  }
  refuseForeigners(asked, user)
  const session = platform.sessions.signIn(exchange, user, world.now())
  const [account] = session.accounts
  return account === undefined ? undefined : { user, session, account }
}

/** Whether the person, who gave the right password, has chosen their next one; otherwise the page asks for it. */
function changePassword(platform: Platform, exchange: Exchange, asked: SignInRequest, user: IdentityUser): boolean {
  const { form } = exchange
  const next = form.get('new_password') ?? ''
  const isAnswer = form.get('step') === 'change-password'
  if (isAnswer && next !== '' && next !== form.get('password')) {
    platform.world.changePassword(user.tenantId, user.objectId, next)
    return true
  }
  const alert = isAnswer ? 'Choose a password that is not the present one.' : undefined
  changePasswordPage(exchange, { action: asked.action, user, alert })
  return false
}

function refuseForeigners(asked: SignInRequest, user: IdentityUser): void {
  if (asked.tenancy === undefined || user.tenantId === asked.tenancy.tenantId) return
  const { appId, displayName } = asked.registration
  const { displayName: tenant } = asked.tenancy
  const home = `https://sts.windows.net/${user.tenantId}/`
  throw new AadstsError(50020, {
    values: { upn: user.userPrincipalName, home, tenant, app: appId, appName: displayName },
  })
}

/** Shows the sign-in page. */
export function showSignIn(
  platform: Platform,
  exchange: Exchange,
  asked: SignInRequest,
  accounts: readonly SignedIn[],
  alert?: string,
): undefined {
  const { world } = platform
  const hinted = hintedAccount(platform, asked.loginHint)
  const suggested = suggestedTenancies(platform, asked).map(({ tenantId, displayName }) => {
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

/** The publisher's own people rarely sign in to what it publishes; they still can, by name. */
function suggestedTenancies({ world }: Platform, { tenancy, domainHint, registration }: SignInRequest) {
  const hinted = domainHint === undefined ? undefined : world.findTenancy(domainHint)
  if (tenancy !== undefined) return [tenancy]
  if (hinted !== undefined) return [hinted]
  return world.tenancies().filter(({ tenantId }) => tenantId !== registration.homeTenantId)
}
