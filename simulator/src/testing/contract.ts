import { readFileSync } from 'node:fs'
import { operationRow, schemaErrors } from '../graph/contract.ts'
import type { Route } from '../graph/route.ts'
import { isObject, type Json } from '../world/model.ts'

const file = new URL('../../contract/doc-examples.json', import.meta.url)

/** Example answers of Microsoft's documentation. */
export const documentationExamples: Json = JSON.parse(readFileSync(file, 'utf8'))

/** What is wrong with a value under `#/$defs/…` of Microsoft's schemas; empty when it is valid. */
export function violations(pointer: string, value: Json): string[] {
  return schemaErrors(pointer, value).map(
    (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
  )
}

/** Where the schema of an operation's success stands; undefined where nobody publishes one, or there is no body. */
export function responsePointer(route: Route): Route['response'] {
  const row = operationRow(route.method, route.template)
  if (row) return typeof row.response === 'string' ? row.response : undefined
  return route.response
}

/**
 * What is wrong with an answer of an operation under Microsoft's contract. A success without a body is none of the
 * schema's business; every failure must be Graph's error body.
 */
export function answerViolations(route: Route | undefined, status: number, body: Json | undefined): string[] {
  if (status >= 400) {
    if (!isObject(body)) return ['the failure has no JSON body']
    return violations('#/$defs/error', body)
  }
  const pointer = route && responsePointer(route)
  if (pointer === undefined || body === undefined) return []
  if (typeof pointer === 'string') return violations(pointer, body)
  if (!isObject(body) || !Array.isArray(body.value)) return ['the answer is no collection']
  return body.value.flatMap((item) => violations(pointer.items, item))
}
