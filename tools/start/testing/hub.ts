// A stand-in for hub/src/main.ts in the tests of `npm start`: the same commands and output lines, and faults on demand.
import { appendFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'

const [command, ...args] = process.argv.slice(2)
const fault = process.env.STAND_IN_FAULT ?? ''
const print = (value: unknown): boolean => process.stdout.write(`${JSON.stringify(value)}\n`)

if (command === 'registrations') writeFileSync(args[1] ?? '', JSON.stringify({ redirect: args[3] }))
else if (command === 'migrate') migrate()
else serve()

function migrate(): void {
  if (fault === 'schema-newer') {
    print({
      error: { code: 'schema_newer', message: 'The database is newer.', next: 'Start the newer version again.' },
    })
    process.exitCode = 3
  } else print({ applicationUrl: process.env.ATRIUM_DATABASE_ADMIN_URL })
}

function serve(): void {
  const server = createServer((request, response) => {
    if (request.url === '/die') {
      process.stderr.write('the last words of the hub\n')
      process.exit(9)
    }
    response.end(JSON.stringify({ pid: process.pid, environment: seen() }))
  })
  if (fault !== 'never-ready') {
    server.listen(Number(process.env.ATRIUM_PORT), '127.0.0.1', () => {
      print({ ready: true, url: process.env.ATRIUM_URL, signInUrl: `${process.env.ATRIUM_URL}sign-in/once` })
    })
  } else setInterval(() => undefined, 1000)
  process.on('SIGTERM', () => {
    appendFileSync(`${process.env.ATRIUM_DATA_DIR}/order.txt`, 'hub\n')
    process.exit(0)
  })
}

function seen(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(ATRIUM_|DATABASE_URL)/.test(name)))
}
