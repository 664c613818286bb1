import type { MicrosoftCloud } from '../cloud.ts'
import { LinkRefused } from './failures.ts'

/** Query options in Graph's own names. */
export interface QueryOptions {
  $select?: readonly string[]
  $expand?: string
  $filter?: string
  $top?: number
  $count?: boolean
  $deltatoken?: 'latest'
}

const version = '/v1.0'

/** The whole address of a path like `/users/delta` with its options. */
export function graphUrl(cloud: MicrosoftCloud, path: string, options: QueryOptions = {}): URL {
  const query = Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) => `${name}=${encodeURIComponent(String(value)).replaceAll('%2C', ',').replaceAll('%24', '$')}`,
    )
  return new URL(`${cloud.graph}${version}${path}${query.length === 0 ? '' : `?${query.join('&')}`}`)
}

/** An address of our Graph without the service root, as a batch item has it. */
export const serviceRelative = (cloud: MicrosoftCloud, url: URL): string =>
  url.href.slice(`${cloud.graph}${version}`.length)

/**
 * A next or delta link, ready to be followed with our token: it must stay on our Graph (scheme, host, port), our version and the very path
 * that was asked for. Links are otherwise opaque and followed as given (learn.microsoft.com/graph/paging).
 * @throws LinkRefused
 */
export function followable(cloud: MicrosoftCloud, link: string, path: string): URL {
  const url = URL.parse(link)
  const ours =
    url !== null &&
    url.origin === cloud.graph &&
    url.username === '' &&
    url.password === '' &&
    sameForm(url.pathname) === sameForm(`${version}${path}`)
  if (!ours) throw new LinkRefused({ path })
  return url
}

/** One form for the ways that OData spells a path: `/users/delta()`, `/users/microsoft.graph.delta`, `/users('id')/memberOf`. */
const sameForm = (path: string): string =>
  path
    .replaceAll('%27', "'")
    .replaceAll('%28', '(')
    .replaceAll('%29', ')')
    .replace(/\('([^']+)'\)/g, '/$1')
    .replace(/\(\)/g, '')
    .replaceAll('microsoft.graph.', '')
    .replace(/\/+$/, '')
    .toLowerCase()
