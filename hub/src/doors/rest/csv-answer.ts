import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Operation } from '../../operation/define.ts'
import { type Call, invoke } from '../../operation/invoke.ts'
import type { PageAnswer } from '../contract/answer.ts'
import { callReader } from './call-of.ts'
import { csvShape } from './csv.ts'
import { type DoorContext, leaving } from './operation-route.ts'

const Page = z.object({ items: z.array(z.unknown()), nextCursor: z.string().nullable() })
type Page = z.output<typeof Page>

const largestPage = 500

/**
 * The whole list as CSV, page after page: each page is an invocation of its own, so it is authorised anew and no
 * transaction stays open while a slow client reads; the cursor keeps all pages at the same instant. An answer that breaks
 * off ends without its last chunk, which every client reports.
 */
export function csvAnswer(door: DoorContext, operation: Operation, answer: PageAnswer) {
  const readCall = callReader(operation, door)
  const shape = csvShape(answer)
  const read = async (call: Call, cursor: string | null): Promise<Page> => {
    const input = { ...Object(call.input), limit: largestPage, ...(cursor !== null && { cursor }) }
    return Page.parse(await invoke(door.runtime, operation, { ...call, input }))
  }
  async function* lines(call: Call, first: Page): AsyncGenerator<string> {
    yield shape.header() + shape.lines(first.items)
    for (let page = first; page.nextCursor !== null; ) {
      page = await read(call, page.nextCursor)
      yield shape.lines(page.items)
    }
  }
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const call = readCall(request, reply, leaving(door, reply))
    const first = await read(call, null)
    reply.headers({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="${operation.name.replace('.', '-')}.csv"`,
      'cache-control': 'no-store',
    })
    return reply.send(Readable.from(lines(call, first)))
  }
}
