import type { ContractOperation } from './model.ts'

/** OpenAPI's `paths`: by path, then by method. @throws TypeError where two operations have one route */
export function pathsByName(
  operations: readonly ContractOperation[],
  describe: (entry: ContractOperation) => object,
): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {}
  for (const entry of operations.toSorted((a, b) => (a.route.path < b.route.path ? -1 : 1))) {
    const methods = paths[entry.route.path] ?? {}
    paths[entry.route.path] = methods
    const method = entry.route.method.toLowerCase()
    if (methods[method])
      throw new TypeError(`${entry.operation.name}: another operation has the route ${entry.operation.route}`)
    methods[method] = describe(entry)
  }
  return paths
}
