import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { promisify } from 'node:util'

/** A Markdown file of the project. */
export interface Document {
  path: string
  text: string
}

/** Every Markdown file that git knows or would add. */
export async function documentsOf(root: string): Promise<Document[]> {
  const { stdout } = await promisify(execFile)(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.md'],
    { cwd: root },
  )
  const paths = [...new Set(stdout.split('\n'))].filter((path) => path !== '' && existsSync(join(root, path)))
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })))
}

/** What stands in code fences and `spans` is no link. */
const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '')

/** GitHub's name for a heading: lower case, spaces to dashes, punctuation dropped. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')

export const anchorsOf = (text: string): string[] =>
  [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = '']) => anchorOf(heading))

/** Links inside the project that lead nowhere, each as a sentence. */
export async function brokenLinks(root: string, { path, text }: Document): Promise<string[]> {
  const broken: string[] = []
  for (const [, target = ''] of withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/i.test(target)) continue
    const [file = '', anchor] = target.split('#')
    const there = file === '' ? path : normalize(join(dirname(path), file))
    if (!existsSync(join(root, there))) broken.push(`${path} links to ${target}, which does not exist`)
    else if (anchor !== undefined && there.endsWith('.md')) {
      const headings = anchorsOf(await readFile(join(root, there), 'utf8'))
      if (!headings.includes(anchor)) broken.push(`${path} links to ${target}, which has no such heading`)
    }
  }
  return broken
}

/** `npm run` commands that a document names but no package.json has; `-w NAME` looks in that workspace. */
export function unknownScripts(
  { path, text }: Document,
  scriptsOf: (workspace: string) => readonly string[],
): string[] {
  return [...text.matchAll(/\bnpm run((?:\s+-(?:s\b|-silent\b|w\s+\S+))*)\s+([a-z][\w:-]*)/g)].flatMap(
    ([command, flags = '', script = '']) => {
      const workspace = /-w +(\S+)/.exec(flags)?.[1] ?? '.'
      return scriptsOf(workspace).includes(script) ? [] : [`${path}: there is no script for \`${command}\``]
    },
  )
}

/** What a command makes: it may be missing in a fresh clone. */
const built = ['console/dist', 'simulator/conformance/results/conformance-results.json']

/** Files that a document names in code, as seen from the project or from any folder around the document, but that are not there. */
export function missingFiles(root: string, { path, text }: Document): string[] {
  const named = [...text.matchAll(/`((?:hub|console|cli|simulator|tools|bench|docs|contract)\/[\w./-]+)`/g)]
  const around = [root]
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) around.push(join(root, folder))
  return named.flatMap(([, file = '']) =>
    built.includes(file) || around.some((folder) => existsSync(join(folder, file)))
      ? []
      : [`${path} names ${file}, which does not exist`],
  )
}
