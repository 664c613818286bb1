import { GraphError } from '../errors.ts'

export type Literal = string | number | boolean | null

/** A parsed `$filter`. Property paths are lists of names; `$it` stands for the variable of an any(). */
export type Filter =
  | { type: 'and' | 'or'; left: Filter; right: Filter }
  | { type: 'not'; inner: Filter }
  | { type: 'compare'; operator: 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'; path: string[]; value: Literal }
  | { type: 'in'; path: string[]; values: Literal[] }
  | { type: 'call'; name: 'startswith' | 'endswith' | 'contains'; path: string[]; value: Literal }
  | { type: 'any'; path: string[]; inner: Filter | undefined }

interface Token {
  readonly kind: 'text' | 'word' | 'mark'
  readonly value: string
}

const invalid = (detail: string) => new GraphError(400, 'BadRequest', `Invalid filter clause: ${detail}`)

/** Parses the part of OData's filter grammar that directory objects take. Throws Graph's 400 on anything else. */
export function parseFilter(text: string): Filter {
  return new FilterParser(tokensOf(text)).whole()
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const pattern = /\s*(?:'((?:[^']|'')*)'|([(),:])|([^\s(),:']+(?::\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?))/gy
  const end = text.trimEnd().length
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex
    const found = pattern.exec(text)
    if (!found) throw invalid(`Syntax error at position ${at} in '${text}'.`)
    if (found[1] !== undefined) tokens.push({ kind: 'text', value: found[1].replaceAll("''", "'") })
    else if (found[2] !== undefined) tokens.push({ kind: 'mark', value: found[2] })
    else tokens.push({ kind: 'word', value: found[3] ?? '' })
  }
  return tokens
}

const COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const
const CALLS = ['startswith', 'endswith', 'contains'] as const

class FilterParser {
  readonly #tokens: Token[]
  #next = 0
  #variable: string | undefined

  constructor(tokens: Token[]) {
    this.#tokens = tokens
  }

  whole(): Filter {
    const filter = this.#or()
    const rest = this.#tokens[this.#next]
    if (rest) throw invalid(`Syntax error near '${rest.value}'.`)
    return filter
  }

  #or(): Filter {
    let left = this.#and()
    while (this.#acceptWord('or')) left = { type: 'or', left, right: this.#and() }
    return left
  }

  #and(): Filter {
    let left = this.#not()
    while (this.#acceptWord('and')) left = { type: 'and', left, right: this.#not() }
    return left
  }

  #not(): Filter {
    if (this.#acceptWord('not')) return { type: 'not', inner: this.#not() }
    if (this.#acceptMark('(')) {
      const inner = this.#or()
      this.#expect(')')
      return inner
    }
    return this.#term()
  }

  #term(): Filter {
    const subject = this.#take()
    if (subject.kind !== 'word') throw invalid(`A property was expected at '${subject.value}'.`)
    const call = CALLS.find((name) => name === subject.value.toLowerCase())
    if (call && this.#acceptMark('(')) {
      const path = this.#path(this.#take().value)
      this.#expect(',')
      const value = literalOf(this.#take())
      this.#expect(')')
      return { type: 'call', name: call, path, value }
    }
    const path = this.#path(subject.value)
    if (path.at(-1) === 'any' && this.#acceptMark('(')) return this.#any(path.slice(0, -1))
    const operator = this.#take().value.toLowerCase()
    if (operator === 'in') return { type: 'in', path, values: this.#values() }
    const comparison = COMPARISONS.find((name) => name === operator)
    if (!comparison) throw invalid(`'${operator}' is not an operator.`)
    return { type: 'compare', operator: comparison, path, value: literalOf(this.#take()) }
  }

  #any(path: string[]): Filter {
    if (this.#acceptMark(')')) return { type: 'any', path, inner: undefined }
    const outer = this.#variable
    this.#variable = this.#take().value
    this.#expect(':')
    const inner = this.#or()
    this.#expect(')')
    this.#variable = outer
    return { type: 'any', path, inner }
  }

  #values(): Literal[] {
    this.#expect('(')
    const values = [literalOf(this.#take())]
    while (this.#acceptMark(',')) values.push(literalOf(this.#take()))
    this.#expect(')')
    return values
  }

  #path(word: string): string[] {
    const names = word.split('/')
    if (this.#variable !== undefined && names[0] === this.#variable) names[0] = '$it'
    return names
  }

  #take(): Token {
    const token = this.#tokens[this.#next++]
    if (!token) throw invalid('The filter ends too early.')
    return token
  }

  #acceptWord(value: string): boolean {
    const token = this.#tokens[this.#next]
    if (token?.kind !== 'word' || token.value.toLowerCase() !== value) return false
    this.#next += 1
    return true
  }

  #acceptMark(value: string): boolean {
    const token = this.#tokens[this.#next]
    if (token?.kind !== 'mark' || token.value !== value) return false
    this.#next += 1
    return true
  }

  #expect(value: string): void {
    if (!this.#acceptMark(value))
      throw invalid(`'${value}' was expected at '${this.#tokens[this.#next]?.value ?? 'the end'}'.`)
  }
}

function literalOf(token: Token): Literal {
  if (token.kind === 'text') return token.value
  if (token.kind === 'mark') throw invalid(`A value was expected at '${token.value}'.`)
  if (token.value === 'true' || token.value === 'false') return token.value === 'true'
  if (token.value === 'null') return null
  if (/^-?\d+(\.\d+)?$/.test(token.value)) return Number(token.value)
  return token.value
}
