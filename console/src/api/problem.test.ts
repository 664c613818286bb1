import { expect, test } from 'vitest'
import { readErrorBody } from './error-body.ts'
import { ApiProblem, explain, issueOf } from './problem.ts'

const problem = (status: number, value: unknown): ApiProblem => {
  const { code, body } = readErrorBody(value, status)
  return new ApiProblem(status, code, body)
}

test('a refusal for want of a scope names the roles that have it', () => {
  const refusal = problem(403, {
    code: 'forbidden',
    title: 'Your role does not allow this',
    scope: 'connections:write',
  })
  expect(explain(refusal)).toMatchObject({ detail: 'Needed: Owner or admin.', canRetry: false })
})

test('a title is not said twice', () => {
  const failure = problem(500, {
    type: 'urn:atrium:problem:internal',
    title: 'It broke',
    detail: 'It broke.',
    next: 'Wait.',
  })
  expect(explain(failure)).toMatchObject({ title: 'It broke', detail: null, next: 'Wait.', canRetry: true })
  expect(failure.code).toBe('internal')
})

test('a field that was not accepted is found by its name', () => {
  const refusal = problem(400, { title: 'No', issues: [{ pointer: '/email', message: 'is needed' }] })
  expect(issueOf(refusal, 'email')).toBe('is needed')
  expect(issueOf(refusal, 'password')).toBeUndefined()
})

test('no answer, and an answer that is no problem document, are told apart from faults of the page', () => {
  expect(explain(new ApiProblem(0, 'no_answer', { title: 'x' })).title).toBe('Atrium did not answer')
  expect(explain(problem(502, '<html>')).title).toBe('The server answered with status 502')
  expect(explain(new TypeError('x')).title).toBe('This page met a fault of its own')
})
