import { equal, ok } from 'node:assert/strict'
import { GraphError } from '@microsoft/microsoft-graph-client'
import { check, failureOf } from '../check.ts'
import { requestsDuring, withFault } from '../control.ts'
import { client } from './client.ts'

/** What the library's retry handler makes of a busy service. */
export async function throttling(): Promise<void> {
  const statuses = async (rule: string) => {
    const seen = await requestsDuring('/users', () => withFault(rule, () => client.api('/users').top(1).get()))
    return seen.map(({ status }) => status).join(' ')
  }
  await check('429 with Retry-After twice: waits, and succeeds', async () => {
    equal(await statuses('when GET /users, first 2 calls, then 429 with Retry-After 1'), '429 429 200')
  })
  await check('503 with Retry-After once: waits, and succeeds', async () => {
    equal(await statuses('when GET /users, first 1 calls, then 503 with Retry-After 1'), '503 200')
  })
  await check('504 without Retry-After once: waits, and succeeds', async () => {
    equal(await statuses('when GET /users, first 1 calls, then 504'), '504 200')
  })
  await check('429 without end: gives up after three retries', async () => {
    const act = () => withFault('when GET /users, then 429 with Retry-After 1', () => client.api('/users').get())
    const seen = await requestsDuring('/users', async () => {
      const error = await failureOf(act)
      ok(error instanceof GraphError, String(error))
      equal(error.statusCode, 429)
      equal(error.code, 'TooManyRequests')
    })
    equal(seen.length, 4)
  })
}
