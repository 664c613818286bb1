import { type Command, InvalidArgumentError, Option } from 'commander'
import { type Contract, type ContractOperation, type Field, plain, typeOf } from './contract.ts'
import type { Io } from './io.ts'
import { perform } from './perform.ts'
import { flagOf, readValues } from './values.ts'

/** How an answer is shown. */
export interface Showing {
  json: boolean
  csv: boolean
  all: boolean
  watch: boolean
}

/** The command of one operation: what is in its path as arguments, all else as options. */
export function addOperation(group: Command, operation: ContractOperation, contract: Contract, io: Io): void {
  const verb = operation.name.slice(operation.name.indexOf('.') + 1)
  const command = group.command(verb).description(descriptionOf(operation))
  const inPath = operation.fields.filter(({ place }) => place === 'path')
  const others = operation.fields.filter(({ place }) => place !== 'path')
  for (const field of inPath) command.argument(`<${flagOf(field.name)}>`, field.description)
  for (const field of others) for (const option of optionsOf(field, contract)) command.addOption(option)
  command.option('--json', 'the answer as JSON')
  if (operation.csvPath !== undefined) command.option('--csv', 'the whole list as CSV')
  if (operation.isPage) command.option('--all', 'every page, not only the first')
  if (operation.kind === 'stream') command.option('--watch', 'go on showing it until it ends')
  command.action(async (...given: unknown[]) => {
    const options = command.opts<Record<string, unknown>>()
    const texts = { ...options, ...Object.fromEntries(inPath.map(({ name }, index) => [name, given[index]])) }
    const values = await readValues(operation.fields, texts, contract, io)
    const is = (name: string): boolean => options[name] === true
    const showing = { json: is('json'), csv: is('csv'), all: is('all'), watch: is('watch') }
    await perform(operation, values, showing, contract, io, urlOf(command))
  })
}

/** `--url`, which is the program's own option */
export function urlOf(command: Command): string | undefined {
  const { url } = command.optsWithGlobals<{ url?: unknown }>()
  return typeof url === 'string' ? url : undefined
}

function descriptionOf({ summary, effect, kind }: ContractOperation): string {
  const changes = kind === 'command' || kind === 'probe'
  return changes && effect !== 'none' ? `${summary} (${effect})` : summary
}

function optionsOf({ name, schema, description, required }: Field, { schemas }: Contract): Option[] {
  const flag = flagOf(name)
  const shape = plain(schema, schemas)
  const described = [description, schema.default === undefined ? '' : `(default: ${String(schema.default)})`]
  const text = described.filter(Boolean).join(' ')
  if (typeOf(shape) === 'boolean')
    return [new Option(`--${flag}`, text), new Option(`--no-${flag}`, 'the opposite').hideHelp()]
  if (typeOf(shape) === 'array') {
    const choices = plain(shape.items ?? shape, schemas).enum
    const hint = choices ? `${text} ${oneOf(choices)}` : text
    const option = new Option(`--${flag} <value>`, `${hint} (may be repeated)`.trim())
    return [
      option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), checked(value, choices)]),
    ]
  }
  const placeholder = typeOf(shape) === 'integer' || typeOf(shape) === 'number' ? 'number' : (shape.format ?? 'value')
  const option = new Option(`--${flag} <${placeholder}>`, shape.enum ? `${text} ${oneOf(shape.enum)}`.trim() : text)
  option.argParser((value: string) => checked(value, shape.enum))
  return [required ? option.makeOptionMandatory() : option]
}

const oneOf = (choices: readonly string[]): string => `(one of ${choices.join(', ')})`

function checked(value: string, choices: readonly string[] | undefined): string {
  if (choices && !choices.includes(value)) throw new InvalidArgumentError(`Allowed are ${choices.join(', ')}.`)
  return value
}
