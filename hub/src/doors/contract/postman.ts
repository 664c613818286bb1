import type { Operation } from '../../operation/define.ts'
import { isText, itemsOf, type JsonSchema, propertiesOf, referencedName, schemaAt, withoutNull } from './json-schema.ts'
import { type ContractModel, type ContractOperation, contractModel } from './model.ts'
import { groupOf } from './openapi.ts'

/** A Postman collection (format v2.1.0): a folder a capability, a request an operation, with the variables `url` and `key`. */
export function postmanCollection(operations: readonly Operation[]): object {
  const model = contractModel(operations)
  const groups = Map.groupBy(model.operations, ({ operation }) => groupOf(operation))
  return {
    info: {
      name: 'Atrium',
      description: 'Generated from the operations; set the variables `url` and `key`.',
      schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
    },
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{key}}', type: 'string' }] },
    variable: [
      { key: 'url', value: 'http://localhost:7400' },
      { key: 'key', value: '' },
    ],
    item: [...groups].map(([name, entries]) => ({ name, item: entries.map((entry) => requestItem(entry, model)) })),
  }
}

function requestItem({ operation, route, input }: ContractOperation, model: ContractModel): object {
  const inPath = new Set(route.parameters)
  const fields = propertiesOf(input).filter(([name]) => !inPath.has(name))
  const inQuery = route.method === 'GET' || route.method === 'DELETE'
  const isNeeded = (name: string): boolean => input.required?.includes(name) ?? false
  const path = route.path.slice(1).replace(/\{(\w+)\}/g, ':$1')
  return {
    name: operation.name,
    request: {
      method: route.method,
      description: operation.summary,
      ...(operation.access === 'public' && { auth: { type: 'noauth' } }),
      header: inQuery ? [] : [{ key: 'Content-Type', value: 'application/json' }],
      url: {
        raw: `{{url}}/${path}`,
        host: ['{{url}}'],
        path: path.split('/'),
        variable: route.parameters.map((key) => ({ key, value: '' })),
        ...(inQuery && {
          query: fields.map(([key, schema]) => ({
            key,
            value: String(exampleOf(schema, model) ?? ''),
            description: schema.description ?? '',
            disabled: !isNeeded(key),
          })),
        }),
      },
      ...(!inQuery &&
        fields.length > 0 && {
          body: {
            mode: 'raw',
            raw: JSON.stringify(
              Object.fromEntries(
                fields.filter(([name]) => isNeeded(name)).map(([name, schema]) => [name, exampleOf(schema, model)]),
              ),
              null,
              2,
            ),
            options: { raw: { language: 'json' } },
          },
        }),
    },
  }
}

/** A value of the right shape: the schema's own example or default where it has one. */
function exampleOf(schema: JsonSchema, model: ContractModel): unknown {
  const { schema: plain } = withoutNull(schema)
  const name = referencedName(plain)
  if (name !== undefined) return exampleOf(schemaAt(model.schemas[name]), model)
  if (plain.examples?.[0] !== undefined) return plain.examples[0]
  if (plain.default !== undefined) return plain.default
  if (plain.enum) return plain.enum[0]
  if (plain.const !== undefined) return plain.const
  if (plain.oneOf) return exampleOf(plain.oneOf[0] ?? {}, model)
  if (plain.type === 'array') return [exampleOf(itemsOf(plain), model)]
  if (plain.type === 'object')
    return Object.fromEntries(propertiesOf(plain).map(([key, property]) => [key, exampleOf(property, model)]))
  if (plain.type === 'boolean') return false
  return isText(plain) ? '' : (plain.minimum ?? 0)
}
