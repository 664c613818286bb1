import { isObject, type Json } from './model.ts'

/** What was asked cannot be done as asked; the message says what to send instead. */
export class BadInput extends Error {}

/** Reads the fields of a JSON body and refuses what is missing, of the wrong type, or unknown. */
export class Input {
  readonly #fields: { readonly [name: string]: Json }
  readonly #read = new Set<string>()

  constructor(body: Json | undefined) {
    if (body !== undefined && !isObject(body)) throw new BadInput('Send a JSON object')
    this.#fields = body ?? {}
  }

  has(name: string): boolean {
    this.#read.add(name)
    return this.#fields[name] !== undefined && this.#fields[name] !== null
  }

  raw(name: string): Json | undefined {
    this.#read.add(name)
    return this.#fields[name]
  }

  text(name: string): string {
    const value = this.optionalText(name)
    if (value === undefined) throw new BadInput(`Say \`${name}\`: a text`)
    return value
  }

  optionalText(name: string): string | undefined {
    if (!this.has(name)) return undefined
    const value = this.#fields[name]
    if (typeof value !== 'string' || value === '') throw new BadInput(`\`${name}\` must be a text that is not empty`)
    return value
  }

  oneOf<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const value = this.optionalText(name) ?? fallback
    const found = choices.find((choice) => choice === value)
    if (found === undefined) throw new BadInput(`\`${name}\` must be one of ${choices.join(', ')}`)
    return found
  }

  optionalNumber(name: string): number | undefined {
    if (!this.has(name)) return undefined
    const value = this.#fields[name]
    if (typeof value !== 'number' || !Number.isFinite(value)) throw new BadInput(`\`${name}\` must be a number`)
    return value
  }

  /** A whole number from low to high. */
  count(name: string, low: number, high: number, fallback: number): number {
    const value = this.optionalNumber(name) ?? fallback
    if (!Number.isInteger(value) || value < low || value > high)
      throw new BadInput(`\`${name}\` must be a whole number from ${low} to ${high}`)
    return value
  }

  flag(name: string, fallback: boolean): boolean {
    if (!this.has(name)) return fallback
    const value = this.#fields[name]
    if (typeof value !== 'boolean') throw new BadInput(`\`${name}\` must be true or false`)
    return value
  }

  texts(name: string): string[] {
    if (!this.has(name)) return []
    const value = this.#fields[name]
    if (!Array.isArray(value)) throw new BadInput(`\`${name}\` must be a list of texts`)
    return value.map((item) => {
      if (typeof item !== 'string') throw new BadInput(`\`${name}\` must be a list of texts`)
      return item
    })
  }

  objects(name: string): Input[] {
    if (!this.has(name)) return []
    const value = this.#fields[name]
    if (!Array.isArray(value)) throw new BadInput(`\`${name}\` must be a list of objects`)
    return value.map((item) => new Input(item))
  }

  inner(name: string): Input {
    return new Input(this.raw(name) ?? {})
  }

  /** All fields that nothing read yet; they count as read. */
  rest(): { [name: string]: Json } {
    const rest = Object.fromEntries(Object.entries(this.#fields).filter(([name]) => !this.#read.has(name)))
    for (const name of Object.keys(rest)) this.#read.add(name)
    return rest
  }

  /** Refuses fields that nothing read: a misspelt name must not pass in silence. */
  done(): void {
    const unknown = Object.keys(this.#fields).filter((name) => !this.#read.has(name))
    if (unknown.length > 0)
      throw new BadInput(
        `Unknown ${unknown.map((n) => `\`${n}\``).join(', ')}; known here: ${[...this.#read].join(', ')}`,
      )
  }
}
