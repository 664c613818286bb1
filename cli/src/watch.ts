import { fieldOf, shown, words } from './columns.ts'
import type { Contract, ContractOperation } from './contract.ts'
import type { Io } from './io.ts'
import type { Showing } from './operation-command.ts'
import { problemFailure } from './request.ts'
import type { Settings } from './settings.ts'
import { sheet } from './sheet.ts'

interface Watched {
  operation: ContractOperation
  showing: Showing
  contract: Contract
  io: Io
  settings: Settings
}

/**
 * Shows the state that a stream begins with; with `--watch` each further one until it ends, in one line that is written
 * over where a person looks, and in a line each where a program reads. With `--json`, each state is one line of JSON.
 */
export async function watch(
  response: Response,
  { operation, showing, contract, io, settings }: Watched,
): Promise<void> {
  let latest: unknown
  for await (const { event, data } of eventsOf(response)) {
    if (event === 'problem') throw problemFailure(data, contract, settings)
    if (event === 'end') break
    latest = data
    if (showing.json) io.out(`${JSON.stringify(data)}\n`)
    else if (showing.watch)
      io.err(io.width === undefined ? `${line(data)}\n` : `\r${line(data).slice(0, io.width - 1)}\u001b[K`)
    if (!showing.watch) break
  }
  if (showing.watch && !showing.json && io.width !== undefined) io.err('\n')
  if (!showing.json && latest !== undefined) io.out(sheet(latest, operation.answer, contract.schemas, io.width))
}

/** The figures and states of an item in one line: `status running · objects read 1200`. */
function line(item: unknown): string {
  return figures(item).join(' · ')
}

function figures(item: unknown): string[] {
  return Object.keys(item instanceof Object ? item : {}).flatMap((name) => {
    const value = fieldOf(item, name)
    if (value instanceof Object && !Array.isArray(value)) return figures(value)
    const tells = typeof value === 'number' || name === 'status' || name === 'state'
    return tells ? [`${words(name)} ${shown(value)}`] : []
  })
}

/** Server-sent events (WHATWG HTML §9.2.6), as far as Atrium sends them: one data line an event, in JSON. */
async function* eventsOf(response: Response): AsyncGenerator<{ event: string; data: unknown }> {
  let text = ''
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n')
      text = text.slice(end + 2)
      const field = (name: string) => lines.find((one) => one.startsWith(`${name}: `))?.slice(name.length + 2)
      const data = field('data')
      if (data !== undefined) yield { event: field('event') ?? 'message', data: JSON.parse(data) }
    }
  }
}
