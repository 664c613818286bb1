import type { Command } from 'commander'
import type { Contract } from './contract.ts'
import { Failure, usageExit } from './failure.ts'
import type { Io } from './io.ts'
import { urlOf } from './operation-command.ts'
import { requester } from './request.ts'
import { keepKey, readSettings } from './settings.ts'

/** `atrium login`: takes an API key from standard input, tries it, and keeps it in a file of this person alone. */
export function addLogin(program: Command, contract: Contract, io: Io): void {
  program
    .command('login')
    .description('Keep an API key for further commands; it is read from standard input')
    .action(async (_: unknown, command: Command) => {
      const { url } = await readSettings(io, urlOf(command))
      if (io.width !== undefined) io.err(`An API key for ${url} (made under Organisation → API keys): `)
      const key = (await io.input()).trim()
      if (key === '')
        throw new Failure('No key was given.', {
          next: 'Type or paste it, or: atrium login < KEYFILE',
          exit: usageExit,
        })
      await tryKey(url, key, contract, io)
      const path = await keepKey(io, url, key)
      io.err(`The key works at ${url}. It is kept in ${path}, which only you can read.\n`)
    })
}

/** Any answer but "unauthenticated" shows that the key is known; which scopes it has is its own affair. */
async function tryKey(url: string, key: string, contract: Contract, io: Io): Promise<void> {
  const probe = contract.operations.find(
    ({ kind, isPage, fields }) => kind === 'query' && isPage && fields.every((one) => !one.required),
  )
  if (!probe) throw new TypeError('the contract has no list to try a key with')
  const forbidden = contract.exits.forbidden
  await requester({ url, key }, contract, io.signal)
    .send(probe, { limit: 1 })
    .catch((error: unknown) => {
      if (!(error instanceof Failure && error.exit === forbidden)) throw error
    })
}
