import { type Entity, type Json, propertyIn } from './model.ts'

type Readable = Pick<Entity, 'properties' | 'read'>

/** Decides whether an object belongs to the group. */
export type RulePredicate = (entity: Readable) => boolean

type Token = { kind: 'word' | 'text' | 'mark'; value: string }

/**
 * Compiles the part of Entra's dynamic membership rule language that is simulated: `user.<property>` compared by
 * -eq -ne -startsWith -notStartsWith -contains -notContains -in -notIn with text, true, false and null, joined by -and, -or, -not and
 * parentheses. Source: Entra ID documentation, "Dynamic membership rules for groups".
 * Throws an Error that names what it does not understand.
 */
export function compileMembershipRule(rule: string): RulePredicate {
  const parser = new RuleParser(tokensOf(rule), rule)
  return parser.parse()
}

function tokensOf(rule: string): Token[] {
  const tokens: Token[] = []
  const pattern = /\s*(?:"([^"]*)"|([()[\],])|([^\s()[\],"]+))/gy
  let position = 0
  while (position < rule.trimEnd().length) {
    pattern.lastIndex = position
    const found = pattern.exec(rule)
    if (!found) throw new Error(`The membership rule cannot be read from character ${position}: ${rule}`)
    position = pattern.lastIndex
    if (found[1] !== undefined) tokens.push({ kind: 'text', value: found[1] })
    else if (found[2] !== undefined) tokens.push({ kind: 'mark', value: found[2] })
    else tokens.push({ kind: 'word', value: found[3] ?? '' })
  }
  return tokens
}

class RuleParser {
  readonly #tokens: Token[]
  readonly #rule: string
  #next = 0

  constructor(tokens: Token[], rule: string) {
    this.#tokens = tokens
    this.#rule = rule
  }

  parse(): RulePredicate {
    const predicate = this.#or()
    if (this.#next < this.#tokens.length) throw this.#misread()
    return predicate
  }

  #or(): RulePredicate {
    let left = this.#and()
    while (this.#accept('-or')) {
      const [one, other] = [left, this.#and()]
      left = (entity) => one(entity) || other(entity)
    }
    return left
  }

  #and(): RulePredicate {
    let left = this.#not()
    while (this.#accept('-and')) {
      const [one, other] = [left, this.#not()]
      left = (entity) => one(entity) && other(entity)
    }
    return left
  }

  #not(): RulePredicate {
    if (this.#accept('-not') || this.#accept('not')) {
      const inner = this.#not()
      return (entity) => !inner(entity)
    }
    if (this.#accept('(')) {
      const inner = this.#or()
      if (!this.#accept(')')) throw this.#misread()
      return inner
    }
    return this.#comparison()
  }

  #comparison(): RulePredicate {
    const subject = this.#take()
    const path = subject.value.split('.')
    if (subject.kind !== 'word' || path.shift() !== 'user') throw this.#misread()
    const operator = this.#take().value.toLowerCase()
    const compare = COMPARISONS[operator]
    if (!compare) throw new Error(`The membership rule uses ${operator}, which is not simulated: ${this.#rule}`)
    const operand = this.#operand()
    return (entity) => compare(valueAt(entity, path), operand)
  }

  #operand(): Json {
    if (!this.#accept('[')) return this.#literal(this.#take())
    const items: Json[] = []
    while (!this.#accept(']')) {
      items.push(this.#literal(this.#take()))
      this.#accept(',')
    }
    return items
  }

  #literal(token: Token): Json {
    if (token.kind === 'text') return token.value
    const word = token.value.toLowerCase()
    if (word === 'true' || word === 'false') return word === 'true'
    if (word === 'null' || word === '$null') return null
    throw this.#misread()
  }

  #take(): Token {
    const token = this.#tokens[this.#next++]
    if (!token) throw this.#misread()
    return token
  }

  #accept(value: string): boolean {
    const token = this.#tokens[this.#next]
    if (!token || token.kind === 'text' || token.value.toLowerCase() !== value) return false
    this.#next += 1
    return true
  }

  #misread(): Error {
    return new Error(`The membership rule cannot be read: ${this.#rule}`)
  }
}

const folded = (value: Json | undefined): Json => (typeof value === 'string' ? value.toLowerCase() : (value ?? null))
const textual = (value: Json | undefined): string => (typeof value === 'string' ? value.toLowerCase() : '')

const COMPARISONS: { readonly [operator: string]: (value: Json | undefined, operand: Json) => boolean } = {
  '-eq': (value, operand) => folded(value) === folded(operand),
  '-ne': (value, operand) => folded(value) !== folded(operand),
  '-startswith': (value, operand) => textual(value).startsWith(textual(operand)),
  '-notstartswith': (value, operand) => !textual(value).startsWith(textual(operand)),
  '-contains': (value, operand) => textual(value).includes(textual(operand)),
  '-notcontains': (value, operand) => !textual(value).includes(textual(operand)),
  '-in': (value, operand) => Array.isArray(operand) && operand.some((item) => folded(item) === folded(value)),
  '-notin': (value, operand) => Array.isArray(operand) && !operand.some((item) => folded(item) === folded(value)),
}

function valueAt(entity: Readable, [first = '', ...rest]: readonly string[]): Json | undefined {
  let value = propertyIn(entity, first)
  for (const name of rest) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    value = value[name]
  }
  return value
}
