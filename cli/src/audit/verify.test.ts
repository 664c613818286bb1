import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AuditedLog, acme, auditedLog, exportText, rival } from '../../../hub/testing/audited-log.ts'
import { verifyAudit } from './file.ts'
import { verificationSentences } from './sentences.ts'
import { forgedBy, rechained } from './testing/forger.ts'
import type { Verification } from './verify.ts'

const verify = (text: string | Uint8Array, remembered?: string): Promise<Verification> =>
  verifyAudit([Buffer.from(text)], remembered)
const codes = ({ problems }: Verification): string[] => [...new Set(problems.map(({ code }) => code))]

/** A log of 30 entries, its export, and what was remembered of it at 20 entries. */
let log: AuditedLog
let whole: string
let lines: string[]
let remembered: string

beforeAll(async () => {
  log = await auditedLog()
  for (let index = 1; index <= 30; index += 1) {
    await log.write(acme, {
      requestId: `r-${index}`,
      facts: { name: index % 3 ? 'Zoë \u{1F600}' : '\uFFFD"\\/\u2028', index },
    })
    await log.seal(acme)
    if (index === 20) await log.takeCheckpoint(acme)
  }
  await log.write(rival)
  await log.seal(rival)
  remembered = await log.checkpointFile(acme)
  whole = await exportText(log, { limit: 7 })
  lines = whole.trimEnd().split('\n')
})
afterAll(() => log.close())

const textOf = (some: readonly (string | undefined)[]): string => some.map((line) => `${line}\n`).join('')

test('what the server exports verifies, alone and against what was remembered', async () => {
  expect(await verify(whole)).toMatchObject({ ok: true, problems: [], from: 1, count: 30, unsealed: 0, compared: 0 })
  expect(await verify(whole, remembered)).toMatchObject({ ok: true, problems: [], compared: 2 })
})

test('an export that goes on from a checkpoint verifies against it', async () => {
  expect(await verify(await exportText(log, { from: 21 }), remembered)).toMatchObject({
    ok: true,
    from: 21,
    compared: 1,
  })
  expect(await verify(await exportText(log, { from: 31 }))).toMatchObject({ ok: true, from: 31, count: 30 })
  expect(codes(await verify(await exportText(log, { from: 25 }), remembered))).toEqual(['remembered_before'])
})

test('an empty log verifies', async () => {
  const empty = await auditedLog()
  expect(await verify(await exportText(empty))).toMatchObject({ ok: true, count: 0 })
  await empty.close()
})

test('how the bytes arrive does not matter', async () => {
  const bytes = Buffer.from(whole)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 8 }), async (cuts) => {
      const edges = [0, ...cuts.sort((one, other) => one - other), bytes.length]
      const chunks = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge))
      expect((await verifyAudit(chunks)).ok).toBe(true)
    }),
    { seed: 1, numRuns: 50 },
  )
})

describe('found in every case, by the export alone', () => {
  const never = async (tampered: string | Uint8Array): Promise<void> => {
    const result = await verify(tampered)
    expect(result.ok, Buffer.from(tampered).toString('utf8').slice(0, 200)).toBe(false)
    expect(result.problems).not.toEqual([])
  }

  test('any altered bytes', async () => {
    const bytes = Buffer.from(whole)
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })), {
      minLength: 1,
      maxLength: 5,
    })
    await fc.assert(
      fc.asyncProperty(changes, async (change) => {
        const altered = Buffer.from(bytes)
        for (const [at, by] of change) altered[at] = (bytes[at] ?? 0) ^ by
        await never(altered)
      }),
      { seed: 2, numRuns: 1_500 },
    )
  })

  test('every byte of the first and the last line, altered one by one', async () => {
    const bytes = Buffer.from(whole)
    const lastLine = bytes.length - Buffer.byteLength(`${lines.at(-1)}\n`)
    const firstEnd = Buffer.byteLength(lines[0] ?? '')
    for (const at of bytes.keys()) {
      if (at > firstEnd && at < lastLine) continue
      for (const bit of [1, 2, 4, 32]) {
        const altered = Buffer.from(bytes)
        altered[at] = (altered[at] ?? 0) ^ bit
        await never(altered)
      }
    }
  })

  test('any bytes put in or taken out', async () => {
    const bytes = Buffer.from(whole)
    const splice = fc.tuple(fc.nat(bytes.length), fc.nat(20), fc.uint8Array({ maxLength: 5 }))
    await fc.assert(
      fc.asyncProperty(splice, async ([at, out, put]) => {
        const altered = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + out)])
        fc.pre(!altered.equals(bytes))
        await never(altered)
      }),
      { seed: 3, numRuns: 500 },
    )
  })

  test('whatever reads the same and is not: a byte order mark, line ends, another spelling of text, numbers or base64', async () => {
    const bytes = Buffer.from(whole)
    const replacement = Buffer.from('\uFFFD')
    const at = bytes.indexOf(replacement)
    expect(at, 'the log carries a replacement character, which broken UTF-8 decodes to').toBeGreaterThan(0)
    const broken = Buffer.from(bytes)
    broken.set([0xf0, 0x9f, 0x98], at)
    await never(broken)
    await never(`\uFEFF${whole}`)
    await never(whole.replaceAll('\n', '\r\n'))
    await never(whole.replace('\n', '\n\n'))
    await never(whole.replace('"from":1', '"from":1.0'))
    await never(whole.replace('Zoë', 'Zo\\u00eb'))
    await never(whole.replace('{"entry":{', '{"hash":"","entry":{'))
    const tail = /(.)"(,"unsealed":0\}\n)$/
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const lastOfSignature = tail.exec(whole)?.[1] ?? ''
    const spare = alphabet[alphabet.indexOf(lastOfSignature) + 1] ?? ''
    expect(Buffer.from(`A${spare}`, 'base64url')).toEqual(Buffer.from(`A${lastOfSignature}`, 'base64url'))
    await never(whole.replace(tail, `${spare}"$2`))
  })

  test('any rows removed, doubled or exchanged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(lines.length - 1), { maxLength: 40 }), async (order) => {
        fc.pre(order.join() !== lines.map((_, index) => index).join())
        await never(textOf(order.map((index) => lines[index])))
      }),
      { seed: 4, numRuns: 300 },
    )
    for (const index of lines.keys()) await never(textOf(lines.toSpliced(index, 1)))
    for (let index = 0; index < lines.length - 1; index += 1)
      await never(textOf(lines.toSpliced(index, 2, lines[index + 1] ?? '', lines[index] ?? '')))
  })

  test('any cut tail or head', async () => {
    const [first, last] = [lines[0], lines.at(-1)]
    for (let length = 0; length < lines.length - 1; length += 1) {
      await never(textOf(lines.slice(0, length)))
      await never(textOf([...lines.slice(0, length), last]))
      await never(textOf(lines.slice(length + 1)))
      if (length > 0) await never(textOf([first, ...lines.slice(length + 1)]))
    }
    await never(whole.slice(0, -1))
  })

  test('any rewritten chain that nobody could sign: hashes, positions and head all made to fit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), fc.constantFrom('alter', 'remove', 'cut'), async (at, how) => {
        await never(textOf(rechained(lines, at, how)))
      }),
      { seed: 5, numRuns: 100 },
    )
  })

  test('another organisation’s entries under this one’s name', async () => {
    const foreign = await exportText({ ...log, call: (name, input) => log.call(name, input, rival) })
    expect((await verify(foreign)).ok).toBe(true)
    await never(foreign.replaceAll(rival, acme))
  })
})

