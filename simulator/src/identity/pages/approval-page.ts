import type { IdentityUser } from '../../identity-port.ts'
import type { Exchange } from '../exchange.ts'
import { html } from './html.ts'
import { answerPage } from './page.ts'
import { account } from './sign-in-page.ts'

/** Stands for every kind of strong authentication: one button says that the person proved who they are. */
export function approvalPage(
  exchange: Exchange,
  page: { action: string; user: IdentityUser; appName: string; sentence: string | undefined },
): void {
  answerPage(exchange, {
    title: 'Approve sign-in request',
    body: html`<h1>Approve sign-in request</h1>
<p><strong>${page.appName}</strong> needs more proof that this is ${page.user.userPrincipalName}.</p>
<form method="post" action="${page.action}">
<input type="hidden" name="step" value="approve">
<input type="hidden" name="account" value="${account(page.user)}">
<div class="actions">
<button name="decision" value="approve" class="primary">Approve</button>
<button name="decision" value="deny">Deny</button>
</div>
</form>
${page.sentence === undefined ? undefined : html`<p class="quiet small">${page.sentence}</p>`}`,
  })
}
