import type { FastifyInstance } from 'fastify'
import { AtriumError } from '../../kernel/errors.ts'

/** Reads JSON bodies and no others; an empty one is as good as none. A `__proto__` in one is refused. */
export function readJsonBodies(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error')
  fastify.removeAllContentTypeParsers()
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text.length === 0) return done(null, undefined)
    return parse(request, text.toString(), (error, body) =>
      error ? done(new AtriumError('invalid_input', { detail: 'The body is not valid JSON.' })) : done(null, body),
    )
  })
}
