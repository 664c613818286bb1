import { existsSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Random, randomToken } from '../../kernel/random.ts'
import { securityHeaders } from './security-headers.ts'

/** What stands in the built page where its nonce goes (Vite's `html.cspNonce`). */
const noncePlaceholder = '__CSP_NONCE__'

/** What the bundler names by its content never changes under its name. */
const hashedFolder = `${sep}assets${sep}`

export interface ConsoleFiles {
  /** the page of whatever address a person opens; undefined where this request does not want a page */
  page(request: FastifyRequest, reply: FastifyReply): string | undefined
}

/** Serves the built console, where there is one: its files by name, and its one page for every address of its own. */
export async function serveConsole(
  fastify: FastifyInstance,
  options: { folder: string | undefined; https: () => boolean; random: Random },
): Promise<ConsoleFiles> {
  const index = options.folder === undefined ? undefined : join(options.folder, 'index.html')
  if (options.folder === undefined || index === undefined || !existsSync(index)) return { page: () => undefined }
  await fastify.register(fastifyStatic, {
    root: options.folder,
    index: false,
    wildcard: false,
    globIgnore: ['index.html'],
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes(hashedFolder) ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const text = readFileSync(index, 'utf8')
  return {
    page(request, reply) {
      if (request.method !== 'GET' || request.url.startsWith('/v1/') || !request.headers.accept?.includes('text/html'))
        return undefined
      const nonce = randomToken(options.random, 16)
      reply.headers(securityHeaders({ https: options.https(), nonce }))
      reply.headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
      return text.replaceAll(noncePlaceholder, nonce)
    },
  }
}
