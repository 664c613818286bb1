import { Command, CommanderError } from 'commander'
import { addAuditCommands } from './audit-commands.ts'
import type { Contract } from './contract.ts'
import { Failure, unavailableExit, usageExit } from './failure.ts'
import type { Io } from './io.ts'
import { addLogin } from './login.ts'
import { addOperation } from './operation-command.ts'

/** Commands that are written by hand, in place of what the contract would give. */
const ownCommands = new Set(['audit.export'])

/** Runs one command line. @returns the exit code: 0, or that of the error table */
export async function run(argv: readonly string[], contract: Contract, io: Io): Promise<number> {
  try {
    await programOf(contract, io).parseAsync(argv, { from: 'user' })
    return 0
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageExit
    if (error instanceof Failure) {
      for (const line of [error.message, ...error.notes, error.next]) if (line !== '') io.err(`${line}\n`)
      return error.exit
    }
    if (io.signal.aborted) return 130
    if (error instanceof TypeError && error.message === 'terminated') {
      io.err('The connection broke off.\nRun the command again.\n')
      return unavailableExit
    }
    throw error
  }
}

function programOf(contract: Contract, io: Io): Command {
  const program = new Command('atrium')
  settle(program, io)
  program
    .description('The directory of a Microsoft 365 tenancy, live and remembered.')
    .option('--url <address>', 'where Atrium is (ATRIUM_URL; http://localhost:7400 otherwise)')
    .addHelpText(
      'after',
      '\nA command needs an API key: `atrium login` keeps one, ATRIUM_API_KEY gives one.' +
        '\nTo run Atrium itself on this machine: atrium migrate, atrium serve, atrium work (docs/own-postgresql.md).',
    )
  addLogin(program, contract, io)
  const groups = new Map<string, Command>()
  for (const operation of contract.operations) {
    const [name = ''] = operation.name.split('.')
    const group = groups.get(name) ?? program.command(name).description(verbsOf(name, contract))
    groups.set(name, group)
    if (!ownCommands.has(operation.name)) addOperation(group, operation, contract, io)
  }
  const audit = groups.get('audit')
  if (audit) addAuditCommands(audit, contract, io)
  for (const command of [...program.commands, ...program.commands.flatMap((group) => group.commands)])
    settle(command, io)
  return program
}

function verbsOf(group: string, { operations }: Contract): string {
  const verbs = operations.flatMap(({ name }) => (name.startsWith(`${group}.`) ? [name.slice(group.length + 1)] : []))
  return [...verbs, ...(group === 'audit' ? ['verify'] : [])].join(', ')
}

/** Says what it has to say through `io`, and ends by an error in place of ending the process. */
function settle(command: Command, io: Io): void {
  command
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showHelpAfterError('Add --help for what there is.')
    .showSuggestionAfterError()
}
