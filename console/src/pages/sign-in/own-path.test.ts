import { expect, test } from 'vitest'
import { ownPath } from './own-path.ts'

test.each(['/', '/people?department=Sales', '/people/1#history', '/sign-in/link'])('%s is a page of ours', (path) => {
  expect(ownPath(path)).toBe(path)
})

test.each([
  '//elsewhere.example/',
  '/\\elsewhere.example',
  '/\t/elsewhere.example',
  'https://elsewhere.example/',
  'javascript:alert(1)',
  'people',
  undefined,
])('%j could lead elsewhere', (text) => {
  expect(ownPath(text)).toBeUndefined()
})
