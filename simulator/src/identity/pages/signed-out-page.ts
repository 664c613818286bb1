import type { Exchange } from '../exchange.ts'
import { html } from './html.ts'
import { answerPage } from './page.ts'

/** Says that signing out worked; hidden frames tell the applications, and the browser then goes on to `next`. */
export function signedOutPage(exchange: Exchange, page: { frames: readonly string[]; next: string | undefined }): void {
  const { frames, next } = page
  answerPage(exchange, {
    title: 'Signed out',
    ...(next === undefined ? {} : { refresh: next }),
    frameOrigins: frames.filter((frame) => URL.canParse(frame)).map((frame) => new URL(frame).origin),
    body: html`<h1>You signed out of your account</h1>
<p class="quiet">It’s a good idea to close all browser windows.</p>
${next === undefined ? undefined : html`<p><a href="${next}">Return to the application</a></p>`}
${frames.map((frame) => html`<iframe hidden title="" src="${frame}"></iframe>\n`)}`,
  })
}
