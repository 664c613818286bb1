import { createHash } from 'node:crypto'
import type { Exchange } from '../exchange.ts'
import { html } from './html.ts'
import { answerPage } from './page.ts'

const SCRIPT = 'document.forms[0].submit()'
const SCRIPT_HASH = createHash('sha256').update(SCRIPT).digest('base64')

/** `response_mode=form_post`: a form that sends itself to the application (OAuth 2.0 Form Post Response Mode). */
export function formPostPage(exchange: Exchange, action: string, fields: URLSearchParams): void {
  const inputs = [...fields].map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`)
  answerPage(exchange, {
    title: 'Working',
    scriptHash: SCRIPT_HASH,
    body: html`<h1>Returning to the application</h1>
<form method="post" action="${action}">
${inputs}<noscript><p>Press Continue to go on.</p></noscript>
<button class="primary">Continue</button>
</form>
<script>${{ markup: SCRIPT }}</script>`,
  })
}
