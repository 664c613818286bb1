interface Visit {
  /** the address that the last page sent the browser to, outside the place visited */
  readonly leftFor: URL
}

/**
 * Goes through the server-rendered pages of a simulated sign-in as a browser without scripts would: keeps cookies, follows redirects, and on
 * each page presses the first button whose text contains one of `buttons`, until it is sent to another place.
 */
export async function visit(start: URL, buttons: readonly string[]): Promise<Visit> {
  const cookies = new Map<string, string>()
  let next: { url: URL; body?: URLSearchParams } = { url: start }
  for (let page = 0; page < 12; page++) {
    const response = await fetch(next.url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(next.body === undefined ? {} : { method: 'POST', body: next.body }),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) {
      next = press(await response.text(), next.url, buttons)
      continue
    }
    const url = new URL(location, next.url)
    if (url.origin !== start.origin) return { leftFor: url }
    next = { url }
  }
  throw new Error(`still on ${next.url.pathname} after twelve pages`)
}

function press(html: string, at: URL, buttons: readonly string[]): { url: URL; body?: URLSearchParams } {
  for (const [, head = '', inside = ''] of html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g))
    for (const [, button = '', label = ''] of inside.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)) {
      if (!buttons.some((text) => plain(label).includes(text))) continue
      const body = new URLSearchParams()
      for (const [, input = ''] of inside.matchAll(/<input([^>]*)>/g))
        body.set(attribute(input, 'name'), attribute(input, 'value'))
      if (attribute(button, 'name') !== '') body.set(attribute(button, 'name'), attribute(button, 'value'))
      const url = new URL(attribute(head, 'action'), at)
      return attribute(head, 'method').toLowerCase() === 'post' ? { url, body } : { url: new URL(`?${body}`, url) }
    }
  throw new Error(`no button ${buttons.join(' or ')} on ${at.pathname}: ${plain(html).slice(0, 400)}`)
}

const attribute = (tag: string, name: string): string => plain(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
const plain = (markup: string): string =>
  markup
    .replace(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
