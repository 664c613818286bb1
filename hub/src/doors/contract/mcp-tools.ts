import type { Operation } from '../../operation/define.ts'
import type { JsonSchema } from './json-schema.ts'
import { schemaAt } from './json-schema.ts'
import { type ContractModel, contractModel, mapSchema, referencesOf } from './model.ts'

/** A tool of the Model Context Protocol (revision 2025-06-18), as `tools/list` shows it. */
export interface McpTool {
  name: string
  title: string
  description: string
  inputSchema: JsonSchema
  annotations: { readOnlyHint: boolean; destructiveHint: boolean; idempotentHint: boolean; openWorldHint: boolean }
}

/** What a program with a key may do: an operation for people alone, and a stream, is no tool. */
export function mcpTools(operations: readonly Operation[]): { tools: McpTool[] } {
  const model = contractModel(operations)
  return {
    tools: model.operations.flatMap(({ operation, input }) =>
      operation.scope === undefined || operation.kind === 'stream' ? [] : [toolOf(operation, input, model)],
    ),
  }
}

function toolOf(operation: Operation, input: JsonSchema, model: ContractModel): McpTool {
  const audited = operation.kind === 'command' || operation.kind === 'probe'
  const named = namedIn(input, model)
  return {
    name: operation.name.replace(/[.-]/g, '_'),
    title: operation.summary,
    description: audited ? `${operation.summary}. Effect: ${operation.effect}.` : operation.summary,
    inputSchema: { ...clean(input), ...(Object.keys(named).length > 0 && { $defs: named }) },
    annotations: {
      readOnlyHint: operation.kind === 'query',
      destructiveHint: audited && (operation.effect === 'irreversible' || operation.effect === 'compensable'),
      idempotentHint: operation.kind === 'query',
      openWorldHint: operation.kind === 'probe',
    },
  }
}

/** A tool carries what its input refers to with it. */
function namedIn(input: JsonSchema, model: ContractModel): Record<string, JsonSchema> {
  const found: Record<string, JsonSchema> = {}
  const waiting = referencesOf(input)
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found[name]) continue
    const schema = clean(schemaAt(model.schemas[name]))
    found[name] = schema
    waiting.push(...referencesOf(schema))
  }
  return found
}

const clean = (schema: JsonSchema): JsonSchema =>
  mapSchema(schema, ({ secret, ...rest }) => ({ ...rest, ...(secret === true && { writeOnly: true }) }))
