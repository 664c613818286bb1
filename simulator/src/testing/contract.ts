import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { isObject, type Json } from '../world/model.ts'

function read(name: string): Json {
  const parsed: Json = JSON.parse(readFileSync(new URL(`../../contract/${name}`, import.meta.url), 'utf8'))
  return parsed
}

const ajv = new Ajv2020({ strict: false, allErrors: false })
const schemas = read('schemas-v1.0.json')
if (isObject(schemas)) ajv.addSchema(schemas)

/** What is wrong with a value under `#/$defs/…` of Microsoft's schemas; empty when it is valid. */
export function violations(pointer: string, value: Json): string[] {
  const check = ajv.getSchema(`msgraph-v1.0${pointer}`) ?? ajv.compile({ $ref: `msgraph-v1.0${pointer}` })
  if (check(value)) return []
  return (check.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`)
}

export const documentationExamples = read('doc-examples.json')
