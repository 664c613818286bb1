/** The conditions of those attributes of a filter that are asked for: what is null is not in the statement. */
export const chosen = (
  conditions: Readonly<Record<string, string>>,
  filter: Readonly<Record<string, unknown>>,
): string[] => Object.entries(conditions).flatMap(([name, condition]) => (filter[name] === null ? [] : [condition]))
