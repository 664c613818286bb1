import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, posix, relative, sep } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { type Arrow, COMPUTED } from './rules.ts'

const SOURCE = /\.(ts|tsx|mts|js|mjs|jsx)$/
const PASSED_OVER = new Set(['node_modules', 'dist', 'coverage'])

/** Workspaces by the name under which they could be imported. */
const WORKSPACES = /^@atrium\/(hub|console|cli|simulator)(?=\/|$)/

/** Every import between files of the project under the given folders. Packages of others are not arrows. */
export async function readArrows(root: string, folders: readonly string[]): Promise<Arrow[]> {
  const files = (await Promise.all(folders.map((folder) => sourceFiles(join(root, folder))))).flat().sort()
  const arrows: Arrow[] = []
  for (const file of files) {
    const from = relative(root, file).split(sep).join('/')
    arrows.push(...arrowsOf(from, await readFile(file, 'utf8')))
  }
  return arrows
}

/** The imports of one source text: static, re-exported, dynamic, and those that only name a type. */
export function arrowsOf(from: string, source: string): Arrow[] {
  const parsed = parseSync(from, source)
  const [error] = parsed.errors
  if (error !== undefined) throw new Error(`${from} cannot be parsed: ${error.message}`)
  const found: { specifier: string; start: number }[] = []
  const note = (node: { value: unknown; start: number } | null): void => {
    if (node !== null && typeof node.value === 'string') found.push({ specifier: node.value, start: node.start })
  }
  const ofLiteral = (node: { type: string; start: number; value?: unknown }): void => {
    note({ value: node.type === 'Literal' ? node.value : COMPUTED, start: node.start })
  }
  new Visitor({
    ImportDeclaration: (node) => note(node.source),
    ExportNamedDeclaration: (node) => note(node.source),
    ExportAllDeclaration: (node) => note(node.source),
    ImportExpression: (node) => ofLiteral(node.source),
    TSImportType: (node) => ofLiteral(node.source),
  }).visit(parsed.program)
  return found.flatMap(({ specifier, start }) => {
    const to = specifier === COMPUTED ? COMPUTED : resolve(from, specifier)
    return to === undefined ? [] : [{ from, to, line: source.slice(0, start).split('\n').length }]
  })
}

/** Relative imports carry their extension here, so no file system is asked. */
function resolve(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.normalize(posix.join(dirname(from), specifier.replace(/\?.*$/, '')))
  return WORKSPACES.test(specifier) ? specifier.replace(WORKSPACES, '$1') : undefined
}

async function sourceFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const nested = entries.map((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return PASSED_OVER.has(entry.name) ? [] : sourceFiles(path)
    return SOURCE.test(entry.name) ? [path] : []
  })
  return (await Promise.all(nested)).flat()
}
