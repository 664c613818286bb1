import { equal, match, ok } from 'node:assert/strict'
import type { ODataError } from '@microsoft/msgraph-sdk/models/oDataErrors/index.js'
import { check, failureOf } from '../check.ts'
import { requestsDuring, withFault } from '../control.ts'
import { client } from './client.ts'

/** Refusals as the typed client hands them to a program, and its retries. */
export async function errors(): Promise<void> {
  await check('what does not exist: ODataError with code, message and inner error', () =>
    refused(() => client.users.byUserId('99999999-9999-4999-8999-999999999999').get(), 404, 'Request_ResourceNotFound'),
  )
  await check('a filter that is none: ODataError 400', () =>
    refused(() => client.users.get({ queryParameters: { filter: 'displayName eq' } }), 400, /BadRequest/),
  )
  await check('429 with Retry-After twice: waits, and succeeds', async () => {
    const rule = 'when GET /users, first 2 calls, then 429 with Retry-After 1'
    const seen = await requestsDuring('/users', () => withFault(rule, () => client.users.get()))
    equal(seen.map(({ status }) => status).join(' '), '429 429 200')
  })
  await check('503 with Retry-After once: waits, and succeeds', async () => {
    const rule = 'when GET /users, first 1 calls, then 503 with Retry-After 1'
    const seen = await requestsDuring('/users', () => withFault(rule, () => client.users.get()))
    equal(seen.map(({ status }) => status).join(' '), '503 200')
  })
}

async function refused(act: () => Promise<unknown>, status: number, code: string | RegExp): Promise<void> {
  const error = await failureOf(act)
  ok(isODataError(error), 'An ODataError was expected')
  equal(error.responseStatusCode, status)
  const { errorEscaped } = error
  if (typeof code === 'string') equal(errorEscaped?.code, code)
  else match(String(errorEscaped?.code), code)
  ok(errorEscaped?.message)
  match(String(errorEscaped.innerError?.requestId), /^[0-9a-f-]{36}$/)
  ok(errorEscaped.innerError?.date instanceof Date)
}

function isODataError(error: unknown): error is ODataError {
  return typeof error === 'object' && error !== null && 'errorEscaped' in error && 'responseStatusCode' in error
}
