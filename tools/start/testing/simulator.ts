// A stand-in for simulator/src/main.ts in the tests of `npm start`.
import { appendFileSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:http'

const folder = process.argv[process.argv.indexOf('--data-dir') + 1] ?? ''
const server = createServer((_request, response) => response.end('{}'))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  process.stdout.write(`${JSON.stringify({ listening: `http://127.0.0.1:${port}`, tenancies: [] })}\n`)
})
process.on('SIGTERM', () => {
  mkdirSync(folder, { recursive: true })
  appendFileSync(`${folder}/../order.txt`, 'simulator\n')
  process.exit(0)
})
