import fc from 'fast-check'
import { expect, test } from 'vitest'
import { html } from './html.ts'

test('plain values never become markup, nested markup stays', () => {
  expect(html`<p>${'<b>'}${html`<i>${'"&\''}</i>`}</p>`.markup).toBe('<p>&lt;b&gt;<i>&quot;&amp;&#39;</i></p>')
  fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(html`${text}`.markup)))
})
