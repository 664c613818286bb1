import { createHash } from 'node:crypto'
import { assemble } from '../../hub/src/app.ts'
import { noRegistrations } from '../../hub/src/capabilities/connections/index.ts'
import { systemRandom } from '../../hub/src/kernel/random.ts'
import { systemClock } from '../../hub/src/kernel/time.ts'
import type { Operation } from '../../hub/src/operation/define.ts'
import { createLog } from '../../hub/src/platform/log/log.ts'
import { signingKey } from '../../hub/src/platform/vault/index.ts'

/** All operations, put together over a ground that reaches nothing: the contract says what can be called, and calls nothing. */
export function registeredOperations(): Operation[] {
  const seed = createHash('sha256').update('no installation').digest()
  return assemble(
    {
      config: { publicUrl: 'http://127.0.0.1:7400', inboundUrl: undefined, microsoft: {}, dataDir: '.', keysDir: '.' },
      database: {
        read: unreachable,
        write: unreachable,
        listen: unreachable,
        tidy: unreachable,
        close: unreachable,
      },
      jobs: { enqueue: unreachable, work: unreachable, stop: unreachable },
      clock: systemClock,
      random: systemRandom,
      log: createLog({ level: 'silent' }),
      keys: { signing: signingKey(seed), cursorKey: seed, lookupHmac: () => seed },
      keyEncryption: { id: 'none', wrap: unreachable, unwrap: unreachable },
      overrides: {},
    },
    noRegistrations,
  ).operations
}

async function unreachable(): Promise<never> {
  throw new Error('while the contract is made, nothing may be called')
}
