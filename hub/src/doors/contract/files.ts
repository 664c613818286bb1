import { buildSchema, validateSchema } from 'graphql'
import type { Operation } from '../../operation/define.ts'
import { graphqlSchema } from './graphql.ts'
import { mcpTools } from './mcp-tools.ts'
import { openApi } from './openapi.ts'
import { postmanCollection } from './postman.ts'
import { contractProblems, problemText } from './problems.ts'
import { scopesPage } from './scopes-page.ts'

/** The files of `contract/` by name, as they must read for these operations. @throws TypeError naming what no contract can express */
export function contractFiles(operations: readonly Operation[]): Record<string, string> {
  const problems = contractProblems(operations)
  if (problems.length > 0) throw new TypeError(problems.map(problemText).join('\n'))
  const graphql = graphqlSchema(operations)
  const invalid = validateSchema(buildSchema(graphql))
  if (invalid.length > 0) throw new TypeError(invalid.map(({ message }) => `GraphQL: ${message}`).join('\n'))
  return {
    'openapi.json': json(openApi(operations)),
    'schema.graphql': graphql,
    'mcp-tools.json': json(mcpTools(operations)),
    'postman.json': json(postmanCollection(operations)),
    'scopes.md': scopesPage(operations),
  }
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`
