import { z } from 'zod'
import { columnsOf } from './columns.ts'
import { type Contract, type ContractOperation, plain, type Schema } from './contract.ts'
import type { Io } from './io.ts'
import type { Showing } from './operation-command.ts'
import { type Requester, requester, type Values } from './request.ts'
import { readSettings, type Settings } from './settings.ts'
import { sheet } from './sheet.ts'
import { table } from './table.ts'
import { watch } from './watch.ts'

const Page = z.looseObject({
  items: z.array(z.unknown()),
  nextCursor: z.string().nullable(),
  asOf: z.string().nullable().default(null),
})
type Page = z.output<typeof Page>

/** Carries an operation out and shows its answer. Results go to standard output, remarks to standard error. */
export async function perform(
  operation: ContractOperation,
  values: Values,
  showing: Showing,
  contract: Contract,
  io: Io,
  url: string | undefined,
): Promise<void> {
  const settings: Settings = await readSettings(io, url)
  const at = requester(settings, contract, io.signal)
  if (operation.kind === 'stream')
    return watch(await at.send(operation, values, { accept: 'text/event-stream' }), {
      operation,
      showing,
      contract,
      io,
      settings,
    })
  if (showing.csv && operation.csvPath !== undefined)
    return passOn(await at.send(operation, values, { path: operation.csvPath, accept: 'text/csv' }), io)
  if (operation.isPage)
    return showPage(await readPages(at, operation, values, showing.all), operation, showing, contract, io)
  const answer: unknown = await (await at.send(operation, values)).json()
  io.out(showing.json ? json(answer) : sheet(answer, operation.answer, contract.schemas, io.width) || 'Done.\n')
}

async function passOn(response: Response, io: Io): Promise<void> {
  for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) io.out(text)
}

/** The first page, or all as one. */
async function readPages(at: Requester, operation: ContractOperation, values: Values, all: boolean): Promise<Page> {
  const read = async (more: Values): Promise<Page> =>
    Page.parse(await (await at.send(operation, { ...values, ...more })).json())
  const first = await read(all && values.limit === undefined ? { limit: 500 } : {})
  if (!all) return first
  const items = [...first.items]
  let next = first.nextCursor
  while (next !== null) {
    const page = await read({ limit: values.limit ?? 500, cursor: next })
    items.push(...page.items)
    next = page.nextCursor
  }
  return { ...first, items, nextCursor: null }
}

function showPage(
  page: Page,
  operation: ContractOperation,
  { json: asJson }: Showing,
  contract: Contract,
  io: Io,
): void {
  if (asJson) {
    io.out(json(page))
    return
  }
  const columns = columnsOf(itemSchema(operation.answer, contract.schemas), contract.schemas)
  if (page.items.length === 0) io.err('Nothing matches.\n')
  else if (columns.length === 0) for (const item of page.items) io.out(`${JSON.stringify(item)}\n`)
  else io.out(table(columns, page.items, io.width))
  const asOf = page.asOf === null ? '' : ` as of ${page.asOf}`
  if (page.items.length > 0) io.err(`${page.items.length} shown${asOf}.\n`)
  if (page.nextCursor !== null) io.err(`There are more: add --all, or --cursor ${page.nextCursor}\n`)
}

export function itemSchema(answer: Schema, schemas: Contract['schemas']): Schema {
  return plain(plain(answer, schemas).properties?.items ?? answer, schemas).items ?? answer
}

export const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