describe('found against a remembered checkpoint', () => {
  test('a whole chain rewritten and signed with another key', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 30 }), fc.constantFrom('alter', 'remove', 'cut'), async (at, how) => {
        const forged = textOf(forgedBy(9, rechained(lines, at, how)))
        expect((await verify(forged)).ok, 'alone it is consistent: only its fingerprint differs').toBe(true)
        expect((await verify(forged)).fingerprint).not.toBe((await verify(whole)).fingerprint)
        expect(codes(await verify(forged, remembered))).toContain('remembered_other_key')
      }),
      { seed: 6, numRuns: 60 },
    )
  })

  test('a chain rewritten and signed with the stolen key of the installation itself', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), fc.constantFrom('alter', 'remove', 'cut'), async (at, how) => {
        const result = await verify(textOf(forgedBy(1, rechained(lines, at, how))), remembered)
        expect(result.ok).toBe(false)
        expect(['remembered_differs', 'remembered_longer']).toContain(result.problems[0]?.code)
      }),
      { seed: 7, numRuns: 60 },
    )
  })

  test('a remembered checkpoint that was altered itself', async () => {
    const altered = remembered.replace('"count":20', '"count":19')
    expect(altered).not.toBe(remembered)
    expect(codes(await verify(whole, altered))).toEqual(['remembered_altered'])
    expect(codes(await verify(whole, ''))).toEqual(['remembered_altered'])
  })

  test('a remembered checkpoint of another organisation', async () => {
    const other = await log.checkpointFile(rival)
    expect(codes(await verify(whole, other))).toContain('remembered_other_organisation')
  })

  test('what an administrator of the database does to it: a tail cut, and a past rewritten', async () => {
    const tamper = async (sql: string): Promise<string> => {
      await log.tamper(sql)
      return exportText(log)
    }
    const cut = await tamper(`delete from audit_seal where organisation_id = '${acme}' and position > 15`)
    expect(codes(await verify(cut, remembered))).toContain('remembered_longer')
    await log.write(acme)
    await log.takeCheckpoint(acme)
    expect(log.logged(), 'the server itself notices at its next checkpoint').toContain('it was cut or rewritten')
    const altered = await tamper(
      `update audit_entry set entry = jsonb_set(entry, '{outcome}', '"refused"') where organisation_id = '${acme}'
         and audit_entry_id = (select audit_entry_id from audit_seal where organisation_id = '${acme}' and position = 7)`,
    )
    expect(codes(await verify(altered))).toEqual(['entry_altered'])
  })
})

test('a person is told which entry, and what to do', async () => {
  const altered = lines.with(5, (lines[5] ?? '').replace('"outcome":"done"', '"outcome":"refused"'))
  expect(verificationSentences(await verify(textOf(altered)))).toEqual([
    'This export does NOT verify.',
    'line 6: Entry 5 is not the one that was sealed, or what precedes it is not.',
    expect.stringContaining('Export again'),
  ])
  expect(verificationSentences(await verify(whole, remembered)).join(' ')).toMatch(
    /verifies: entries 1 to 30 .* continues 2/,
  )
})
