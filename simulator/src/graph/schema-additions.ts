import { isObject, type Json } from '../world/model.ts'

/**
 * What Outlook items have in the service's CSDL and the contract's extract of it leaves out: the navigation to
 * extended properties (learn.microsoft.com/graph/api/resources/singlevaluelegacyextendedproperty).
 */
const EXTENDED: Json = {
  type: 'array',
  items: {
    type: 'object',
    properties: { id: { type: 'string' }, value: { type: ['string', 'null'] } },
    patternProperties: { '^@odata\\.': {} },
    additionalProperties: false,
  },
}

/** Adds it to the schemas of the types that have it. */
export function withAdditions<T extends { readonly $defs: { readonly [name: string]: Json } }>(schemas: T): T {
  for (const name of ['microsoft.graph.event', 'microsoft.graph.event!deltaItem']) {
    const definition = schemas.$defs[name]
    if (isObject(definition) && isObject(definition.properties))
      definition.properties.singleValueExtendedProperties = EXTENDED
  }
  return schemas
}
