import { announcement, startedLine } from './announcement.ts'
import { environmentLines } from './environment-command.ts'
import { type SimulatorOptions, startSimulator } from './index.ts'
import { readCommand, USAGE } from './options.ts'
import { BadInput } from './world/input.ts'

async function main(): Promise<void> {
  const command = readCommand(process.argv.slice(2), process.env)
  if (command.name === 'help') process.stdout.write(USAGE)
  else if (command.name === 'env') process.stdout.write(await environmentLines(command.host, command.port))
  else await start(command.options)
}

async function start(options: SimulatorOptions): Promise<void> {
  const started = performance.now()
  const simulator = await startSimulator(options)
  const milliseconds = Math.round(performance.now() - started)
  process.stdout.write(`${await startedLine(simulator)}\n`)
  process.stderr.write(await announcement(simulator, milliseconds))
  const stop = () => {
    simulator.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

main().catch((error: unknown) => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const message = error instanceof Error ? error.message : String(error)
  const hint = code === 'EADDRINUSE' ? ': the port is taken; choose another --port, or stop what holds it' : ''
  process.stderr.write(
    `${error instanceof BadInput || code !== undefined ? message : error instanceof Error ? error.stack : message}${hint}\n`,
  )
  process.exit(1)
})
