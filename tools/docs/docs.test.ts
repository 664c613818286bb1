import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { anchorsOf, brokenLinks, documentsOf, missingFiles, unknownScripts } from './documents.ts'
import { generatedDocuments } from './generated.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const documents = await documentsOf(root)
const Package = z.object({ scripts: z.record(z.string(), z.string()).default({}) })
const scripts = new Map<string, string[]>()
for (const workspace of ['.', 'hub', 'console', 'cli', 'simulator']) {
  const text = await readFile(join(root, workspace, 'package.json'), 'utf8')
  scripts.set(workspace, Object.keys(Package.parse(JSON.parse(text)).scripts))
}

test.each(generatedDocuments)('$path says what the program says', async ({ path, written }) => {
  const present = await readFile(join(root, path), 'utf8')
  expect(present, 'run: node tools/with-node.mjs tools/docs.ts').toBe(written(present))
})

describe('documents', () => {
  test('link to nothing that is not there', async () => {
    const broken = await Promise.all(documents.map((document) => brokenLinks(root, document)))
    expect(broken.flat()).toEqual([])
  })

  test('name only scripts that exist', () => {
    const unknown = documents.flatMap((document) => unknownScripts(document, (name) => scripts.get(name) ?? []))
    expect(unknown).toEqual([])
  })

  test('name only files that exist', () => {
    const present = documents.filter(({ path }) => path !== 'CHANGELOG.md')
    expect(present.flatMap((document) => missingFiles(root, document))).toEqual([])
  })

  test('say nothing of the machine they were written on', () => {
    const machine = [
      /\/(?:work|root|home|tmp)\/\w/,
      /\bregistry\.[a-z]/i,
      /\bnpmjs\.(?:org|com)/i,
      /\blocalhost:4873\b/,
    ]
    const told = documents.flatMap(({ path, text }) =>
      machine.flatMap((word) => word.exec(text)?.map((found) => `${path} says ${found}`) ?? []),
    )
    expect(told).toEqual([])
  })

  test('describe every setting of the hub', async () => {
    const sources = ['hub/src/config.ts', 'hub/src/platform/database/migrate.ts']
    const code = (await Promise.all(sources.map((path) => readFile(join(root, path), 'utf8')))).join('\n')
    const settings = [...new Set([...code.matchAll(/\bATRIUM_[A-Z_]+\b/g)].map(([name]) => name))]
    const page = await readFile(join(root, 'docs/own-postgresql.md'), 'utf8')
    expect(settings.length).toBeGreaterThan(10)
    expect(settings.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  })
})

describe('the checks of documents themselves', () => {
  const page = (text: string) => ({ path: 'docs/page.md', text })

  test('find a link to a missing file and to a missing heading, but not in code', async () => {
    const links = '[a](nowhere.md) [b](../README.md#no-such-heading) `[c](nowhere.md)` [d](https://example.org/x)'
    expect(await brokenLinks(root, page(links))).toHaveLength(2)
  })

  test('find a script that no package has', () => {
    const text = 'npm run -s atrium -- people list, npm run nonsense, npm run -w console build'
    const known = (name: string) => (name === 'console' ? ['build'] : ['atrium'])
    expect(unknownScripts(page(text), known)).toEqual(['docs/page.md: there is no script for `npm run nonsense`'])
  })

  test('find a file that is not there', () => {
    expect(missingFiles(root, page('`tools/docs.ts` and `hub/src/no-such.ts`'))).toEqual([
      'docs/page.md names hub/src/no-such.ts, which does not exist',
    ])
  })

  test('name headings as GitHub does', () => {
    expect(anchorsOf('# What it is, exactly\n## `npm start`: one')).toEqual(['what-it-is-exactly', 'npm-start-one'])
  })
})
