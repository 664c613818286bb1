import type { IdentityUser } from '../../identity-port.ts'
import type { Exchange } from '../exchange.ts'
import { type Html, html } from './html.ts'
import { answerPage } from './page.ts'

export interface SignInPage {
  /** Where the forms go: this same request. */
  action: string
  appName: string
  /** The organisation that must sign in, when the request fixes one. */
  organisation: string | undefined
  signedIn: readonly IdentityUser[]
  /** Suggestions by organisation. */
  suggested: readonly { organisation: string; users: readonly IdentityUser[] }[]
  username: string
  /** An AADSTS sentence about the last attempt. */
  alert: string | undefined
}

/** The account picker with a form for any other account. */
export function signInPage(exchange: Exchange, page: SignInPage): void {
  const shown = new Set(page.signedIn.map(account))
  const groups = page.suggested.map(({ organisation, users }) => ({
    organisation,
    users: users.filter((user) => !shown.has(account(user))),
  }))
  answerPage(exchange, {
    title: 'Sign in',
    body: html`<h1>Sign in</h1>
<p class="quiet">to continue to <strong>${page.appName}</strong>${page.organisation === undefined ? '' : ` at ${page.organisation}`}</p>
${page.alert === undefined ? undefined : html`<p role="alert">${page.alert}</p>`}
<form method="post" action="${page.action}">
<input type="hidden" name="step" value="sign-in">
${accounts('Already signed in', page.signedIn)}
${groups.map(({ organisation, users }) => accounts(`People of ${organisation}`, users))}
</form>
<h2>Use another account</h2>
<form method="post" action="${page.action}">
<input type="hidden" name="step" value="sign-in">
<label for="username">User name</label>
<input id="username" name="username" type="text" inputmode="email" autocomplete="username" autocapitalize="none" spellcheck="false" required value="${page.username}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required aria-describedby="password-hint">
<p id="password-hint" class="quiet">Every simulated account has the password <code>simulated</code> until it is changed.</p>
<div class="actions"><button class="primary">Sign in</button></div>
</form>`,
  })
}

/** The value that names an account in forms. */
export function account(user: { tenantId: string; objectId: string }): string {
  return `${user.tenantId}/${user.objectId}`
}

function accounts(heading: string, users: readonly IdentityUser[]): Html | undefined {
  if (users.length === 0) return undefined
  const items = users.map(
    (user) =>
      html`<li><button name="account" value="${account(user)}">Sign in as <strong>${user.displayName}</strong><span class="dash"> — </span><span class="upn">${user.userPrincipalName}</span></button></li>\n`,
  )
  return html`<h2>${heading}</h2>
<ul class="accounts">${items}</ul>`
}
