import type { FastifyInstance } from 'fastify'
import { AtriumError } from '../../kernel/errors.ts'
import type { Runtime } from '../../operation/runtime.ts'
import { statement } from '../../platform/database/statement.ts'

const one = statement<object, { one: number }>('select 1 as one')

/** `/healthz`: the process answers. `/readyz`: it can do its work, so that a balancer sends it requests. */
export function serveHealth(fastify: FastifyInstance, { database }: Runtime, closing: AbortSignal): void {
  fastify.get('/healthz', async (_, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }))
  fastify.get('/readyz', async (_, reply) => {
    if (closing.aborted) throw new AtriumError('unavailable', { detail: 'Atrium is stopping.', retryAfterSeconds: 5 })
    await database
      .read({}, (reader) => reader.first(one, {}))
      .catch((cause: unknown) => {
        throw new AtriumError('unavailable', { detail: 'The database does not answer.', cause, retryAfterSeconds: 5 })
      })
    return reply.header('cache-control', 'no-store').send({ status: 'ready' })
  })
}
