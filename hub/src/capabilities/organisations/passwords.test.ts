import { expect, test } from 'vitest'
import { systemRandom } from '../../kernel/random.ts'
import { passwordObjection } from './password-quality.ts'
import { createPasswords } from './passwords.ts'

const cheap = { memory: 64, passes: 1, parallelism: 1 }
const passwords = createPasswords(systemRandom, cheap)

test("a hash carries RFC 9106's parameters, its own salt and nothing of the password", async () => {
  const strong = createPasswords(systemRandom)
  const [one, two] = await Promise.all([strong.hash('a lighthouse'), strong.hash('a lighthouse')])
  expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(two).not.toBe(one)
  expect(await strong.matches(one, 'a lighthouse')).toBe(true)
  expect(await strong.matches(one, 'a lighthousf')).toBe(false)
})

test('a hash is checked with the costs that it was made with, and told to be outdated under others', async () => {
  const before = await createPasswords(systemRandom, { ...cheap, passes: 2 }).hash('a lighthouse')
  expect(await passwords.matches(before, 'a lighthouse')).toBe(true)
  expect(passwords.outdated(before)).toBe(true)
  expect(passwords.outdated(await passwords.hash('a lighthouse'))).toBe(false)
})

test('the same letters composed otherwise are the same password', async () => {
  expect(await passwords.matches(await passwords.hash('Zu\u0308rich am See'), 'Z\u00fcrich am See')).toBe(true)
})

test('where there is no hash, nothing matches', async () => {
  expect(await passwords.matches(undefined, '')).toBe(false)
})

test.each([
  ['a lighthouse over quiet water', undefined],
  ['seventeen purple otters', undefined],
  ['пароль из четырёх слов', undefined],
  ['Kx9#mQ2$vL7!', undefined],
  ['eleven char', 'must have at least 12 characters'],
  ['abababababab', 'repeats too few characters'],
  ['P@ssw0rd!2026', 'is one of the commonest passwords'],
  ['1q2w3e4r5t6y', 'is one of the commonest passwords'],
  ['Winter2026!!', 'is one of the commonest passwords'],
  ['morgan.reyes1', 'is one of the commonest passwords'],
  ['194712312026', 'is a number that is too easily guessed'],
])('%s: %s', (password, objection) => {
  expect(passwordObjection(password, { email: 'morgan.reyes@example.com' })).toBe(objection)
})
