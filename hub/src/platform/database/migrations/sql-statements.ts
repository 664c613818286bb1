/**
 * Takes an SQL script apart at the semicolons that end its statements: not those in strings, quoted names, comments, bodies
 * between dollars, or `begin atomic … end`. Comments are left out.
 * Source: PostgreSQL manual, §4.1 (Lexical Structure).
 */
export function sqlStatements(script: string): string[] {
  const statements: string[] = []
  let current = ''
  let rest = script
  while (rest !== '') {
    const token = tokens.exec(rest)?.[0] ?? rest.slice(0, 1)
    rest = rest.slice(token.length)
    if (token.startsWith('--') || token.startsWith('/*')) continue
    if (token === ';' && !isOpenBody(current)) {
      statements.push(current)
      current = ''
    } else current += token
  }
  return [...statements, current].map((one) => one.trim()).filter((one) => one !== '')
}

const tokens = /^(--[^\n]*\n?|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"[^"]*"|(\$\w*\$)[\s\S]*?\2|[\w]+|\s+)/

/** SQL-standard function bodies hold semicolons of their own. */
const isOpenBody = (statement: string): boolean =>
  /\bbegin\s+atomic\b/i.test(statement) && !/\bend\s*$/i.test(statement)
