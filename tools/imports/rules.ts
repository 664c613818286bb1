import type { Room } from '../../hub/src/layers.ts'

/** The table that arrows are judged by; hub/src/layers.ts in earnest. */
export interface Layers {
  rooms: readonly Room[]
  testImports: readonly Room[]
  capabilityImports: Readonly<Record<string, readonly string[]>>
}

/** One import of one file. Paths are relative to the project, with forward slashes. */
export interface Arrow {
  from: string
  line: number
  to: string
}

/** Stands for an import whose address is worked out at run time, so that nobody can tell where it leads. */
export const COMPUTED = '(computed)'

const CAPABILITIES = 'hub/src/capabilities/'

/** Why the arrow is forbidden, or undefined when the table allows it. */
export function judge(arrow: Arrow, layers: Layers): string | undefined {
  const { from, to } = arrow
  if (to === COMPUTED) return 'the address of an import must be written out'
  if (isTest(to) && !isTest(from)) return 'only tests may import tests and testing folders'
  const room = roomOf(from, layers.rooms)
  if (room === undefined) return `${from} lies in no room; give it one in hub/src/layers.ts`
  const own = capabilityOf(from)
  const other = capabilityOf(to)
  if (isTest(from) && mayAlso(from, to, layers)) return undefined
  if (own !== undefined && other !== undefined && own !== other) return judgeCapabilities(own, other, to, layers)
  if (own === undefined && inside(to, room.path) && roomOf(to, layers.rooms) === room) return undefined
  if (own !== undefined && own === other) return undefined
  if (room.path === 'hub/src/register.ts' && other !== undefined && !isIndex(to)) {
    return `the register imports a capability through its index.ts only`
  }
  if (room.mayImport.some((allowed) => inside(to, allowed))) return undefined
  return `${room.path} may import ${room.mayImport.length === 0 ? 'nothing outside itself' : room.mayImport.join(', ')}`
}

/** The circles in the table of capabilities, each as `a → b → a`. */
export function circles(imports: Layers['capabilityImports']): string[] {
  const found = new Set<string>()
  const walk = (path: string[]): void => {
    const last = path.at(-1) ?? ''
    for (const next of imports[last] ?? []) {
      if (next === path[0]) found.add([...path, next].join(' → '))
      else if (!path.includes(next)) walk([...path, next])
    }
  }
  // A circle is reported from its alphabetically first member, so that it is reported once.
  for (const start of Object.keys(imports)) walk([start])
  return [...found].filter((circle) => {
    const members = circle.split(' → ')
    return members.every((member) => (members[0] ?? '') <= member)
  })
}

/** Whether the file is a test or serves tests only. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /(^|\/)testing\//.test(path)
}

function judgeCapabilities(own: string, other: string, to: string, layers: Layers): string | undefined {
  if (!(layers.capabilityImports[own] ?? []).includes(other)) {
    return `hub/src/layers.ts does not list ${other} among what the capability ${own} imports`
  }
  return isIndex(to) ? undefined : `another capability is imported through its index.ts only`
}

function mayAlso(from: string, to: string, layers: Layers): boolean {
  return layers.testImports.some(
    (room) => inside(from, room.path) && room.mayImport.some((allowed) => inside(to, allowed)),
  )
}

function roomOf(path: string, rooms: readonly Room[]): Room | undefined {
  return rooms.filter((room) => inside(path, room.path)).sort((a, b) => b.path.length - a.path.length)[0]
}

function capabilityOf(path: string): string | undefined {
  return path.startsWith(CAPABILITIES) ? path.slice(CAPABILITIES.length).split('/')[0] : undefined
}

function isIndex(path: string): boolean {
  return /^hub\/src\/capabilities\/[^/]+\/index\.ts$/.test(path)
}

function inside(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`)
}
