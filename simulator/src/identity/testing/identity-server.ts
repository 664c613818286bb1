import { createServer } from 'node:http'
import { createIdentityPlatform, type IdentityPlatformOptions, type SimulatedIdentityPlatform } from '../index.ts'
import { createSigningKeys } from '../signing-keys.ts'
import { createFakeWorld, type FakeWorld } from './identity-world.ts'

export interface IdentityServer {
  origin: string
  world: FakeWorld
  platform: SimulatedIdentityPlatform
  close(): Promise<void>
}

/** A repeatable stand-in for randomness (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** One set of keys per test file: generating them takes longer than the tests. */
const signingKeys = createSigningKeys()

/** The platform over a fake world, on a real port. */
export async function startIdentityServer(options: Partial<IdentityPlatformOptions> = {}): Promise<IdentityServer> {
  const world = createFakeWorld()
  const platform = await createIdentityPlatform(world, {
    random: seededRandom(7),
    signingKeys: await signingKeys,
    ...options,
  })
  const server = createServer((request, response) => {
    const scheme = request.headers['x-forwarded-proto'] === 'https' ? 'https' : 'http'
    const url = new URL(request.url ?? '/', `${scheme}://${request.headers.host}`)
    platform.handle(request, response, url).then(
      (isOurs) => {
        if (!isOurs) response.writeHead(404).end()
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The test server has no port.')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    world,
    platform,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
