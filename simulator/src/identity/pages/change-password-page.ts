import type { IdentityUser } from '../../identity-port.ts'
import type { Exchange } from '../exchange.ts'
import { html } from './html.ts'
import { answerPage } from './page.ts'

/** Asks a person whose password was set for them to choose their own. */
export function changePasswordPage(
  exchange: Exchange,
  page: { action: string; user: IdentityUser; alert: string | undefined },
): void {
  answerPage(exchange, {
    title: 'Update your password',
    body: html`<h1>Update your password</h1>
<p class="quiet">You need to update your password because this is the first time you are signing in, or because your password has expired.</p>
${page.alert === undefined ? undefined : html`<p role="alert">${page.alert}</p>`}
<form method="post" action="${page.action}">
<input type="hidden" name="step" value="change-password">
<input type="hidden" name="username" value="${page.user.userPrincipalName}">
<label for="password">Current password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<label for="new_password">New password</label>
<input id="new_password" name="new_password" type="password" autocomplete="new-password" required>
<div class="actions"><button class="primary">Update password</button></div>
</form>`,
  })
}
