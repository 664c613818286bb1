import { equal, match, ok } from 'node:assert/strict'
import { GraphError } from '@microsoft/microsoft-graph-client'
import { check, failureOf } from '../check.ts'
import { client } from './client.ts'

/** Refusals, as the library hands them to a program. */
export async function errors(): Promise<void> {
  await check('what does not exist: 404 Request_ResourceNotFound', () =>
    refused('/users/99999999-9999-4999-8999-999999999999', 404, 'Request_ResourceNotFound', /does not exist/),
  )
  await check('what was not allowed: 403 Authorization_RequestDenied', () =>
    refusedAs(
      () => client.api('/applications').post({ displayName: 'Not allowed' }),
      403,
      'Authorization_RequestDenied',
      /Insufficient privileges/,
    ),
  )
  await check('a filter on an unknown property: 400', () =>
    refused(
      "/users?$filter=shoeSize eq 'x'",
      400,
      /BadRequest|Request_UnsupportedQuery|Request_BadRequest/,
      /shoeSize/,
    ),
  )
  await check('a path that Graph does not have: 400', () =>
    refused('/nonsense', 400, /BadRequest|Request_BadRequest/, /nonsense/),
  )
  await check('$count without ConsistencyLevel: 400 Request_UnsupportedQuery', () =>
    refused("/users?$filter=endsWith(mail,'example')", 400, 'Request_UnsupportedQuery', /./),
  )
}

const refused = (path: string, status: number, code: string | RegExp, message: RegExp) =>
  refusedAs(() => client.api(path).get(), status, code, message)

/** The error carries status, code, message, request id and date of Graph's answer. */
async function refusedAs(
  act: () => Promise<unknown>,
  status: number,
  code: string | RegExp,
  message: RegExp,
): Promise<void> {
  const error = await failureOf(act)
  ok(error instanceof GraphError, `A GraphError was expected, not ${error}`)
  equal(error.statusCode, status)
  if (typeof code === 'string') equal(error.code, code)
  else match(String(error.code), code)
  match(error.message, message)
  match(String(error.requestId), /^[0-9a-f-]{36}$/)
  ok(error.date instanceof Date && !Number.isNaN(error.date.getTime()))
}
