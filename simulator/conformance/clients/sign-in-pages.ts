import type { Setting } from '../setting.ts'

type Person = Setting['administrator']

/** A browser's part of a sign-in: opens the authorization address, fills in the form, and brings what the application is told. */
export async function signIn(address: string, person: Person): Promise<URLSearchParams> {
  const browser = new Browser()
  await browser.open(address)
  const { location, text } = await browser.post(address, { step: 'sign-in', ...formOf(person) })
  if (location === null) throw new Error(`Signing in led to no redirect, but to:\n${readable(text)}`)
  return new URL(location, address).searchParams
}

/** What a person does with a device code: types it, signs in and confirms. */
export async function enterDeviceCode(page: string, userCode: string, person: Person): Promise<void> {
  const browser = new Browser()
  await browser.open(page)
  const address = `${page}?user_code=${encodeURIComponent(userCode)}`
  const asked = await browser.post(address, { step: 'sign-in', ...formOf(person) })
  const [, account = ''] = /name="account" value="([^"]*)"/.exec(asked.text) ?? []
  const { text } = await browser.post(address, { step: 'device-confirm', account, decision: 'continue' })
  if (!text.includes('You have signed in')) throw new Error(`The device code was not taken:\n${readable(text)}`)
}

const formOf = ({ userPrincipalName, password }: Person) => ({ username: userPrincipalName, password })

/** What a person reads on a page. */
const readable = (page: string) =>
  page
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 600)

/** As much of a browser as these pages need: cookies, and no redirect followed. */
class Browser {
  readonly #cookies = new Map<string, string>()

  open(address: string) {
    return this.#ask(address, {})
  }

  post(address: string, form: Record<string, string>) {
    return this.#ask(address, { method: 'POST', body: new URLSearchParams(form) })
  }

  async #ask(address: string, init: RequestInit): Promise<{ location: string | null; text: string }> {
    const cookie = [...this.#cookies].map((pair) => pair.join('=')).join('; ')
    const response = await fetch(address, { ...init, redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      this.#cookies.set(name, value)
    }
    return { location: response.headers.get('location'), text: await response.text() }
  }
}
