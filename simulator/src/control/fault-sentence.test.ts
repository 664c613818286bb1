import { expect, test } from 'vitest'
import { BadInput } from '../world/input.ts'
import { readFaultSentence } from './fault-sentence.ts'

test.each([
  [
    'when GET /groups/*/members, 3rd call, then 429 without Retry-After',
    { method: 'GET', pathPattern: '/groups/*/members', nth: 3, effect: { status: 429 } },
  ],
  [
    'when /users/delta, first 2 calls, then 410 with Location',
    { pathPattern: '/users/delta', times: 2, effect: { deltaExpired: true } },
  ],
  [
    'When get /v1.0/users, every 5th call, then wait 250 ms and 503 with Retry-After 1.5.',
    { method: 'GET', pathPattern: '/users', every: 5, effect: { delayMs: 250, status: 503, retryAfter: '1.5' } },
  ],
  ['when /**, 5% of calls, then connection reset', { pathPattern: '/**', probability: 0.05, effect: { reset: true } }],
  [
    'when GET /users, after 10 calls, then withdraw User.Read.All and expired token',
    { after: 10, effect: { withdraw: 'User.Read.All', tokenExpired: true } },
  ],
  ['when GET /users then truncated body', { effect: { truncate: true } }],
  ['when GET /users, then malformed JSON', { effect: { malformed: true } }],
  ['when GET /users, 2nd call, then expired page token', { nth: 2, effect: { pageExpired: true } }],
  ['when GET /users, then 403 and code accessDenied', { effect: { status: 403, code: 'accessDenied' } }],
  [
    'when token client_credentials, first 1 call, then AADSTS53003',
    { times: 1, identity: { aadsts: 53003, endpoint: 'token', grantType: 'client_credentials' } },
  ],
])('%s', (sentence, rule) => {
  expect(readFaultSentence(sentence, 'x')).toMatchObject(rule)
})

test.each([
  ['GET /users fails', /The rule is not understood/],
  ['when the moon is full, then 429', /not a method and a path pattern/],
  ['when GET /users, sometimes, then 429', /"sometimes" does not say which calls/],
  ['when GET /users, then explode', /"explode" is not an effect/],
  ['when GET /users, then 200', /200 is no failure/],
  ['when lunch, then AADSTS53003', /is not one of token, authorize, adminconsent/],
])('%s is refused with what to write instead', (sentence, message) => {
  expect(() => readFaultSentence(sentence, 'x')).toThrow(BadInput)
  expect(() => readFaultSentence(sentence, 'x')).toThrow(message)
})
