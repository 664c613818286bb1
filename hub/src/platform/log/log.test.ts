import { expect, test } from 'vitest'
import { createLog } from './log.ts'

test('an error of a database connection is logged without the connection', () => {
  const lines: string[] = []
  const log = createLog({ destination: { write: (line) => void lines.push(line) } })
  const error = Object.assign(new Error('gone'), { code: '57P01', client: { secretKey: 4_711, password: 'hidden' } })
  log.error({ err: error }, 'background work failed')
  expect(lines.join()).not.toMatch(/4711|hidden/)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ err: { message: 'gone', code: '57P01', type: 'Error' } })
})
