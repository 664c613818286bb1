/**
 * The headers of every answer. The policy allows nothing inline: scripts are files of our own, and styles too, except
 * those that carry the page's nonce. Griffel, which makes Fluent's styles, fills `<style>` elements by CSSOM; a browser
 * gives such an element no sheet to fill unless the policy allows the element, which the nonce does (CSP 3 §4.2.3).
 * `style` properties that scripts set need no allowance, as they are no inline markup.
 */
export function securityHeaders(options: { https: boolean; nonce?: string }): Record<string, string> {
  return {
    'content-security-policy':
      options.nonce === undefined ? "default-src 'none'; frame-ancestors 'none'" : page(options.nonce),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    ...(options.https && { 'strict-transport-security': 'max-age=31536000' }),
  }
}

const page = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
