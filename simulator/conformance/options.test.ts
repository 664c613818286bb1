import { describe, expect, test } from 'vitest'
import { BadCommandLine, readOptions } from './options.ts'
import { chosen } from './table.ts'

describe('the command line', () => {
  test('runs every client when nothing is said', () => {
    const options = readOptions([])
    expect(options).toEqual({ help: false, only: [], out: undefined, minutes: 10, people: 250, keep: false })
    expect(new Set(chosen([]).map(({ name }) => name)).size).toBeGreaterThan(4)
  })

  test('names clients, or one way of a client', () => {
    expect(chosen(readOptions(['--only', 'msal-node']).only).map(({ way }) => way)).toEqual(['direct', 'transparent'])
    expect(chosen(['identity/transparent']).map(({ name, way }) => [name, way])).toEqual([['identity', 'transparent']])
  })

  test.each([
    [['--only', 'curl'], 'there is no client curl; there are msal-node, identity'],
    [['--only', 'cli-microsoft365/direct'], 'there is no client cli-microsoft365/direct'],
    [['--minutes', '0'], '--minutes must be a whole number of at least 1'],
    [['--people', 'many'], '--people must be a whole number of at least 20'],
    [['--quick'], "Unknown option '--quick'"],
  ])('%s is refused with a sentence', (args, sentence) => {
    expect(() => readOptions(args)).toThrow(BadCommandLine)
    expect(() => readOptions(args)).toThrow(sentence)
  })

  test('asks for help', () => {
    expect(readOptions(['--help']).help).toBe(true)
  })
})
