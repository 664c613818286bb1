import type { IdentityUser } from '../../identity-port.ts'
import type { Exchange } from '../exchange.ts'
import { html } from './html.ts'
import { answerPage } from './page.ts'
import { account } from './sign-in-page.ts'

/** Asks for the code that a device shows. */
export function deviceCodePage(exchange: Exchange, page: { action: string; alert: string | undefined }): void {
  answerPage(exchange, {
    title: 'Enter code',
    body: html`<h1>Enter code to allow access</h1>
<p class="quiet">Once you enter the code displayed on your app or device, it will have access to your account.</p>
${page.alert === undefined ? undefined : html`<p role="alert">${page.alert}</p>`}
<form method="post" action="${page.action}">
<label for="user_code">Code</label>
<input id="user_code" name="user_code" type="text" autocomplete="off" autocapitalize="characters" spellcheck="false" required value="">
<div class="actions"><button class="primary">Next</button></div>
</form>`,
  })
}

/** Makes sure that the person wants to sign in on another device. */
export function deviceConfirmPage(
  exchange: Exchange,
  page: { action: string; user: IdentityUser; appName: string },
): void {
  answerPage(exchange, {
    title: 'Confirm sign-in',
    body: html`<h1>Are you trying to sign in to ${page.appName}?</h1>
<p>Only continue if you downloaded the app from a store or website that you trust.</p>
<dl><dt>Signed in as</dt><dd>${page.user.userPrincipalName}</dd></dl>
<form method="post" action="${page.action}">
<input type="hidden" name="step" value="device-confirm">
<input type="hidden" name="account" value="${account(page.user)}">
<div class="actions">
<button name="decision" value="continue" class="primary">Continue</button>
<button name="decision" value="cancel">Cancel</button>
</div>
</form>`,
  })
}

/** Sends the person back to their device. */
export function deviceDonePage(exchange: Exchange, sentence: string): void {
  answerPage(exchange, { title: 'Device sign-in', body: html`<h1>Device sign-in</h1>\n<p>${sentence}</p>` })
}
