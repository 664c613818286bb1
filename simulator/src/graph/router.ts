import type { Kind } from '../world/model.ts'
import { badRequest } from './errors.ts'
import type { Route } from './route.ts'

export interface RoutedPath {
  readonly template: string
  /** Undefined for an operation that is known from the contract only. */
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

interface Entry<T> {
  readonly template: string
  /** Lower case; undefined where any value may stand. */
  readonly parts: readonly (string | undefined)[]
  readonly target: T
}

/** Path templates by method and length, so that a path is compared with few of them. */
class Templates<T> {
  readonly #entries = new Map<string, Entry<T>[]>()

  add(method: string, template: string, target: T): void {
    const parts = template.split('/').filter(Boolean)
    const key = `${method} ${parts.length}`
    const entry = {
      template,
      target,
      parts: parts.map((part) => (part.startsWith('{') ? undefined : part.toLowerCase())),
    }
    const known = this.#entries.get(key)
    if (known) known.push(entry)
    else this.#entries.set(key, [entry])
  }

  /** The first template that fits, one with more literal parts before others. */
  find(method: string, segments: readonly string[]): { entry: Entry<T>; parameters: string[] } | undefined {
    let best: Entry<T> | undefined
    for (const entry of this.#entries.get(`${method} ${segments.length}`) ?? [])
      if (fits(entry.parts, segments) && (!best || literals(entry.parts) > literals(best.parts))) best = entry
    if (!best) return undefined
    const { parts } = best
    return { entry: best, parameters: segments.filter((_, i) => parts[i] === undefined) }
  }

  /** Whether any method has a template for the path. */
  some(segments: readonly string[]): boolean {
    return METHODS.some((method) => this.find(method, segments) !== undefined)
  }
}

const METHODS = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE']

const literals = (parts: readonly (string | undefined)[]) => parts.filter((part) => part !== undefined).length

function fits(parts: readonly (string | undefined)[], segments: readonly string[]): boolean {
  return parts.every((part, i) => {
    const segment = segments[i] ?? ''
    return part === undefined ? !RESERVED.has(segment) : part === segment.toLowerCase()
  })
}

/** Segments that are never an object's id. */
const RESERVED = new Set(['delta', '$count', '$ref', '$value', 'getByIds'])

/** Finds the operation of a path among the served ones and those only known from the contract. */
export class Router {
  readonly #served = new Templates<Route>()
  readonly #known = new Templates<undefined>()

  constructor(routes: readonly Route[], known: readonly { method: string; path: string }[]) {
    for (const route of routes) this.#served.add(route.method, route.template, route)
    for (const { method, path } of known) this.#known.add(method, path, undefined)
  }

  find(method: string, path: string): RoutedPath | undefined {
    const segments = segmentsOf(path)
    return this.#route(method, segments) ?? this.#reduced(method, segments) ?? this.#unserved(method, segments)
  }

  /** Whether the path is one that takes some other method. */
  takesOtherMethod(path: string): boolean {
    const segments = segmentsOf(path)
    return this.#served.some(segments) || this.#known.some(segments)
  }

  #route(method: string, segments: readonly string[]): RoutedPath | undefined {
    const found = this.#served.find(method, segments)
    if (!found) return undefined
    const { template, target } = found.entry
    return { template, route: target, parameters: found.parameters, cast: undefined, countOnly: false }
  }

  /** The same path with its `/$count` and its type cast taken off. */
  #reduced(method: string, segments: readonly string[]): RoutedPath | undefined {
    if (method !== 'GET') return undefined
    const countOnly = segments.at(-1) === '$count'
    const rest = countOnly ? segments.slice(0, -1) : segments
    const cast = CASTS[rest.at(-1) ?? '']
    if (!countOnly && !cast) return undefined
    const found = this.#route(method, cast ? rest.slice(0, -1) : rest)
    return found && { ...found, cast, countOnly }
  }

  #unserved(method: string, segments: readonly string[]): RoutedPath | undefined {
    const found = this.#known.find(method, segments)
    if (!found) return undefined
    return { template: found.entry.template, route: undefined, parameters: [], cast: undefined, countOnly: false }
  }
}

/** Bound functions and actions may be written with their namespace; a name may carry empty parentheses. */
const NAMESPACED = /^microsoft\.graph\.([a-z][A-Za-z]*)$/

/** A SharePoint site addressed by its server-relative path: `/sites/{host}:/{path}` or `/sites/{host}:/{path}:/…`. */
const SITE_BY_PATH = /^\/sites\/([^/:]+):\/([^:]+?)\/?(?::(\/.*)?)?$/

/**
 * Path segments; `users('x')` is `users/x`, `delta()` and `microsoft.graph.delta()` are `delta`. A site addressed by
 * path is one segment, `{host}:/{path}`.
 */
function segmentsOf(path: string): string[] {
  const site = SITE_BY_PATH.exec(path)
  if (site) return ['sites', decode(`${site[1]}:/${site[2]}`), ...segmentsOf(site[3] ?? '')]
  return path
    .split('/')
    .filter(Boolean)
    .flatMap((raw) => {
      const segment = decode(raw)
      const keyed = /^([A-Za-z]+)\((?:'([^']*)'|([A-Za-z]+='[^']*'))\)$/.exec(segment)
      if (keyed) return [keyed[1] ?? '', keyed[2] ?? keyed[3] ?? '']
      const bare = segment.endsWith('()') ? segment.slice(0, -2) : segment
      const named = NAMESPACED.exec(bare)?.[1]
      return [named !== undefined && !(bare in CASTS) && !KEEPS_NAMESPACE.has(named) ? named : bare]
    })
}

/** Type casts that are part of a template in the contract. */
const KEEPS_NAMESPACE = new Set(['room', 'roomList', 'roomlist', 'ipNamedLocation', 'countryNamedLocation'])

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw badRequest(`The path segment '${segment}' is not encoded correctly.`)
  }
}
