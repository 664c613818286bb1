/**
 * A page of this console to go back to, from an address that anybody could have written; undefined for everything that could
 * lead elsewhere: `//host` and `/\host` name another host (URL Standard §4.4).
 */
export function ownPath(text: string | undefined): string | undefined {
  if (text === undefined || !text.startsWith('/')) return undefined
  const base = 'https://console.invalid'
  return URL.canParse(text, base) && new URL(text, base).origin === base ? text : undefined
}
