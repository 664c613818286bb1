import type { Kind } from '../world/model.ts'
import type { GraphAnswer, GraphContext } from './call.ts'
import { badRequest } from './errors.ts'

/** One served operation: Graph's method and path template, and what answers it. */
export interface Route {
  readonly method: string
  /** As `operations-v1.0.json` spells it where it is listed there. */
  readonly template: string
  readonly answer: (context: GraphContext) => GraphAnswer
}

export interface RoutedPath {
  readonly template: string
  readonly route: Route | undefined
  readonly parameters: readonly string[]
  readonly cast: Kind | undefined
  readonly countOnly: boolean
}

const CASTS: { readonly [name: string]: Kind } = {
  'microsoft.graph.user': 'user',
  'microsoft.graph.group': 'group',
  'microsoft.graph.device': 'device',
  'microsoft.graph.servicePrincipal': 'servicePrincipal',
  'microsoft.graph.application': 'application',
  'microsoft.graph.administrativeUnit': 'administrativeUnit',
  'microsoft.graph.directoryRole': 'directoryRole',
}

/** Finds the operation of a path among the served ones and those only known from the contract. */
export class Router {
  readonly #routes: readonly Route[]
  readonly #known: readonly { method: string; path: string }[]

  constructor(routes: readonly Route[], known: readonly { method: string; path: string }[]) {
    this.#routes = routes
    this.#known = known
  }

  find(method: string, path: string): RoutedPath | undefined {
    const segments = segmentsOf(path)
    return this.#served(method, segments) ?? this.#reduced(method, segments) ?? this.#unserved(method, segments)
  }

  #served(method: string, segments: readonly string[]): RoutedPath | undefined {
    for (const route of this.#routes) {
      if (route.method !== method) continue
      const parameters = match(route.template, segments)
      if (parameters) return { template: route.template, route, parameters, cast: undefined, countOnly: false }
    }
    return undefined
  }

  /** The same path with its `/$count` and its type cast taken off. */
  #reduced(method: string, segments: readonly string[]): RoutedPath | undefined {
    const countOnly = segments.at(-1) === '$count'
    const rest = countOnly ? segments.slice(0, -1) : segments
    const cast = CASTS[rest.at(-1) ?? '']
    const found = this.#served(method, cast ? rest.slice(0, -1) : rest)
    return found && (countOnly || cast) ? { ...found, cast, countOnly } : undefined
  }

  #unserved(method: string, segments: readonly string[]): RoutedPath | undefined {
    const listed = this.#known.find((row) => row.method === method && match(row.path, segments))
    return listed && { template: listed.path, route: undefined, parameters: [], cast: undefined, countOnly: false }
  }
}

/** Path segments; `users('x')` is `users/x`, `delta()` and `microsoft.graph.delta()` are `delta`. */
function segmentsOf(path: string): string[] {
  return path
    .split('/')
    .filter(Boolean)
    .flatMap((raw) => {
      const segment = decode(raw)
      const keyed = /^([A-Za-z]+)\((?:'([^']*)'|([A-Za-z]+='[^']*'))\)$/.exec(segment)
      if (keyed) return [keyed[1] ?? '', keyed[2] ?? keyed[3] ?? '']
      const called = /^(?:microsoft\.graph\.)?([A-Za-z]+)(?:\(\))?$/.exec(segment)
      return [
        segment.endsWith('()') || /^microsoft\.graph\.(delta|getByIds|restore)$/.test(segment)
          ? (called?.[1] ?? segment)
          : segment,
      ]
    })
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw badRequest(`The path segment '${segment}' is not encoded correctly.`)
  }
}

function match(template: string, segments: readonly string[]): string[] | undefined {
  const wanted = template.split('/').filter(Boolean)
  if (wanted.length !== segments.length) return undefined
  const parameters: string[] = []
  for (const [i, part] of wanted.entries()) {
    const segment = segments[i] ?? ''
    if (part.startsWith('{')) {
      if (RESERVED.has(segment)) return undefined
      parameters.push(segment)
    } else if (part.toLowerCase() !== segment.toLowerCase()) return undefined
  }
  return parameters
}

/** Segments that are never an object's id. */
const RESERVED = new Set(['delta', '$count', '$ref', 'getByIds'])
