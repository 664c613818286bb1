/** One page that the browser shows, with the forms that a person could use. */
export interface Page {
  url: string
  status: number
  text: string
  headers: Headers
  forms: Form[]
  links: { href: string; text: string }[]
}

export interface Form {
  action: string
  method: string
  fields: Record<string, string>
  buttons: { text: string; name: string; value: string }[]
}

/**
 * A browser without scripts: keeps cookies, follows redirects within the origin and stops at any other address, whose
 * page it then shows empty.
 */
export class Browser {
  readonly #cookies = new Map<string, string>()
  readonly #home: string
  page: Page | undefined

  constructor(home: string) {
    this.#home = home
  }

  async open(url: string, init: RequestInit = {}): Promise<Page> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', ...value] = pair.split('=')
      this.#cookies.set(name, value.join('='))
    }
    const location = response.headers.get('location')
    const text = await response.text()
    if (location !== null) {
      const target = new URL(location, url).href
      if (new URL(target).origin === this.#home) return this.open(target)
      return this.#show({ url: target, status: response.status, text: '', headers: response.headers })
    }
    return this.#show({ url, status: response.status, text, headers: response.headers })
  }

  /** Presses the button whose text contains `text`, with what was typed into the fields of its form. */
  async press(text: string, typed: Record<string, string> = {}): Promise<Page> {
    for (const form of this.page?.forms ?? []) {
      const fits = Object.keys(typed).every((name) => name in form.fields)
      const button = form.buttons.find((candidate) => candidate.text.includes(text))
      if (!fits || button === undefined || this.page === undefined) continue
      const body = new URLSearchParams({ ...form.fields, ...typed })
      if (button.name !== '') body.set(button.name, button.value)
      return this.open(new URL(form.action, this.page.url).href, { method: form.method, body })
    }
    throw new Error(`No button "${text}" on ${this.page?.url}:\n${this.page?.text}`)
  }

  /** Follows the link whose text contains `text`. */
  async follow(text: string): Promise<Page> {
    const link = this.page?.links.find((candidate) => candidate.text.includes(text))
    if (link === undefined || this.page === undefined) throw new Error(`No link "${text}" on ${this.page?.url}`)
    return this.open(new URL(link.href, this.page.url).href)
  }

  #show(shown: Omit<Page, 'forms' | 'links'>): Page {
    this.page = { ...shown, forms: readForms(shown.text), links: readLinks(shown.text) }
    return this.page
  }
}

/** The query of the page at which the browser stopped. */
export function queryOf(page: Page): URLSearchParams {
  return new URL(page.url).searchParams
}

/** What an application receives at the address where the browser stopped: in the query, or in the fragment. */
export function answerOf(page: Page): URLSearchParams {
  const { hash, searchParams } = new URL(page.url)
  return hash === '' ? searchParams : new URLSearchParams(hash.slice(1))
}

function readForms(text: string): Form[] {
  return [...text.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', body = '']) => {
    const inputs = [...body.matchAll(/<input([^>]*)>/g)].map(([, input = '']) => input)
    return {
      action: attribute(head, 'action'),
      method: attribute(head, 'method').toUpperCase(),
      fields: Object.fromEntries(inputs.map((input) => [attribute(input, 'name'), attribute(input, 'value')])),
      buttons: [...body.matchAll(/<button([^>]*)>([\s\S]*?)<\/button>/g)].map(([, button = '', label = '']) => ({
        text: plain(label),
        name: attribute(button, 'name'),
        value: attribute(button, 'value'),
      })),
    }
  })
}

function readLinks(text: string): { href: string; text: string }[] {
  return [...text.matchAll(/<a([^>]*)>([\s\S]*?)<\/a>/g)].map(([, link = '', label = '']) => ({
    href: attribute(link, 'href'),
    text: plain(label),
  }))
}

function attribute(tag: string, name: string): string {
  return plain(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
}

function plain(markup: string): string {
  return markup
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
