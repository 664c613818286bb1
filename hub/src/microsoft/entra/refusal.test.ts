import { describe, expect, test } from 'vitest'
import { refusalFromAnswer, refusalFromRedirect } from './refusal.ts'
import { aadstsReasons } from './refusal-codes.ts'
import { refusalReasons } from './refusal-reasons.ts'

const body = (error: string, codes: number[]) => ({
  error,
  error_description: `AADSTS${codes[0]}: Some text that names ada@example.test.\r\nTrace ID: t\r\nCorrelation ID: c`,
  error_codes: codes,
  trace_id: 'trace',
  correlation_id: 'correlation',
})

describe('a refusal of the token endpoint', () => {
  test.each([...aadstsReasons])('AADSTS%i is %s', (code, reason) => {
    expect(refusalFromAnswer(400, body('invalid_request', [code]))).toMatchObject({
      reason,
      aadsts: code,
      ...refusalReasons[reason],
    })
  })

  test('an unknown number falls back to the OAuth error, and keeps the number', () => {
    expect(refusalFromAnswer(400, body('invalid_scope', [123_456]))).toMatchObject({
      reason: 'scope_invalid',
      aadsts: 123_456,
    })
  })

  test('a known number among several decides', () => {
    expect(refusalFromAnswer(400, body('invalid_grant', [99_999, 53_003]))).toMatchObject({
      reason: 'conditional_access',
      aadsts: 53_003,
    })
  })

  test.each([
    [429, 'throttled'],
    [503, 'temporarily_unavailable'],
    [418, 'unknown'],
  ] as const)('status %i without a body of OAuth is %s', (status, reason) => {
    expect(refusalFromAnswer(status, undefined).reason).toBe(reason)
    expect(refusalFromAnswer(status, { error: { code: 'x' } }).reason).toBe(reason)
  })

  test('carries Microsoft’s ids for support, and none of its free text', () => {
    const found = refusalFromAnswer(400, body('invalid_grant', [65_001]))
    expect(found).toMatchObject({ traceId: 'trace', correlationId: 'correlation' })
    expect(JSON.stringify(found)).not.toContain('ada@example.test')
  })
})

describe('a refusal in a redirect', () => {
  test('takes the number out of the description, since there is no error_codes', () => {
    const parameters = new URLSearchParams({ error: 'access_denied', error_description: 'AADSTS50105: not assigned' })
    expect(refusalFromRedirect(parameters)).toMatchObject({ reason: 'user_blocked', aadsts: 50_105 })
  })

  test('goes by the OAuth error where there is no number', () => {
    expect(refusalFromRedirect(new URLSearchParams({ error: 'temporarily_unavailable' }))?.again).toBe('retry')
  })

  test('is undefined where there is no error', () => {
    expect(refusalFromRedirect(new URLSearchParams({ code: 'x' }))).toBeUndefined()
  })
})

test('every reason has a sentence and a next step', () => {
  for (const { sentence, next } of Object.values(refusalReasons))
    expect(`${sentence} ${next}`).toMatch(/^\p{Lu}.+\.\s.+\.$/u)
})
