import type { IdentityUser, Registration } from '../../identity-port.ts'
import type { Exchange } from '../exchange.ts'
import { permissionText } from '../permission-texts.ts'
import { type Html, html } from './html.ts'
import { answerPage } from './page.ts'
import { account } from './sign-in-page.ts'

export interface ConsentPage {
  action: string
  otherAccount: string
  registration: Registration
  organisation: string
  user: IdentityUser
  /** Names of permissions that the application would use by itself. */
  roles: readonly string[]
  /** Names of permissions that it would use on behalf of a signed-in person. */
  scopes: readonly string[]
  /** Whether the consent is for everybody in the organisation. */
  isForOrganisation: boolean
}

/** Asks the signed-in person to allow what the application wants. */
export function consentPage(exchange: Exchange, page: ConsentPage): void {
  const { registration, user } = page
  const whose = page.isForOrganisation ? 'Permissions requested for your organisation' : 'Permissions requested'
  answerPage(exchange, {
    title: whose,
    body: html`<h1>${whose}</h1>
<dl>
<dt>Application</dt><dd><strong>${registration.displayName}</strong></dd>
<dt>Publisher</dt><dd>${registration.publisher}</dd>
<dt>Organisation</dt><dd>${page.organisation}</dd>
<dt>Signed in as</dt><dd>${user.userPrincipalName}</dd>
</dl>
${permissions('Used by the application itself, without a signed-in person', page.roles)}
${permissions('Used on behalf of a signed-in person', page.scopes)}
<p class="quiet">${
      page.isForOrganisation
        ? 'If you accept, this application gets access to the named data for everybody in your organisation. Nobody else will be asked.'
        : 'Accepting allows this application to use the named data of your account.'
    }</p>
<form method="post" action="${page.action}">
<input type="hidden" name="step" value="consent">
<input type="hidden" name="account" value="${account(user)}">
<div class="actions">
<button name="decision" value="accept" class="primary">Accept</button>
<button name="decision" value="cancel">Cancel</button>
<a class="button" href="${page.otherAccount}">Use another account</a>
</div>
</form>`,
  })
}

export interface NeedApprovalPage {
  action: string
  otherAccount: string
  registration: Registration
  user: IdentityUser
  organisation: string
  permissions: readonly string[]
  sentence: string
}

/** Tells a person without the right that an administrator has to consent. */
export function needApprovalPage(exchange: Exchange, page: NeedApprovalPage): void {
  answerPage(exchange, {
    title: 'Need admin approval',
    body: html`<h1>Need admin approval</h1>
<p><strong>${page.registration.displayName}</strong> needs permission to access resources in ${page.organisation} that only an administrator can grant. Ask an administrator to grant permission to this application before you use it.</p>
<dl><dt>Signed in as</dt><dd>${page.user.userPrincipalName}</dd><dt>Publisher</dt><dd>${page.registration.publisher}</dd></dl>
${permissions('What it asks for', page.permissions)}
<form method="post" action="${page.action}">
<input type="hidden" name="step" value="return">
<input type="hidden" name="code" value="90094">
<div class="actions">
<a class="button primary" href="${page.otherAccount}">Have an admin account? Sign in with that account</a>
<button>Return to the application without granting consent</button>
</div>
</form>
<p class="quiet small">${page.sentence}</p>`,
  })
}

function permissions(heading: string, names: readonly string[]): Html | undefined {
  if (names.length === 0) return undefined
  const items = names
    .map(permissionText)
    .map(
      ({ name, title, description }) =>
        html`<li><strong>${title}</strong>${description === '' ? undefined : html`<span class="quiet">${description}</span><br>`}<code>${name}</code></li>\n`,
    )
  return html`<h2>${heading}</h2>
<ul class="permissions" aria-label="${heading}">${items}</ul>`
}
