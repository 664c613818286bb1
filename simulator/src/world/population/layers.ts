import type { Random } from '../random.ts'
import { Affine } from './affine.ts'

interface Layer {
  /** The numbers of the layer's first link and of the one after its last. */
  readonly start: number
  readonly end: number
  readonly order: Affine
}

export interface LayerSizes {
  readonly sources: number
  readonly targets: number
  readonly links: number
}

/** How many layers lie over what is needed at least, so that some targets have many links and some few. */
const SPREAD = 3
/** How uneven the sources are: the exponent of a Pareto distribution, lower is more uneven. */
const EXPONENT = 1.25
const LARGEST_WEIGHT = 20_000

/**
 * Links between numbered sources and numbered targets, e.g. groups and their members, that are computed and not
 * kept. They lie in layers. A layer is a permutation of the targets cut into blocks of uneven sizes, one for each of its
 * sources: so no target is twice in a source, and both directions are followed without a search through all.
 */
export class Layers {
  readonly sizes: LayerSizes
  readonly #layers: Layer[] = []
  /** Where the links of each source begin; a source's links are numbered one after the other. */
  readonly #starts: Uint32Array

  constructor(sizes: LayerSizes, random: Random) {
    if (sizes.links > sizes.sources * sizes.targets) throw new RangeError('There are more links than can be different')
    this.sizes = sizes
    this.#starts = new Uint32Array(sizes.sources + 1)
    let [start, firstSource] = [0, 0]
    for (const { links, sources } of layerSizes(sizes)) {
      const end = start + links
      this.#layers.push({ start, end, order: new Affine(sizes.targets, random) })
      cut({ starts: this.#starts.subarray(firstSource, firstSource + sources), start, end }, random)
      start = end
      firstSource += sources
    }
    this.#starts.fill(sizes.links, firstSource)
  }

  /** The numbers of a source's links: from `start` to before `end`. */
  linksOf(source: number): { start: number; end: number } {
    return { start: this.#starts[source] ?? 0, end: this.#starts[source + 1] ?? 0 }
  }

  /** The numbers of the links that lead to a target, in ascending order. */
  linksTo(target: number): number[] {
    const found: number[] = []
    for (const { start, end, order } of this.#layers) {
      const link = start + order.before(target)
      if (link < end) found.push(link)
    }
    return found
  }

  targetOf(link: number): number {
    for (const { start, end, order } of this.#layers) if (link < end) return order.of(link - start)
    throw new RangeError(`There is no link ${link}`)
  }

  sourceOf(link: number): number {
    let [low, high] = [0, this.sizes.sources]
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if ((this.#starts[middle] ?? 0) <= link) low = middle
      else high = middle
    }
    return low
  }

  has(source: number, target: number): boolean {
    const { start, end } = this.linksOf(source)
    const layer = start < end ? this.#layers.find((each) => start < each.end) : undefined
    if (!layer) return false
    const link = layer.start + layer.order.before(target)
    return link >= start && link < end
  }
}

/** Splits links and sources over layers: the first covers most of the targets, the last few of them. */
function layerSizes({ sources, targets, links }: LayerSizes): { links: number; sources: number }[] {
  if (links === 0) return []
  const least = Math.ceil(links / targets)
  const count = Math.min(sources, least * SPREAD)
  const average = links / targets / count
  const slope = Math.min(average, 1 - average)
  const result: { links: number; sources: number }[] = []
  let [share, linked, used] = [0, 0, 0]
  for (let i = 0; i < count; i++) {
    share += average + slope * (1 - (2 * i + 1) / count)
    const upTo = i === count - 1 ? links : Math.min(Math.round(share * targets), linked + targets, links)
    const sourcesUpTo = i + 1 + Math.floor((sources - count) * (upTo / links))
    result.push({ links: upTo - linked, sources: sourcesUpTo - used })
    linked = upTo
    used = sourcesUpTo
  }
  return result
}

/** Cuts a layer's links into blocks of uneven sizes, one for each of its sources. */
function cut(layer: { starts: Uint32Array; start: number; end: number }, random: Random): void {
  const { starts, start, end } = layer
  const weights = Float64Array.from(starts, () => Math.min(LARGEST_WEIGHT, (1 - random.next()) ** (-1 / EXPONENT)))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const links = end - start
  const even = Math.min(1, links / starts.length)
  let before = 0
  for (let i = 0; i < starts.length; i++) {
    starts[i] = start + Math.floor(even * i + (links - even * starts.length) * (before / total))
    before += weights[i] ?? 0
  }
}
