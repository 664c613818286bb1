import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandomness } from '../randomness.ts'
import { seededRandom } from '../testing/identity-server.ts'
import { createRefreshTokens } from './refresh-token.ts'

const random = createRandomness(seededRandom(1))
const grant = fc.record({
  tenantId: fc.uuid(),
  userObjectId: fc.uuid(),
  appId: fc.uuid(),
  sessionId: fc.uuid(),
  issuedAt: fc.nat(),
  authenticatedAt: fc.nat(),
  issuedTo: fc.constantFrom('web', 'spa', 'publicClient'),
  satisfied: fc.array(fc.string()),
  scope: fc.stringMatching(/^[A-Za-z.:/ ]*$/),
})

test('a sealed grant opens to itself, under the same seed only', () => {
  const tokens = createRefreshTokens(random, 'a')
  const restarted = createRefreshTokens(random, 'a')
  const other = createRefreshTokens(random, 'b')
  fc.assert(
    fc.property(grant, (sealed) => {
      const token = tokens.seal(sealed)
      expect(restarted.open(token)).toEqual(sealed)
      expect(other.open(token)).toBeUndefined()
    }),
  )
})

test('an altered or invented token does not open', () => {
  const tokens = createRefreshTokens(random, undefined)
  fc.assert(fc.property(fc.string(), (text) => tokens.open(text) === undefined))
  fc.assert(
    fc.property(grant, fc.nat(), (sealed, at) => {
      const bytes = Buffer.from(tokens.seal(sealed).slice(2), 'base64url')
      const index = at % bytes.length
      bytes[index] = (bytes[index] ?? 0) ^ 1
      return tokens.open(`1.${bytes.toString('base64url')}`) === undefined
    }),
  )
})
