import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import type { Json } from '../world/model.ts'
import { withAdditions } from './schema-additions.ts'

/** One row of `operations-v1.0.json`. */
export interface OperationRow {
  readonly method: string
  readonly path: string
  readonly operationId?: string
  /** Where the body's schema stands in `schemas-v1.0.json`. */
  readonly request?: string
  /** Likewise the answer's. */
  readonly response?: string | { readonly contentType: string }
  /** Success codes that the documentation states; the weakest column (NOTICE.md). */
  readonly docStatus?: readonly number[] | null
  readonly docs?: string
}

const read = (name: string) => readFileSync(new URL(`../../contract/${name}`, import.meta.url), 'utf8')

const contract: { operations: OperationRow[] } = JSON.parse(read('operations-v1.0.json'))

/** All operations of Microsoft's contract that are in scope. */
export const OPERATIONS: readonly OperationRow[] = contract.operations

const byKey = new Map(OPERATIONS.map((row) => [`${row.method} ${row.path}`, row]))

/** The contract's row of an operation, if it lists it. */
export function operationRow(method: string, template: string): OperationRow | undefined {
  return byKey.get(`${method} ${template}`)
}

/** The schemas of Microsoft's types, generated from the service's own CSDL. */
export const SCHEMAS: { readonly $defs: { readonly [name: string]: Json } } = withAdditions(
  JSON.parse(read('schemas-v1.0.json')),
)

let compiler: Ajv2020 | undefined

/**
 * What is wrong with a value under `#/$defs/…`, with the schema that says so; empty when it is valid. Schemas are compiled
 * when first needed.
 */
export function schemaErrors(pointer: string, value: Json): readonly ErrorObject[] {
  if (!compiler) {
    compiler = new Ajv2020({ strict: false, allErrors: false, verbose: true })
    compiler.addSchema(SCHEMAS)
  }
  const reference = `msgraph-v1.0${pointer}`
  const check = compiler.getSchema(reference) ?? compiler.compile({ $ref: reference })
  return check(value) ? [] : (check.errors ?? [])
}
