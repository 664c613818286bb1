import { type AadstsError, aadstsTimestamp } from '../aadsts.ts'
import type { Exchange } from '../exchange.ts'
import { html } from './html.ts'
import { answerPage } from './page.ts'

/** Ways on from an error page; without them it is a dead end, as it must be while the address is not trusted. */
export interface WaysOn {
  otherAccount: string
  /** Where "Return to the application" posts. */
  action?: string
}

/** Shows an error to the person at the browser, with what support would ask for. */
export function errorPage(exchange: Exchange, error: AadstsError, waysOn?: WaysOn): void {
  const { traceId, correlationId, at } = exchange.trace
  const back =
    waysOn?.action === undefined
      ? undefined
      : html`<form method="post" action="${waysOn.action}"><input type="hidden" name="step" value="return"><input type="hidden" name="code" value="${error.code}"><button>Return to the application</button></form>`
  answerPage(exchange, {
    title: 'We could not sign you in',
    status: waysOn === undefined ? 400 : 200,
    body: html`<h1>Sorry, but we’re having trouble signing you in.</h1>
<p role="alert">${error.message}</p>
${
  waysOn === undefined
    ? undefined
    : html`<div class="actions"><a class="button primary" href="${waysOn.otherAccount}">Sign in with another account</a>${back}</div>`
}
<h2>Troubleshooting details</h2>
<dl class="small">
<dt>Request id</dt><dd>${traceId}</dd>
<dt>Correlation id</dt><dd>${correlationId}</dd>
<dt>Timestamp</dt><dd>${aadstsTimestamp(at)}</dd>
</dl>`,
  })
}

/** Says what a code means, or that it means nothing here. */
export function errorCodePage(exchange: Exchange, code: string, text: string | undefined): void {
  answerPage(exchange, {
    title: 'Error codes',
    body: html`<h1>AADSTS${code}</h1>
<p>${text ?? 'There is no such error code here.'}</p>`,
  })
}
