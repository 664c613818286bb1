import { createHash } from 'node:crypto'
import { type Exchange, send } from '../exchange.ts'
import { type Html, html } from './html.ts'
import { STYLE } from './style.ts'

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

/**
 * Answers with a page. No `form-action` in the policy: browsers apply it to redirects after a form as well, and those
 * lead to the application.
 */
export function answerPage(
  exchange: Exchange,
  page: {
    title: string
    body: Html
    status?: number
    scriptHash?: string
    /** Where the browser goes by itself after two seconds. */
    refresh?: string
    /** Origins that the page shows in frames. */
    frameOrigins?: readonly string[]
  },
): void {
  const { refresh, frameOrigins = [] } = page
  const frames = frameOrigins.length === 0 ? '' : `; frame-src ${[...new Set(frameOrigins)].join(' ')}`
  const script = page.scriptHash === undefined ? '' : `; script-src 'sha256-${page.scriptHash}'`
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${refresh === undefined ? undefined : html`<meta http-equiv="refresh" content="2; url=${refresh}">`}
<title>${page.title} – Simulated Microsoft sign-in</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<p class="mark"><span aria-hidden="true"></span>Simulated Microsoft sign-in</p>
<main>
${page.body}
</main>
</body>
</html>
`
  send(exchange, page.status ?? 200, document.markup, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store, no-cache',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'${script}${frames}`,
  })
}

/**
 * The address of this same request, for the forms of its pages: whatever the application asked stays in the query, so
 * the server keeps nothing between two pages.
 */
export function sameRequest(
  asked: URLSearchParams,
  exchange: Exchange,
  changes: Record<string, string | undefined> = {},
): string {
  const query = new URLSearchParams(asked)
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) query.delete(name)
    else query.set(name, value)
  }
  return `${exchange.url.pathname}?${query}`
}
