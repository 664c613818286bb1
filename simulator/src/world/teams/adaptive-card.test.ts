import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Json } from '../model.ts'
import { cardActions, cardProblems, schemaProblems } from './adaptive-card.ts'

const folder = new URL('../../../contract/adaptive-cards/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8').replace(/^\uFEFF/, '')
const manifest: { cards: { file: string; expect: string }[] } = JSON.parse(read('manifest.json'))
const card = (more: { [name: string]: Json } = {}): Json => ({
  type: 'AdaptiveCard',
  version: '1.4',
  body: [],
  ...more,
})

describe('the schema’s verdict on Microsoft’s own sample cards', () => {
  test('there are 35 of them', () => {
    expect(manifest.cards.length).toBe(35)
  })

  test.each(manifest.cards.map(({ file, expect: verdict }) => [file, verdict]))('%s is %s', (file, verdict) => {
    const content: Json = JSON.parse(read(file))
    expect(schemaProblems(content).length === 0 ? 'valid' : 'invalid').toBe(verdict)
  })
})

describe('what Teams shows', () => {
  test('a plain card as it is', () => {
    expect(cardProblems(card({ body: [{ type: 'TextBlock', text: 'Line 4 is down', color: 'attention' }] }))).toEqual(
      [],
    )
  })

  test('its own root property for full width and mentions', () => {
    expect(cardProblems(card({ msteams: { width: 'Full' } }))).toEqual([])
  })

  test('a table of version 1.5, which the schema of 1.4 does not know', () => {
    const table = { type: 'Table', columns: [{ width: 1 }], rows: [] }
    expect(cardProblems(card({ version: '1.5', body: [table] }))).toEqual([])
    expect(cardProblems(card({ body: [table] }))).not.toEqual([])
  })

  test.each([
    ['no card', { type: 'MessageCard' }, /'AdaptiveCard'/],
    ['no version', { type: 'AdaptiveCard', body: [] }, /'version'/],
    ['a version of the future', card({ version: '1.6' }), /above 1.5/],
    ['a misspelt colour', card({ body: [{ type: 'TextBlock', text: 'a', color: 'defaultJUNK' }] }), /./],
    [
      'a script behind a button',
      card({ actions: [{ type: 'Action.OpenUrl', title: 'Go', url: 'javascript:1' }] }),
      /'Go'/,
    ],
    [
      'more buttons than fit',
      card({ actions: Array.from({ length: 9 }, () => ({ type: 'Action.OpenUrl', url: 'https://a.example' })) }),
      /Only 6 of 9/,
    ],
  ])('not %s', (_, content, sentence) => {
    expect(cardProblems(content).join('; ')).toMatch(sentence)
  })
})

test('buttons are found wherever they stand, and data is no place for them', () => {
  const inner = card({ actions: [{ type: 'Action.Submit', title: 'Inner', data: { type: 'Action.Fake' } }] })
  const actions = [{ type: 'Action.ShowCard', title: 'More', card: inner }]
  const found = cardActions(card({ body: [{ type: 'Image', url: 'https://a', selectAction: actions[0] ?? null }] }))
  expect(found.map(({ title }) => title)).toEqual(['More', 'Inner'])
})
