import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Random } from '../random.ts'
import { Layers } from './layers.ts'

/** Any sizes that go together, full ones among them. */
const sizes = fc
  .record({ sources: fc.integer({ min: 0, max: 40 }), targets: fc.integer({ min: 1, max: 60 }) })
  .chain(({ sources, targets }) =>
    fc.record({
      sources: fc.constant(sources),
      targets: fc.constant(targets),
      links: fc.oneof(fc.constant(sources * targets), fc.integer({ min: 0, max: sources * targets })),
    }),
  )

const linksOf = (layers: Layers) =>
  Array.from({ length: layers.sizes.sources }, (_, source) => {
    const { start, end } = layers.linksOf(source)
    return Array.from({ length: end - start }, (_, i) => ({
      link: start + i,
      source,
      target: layers.targetOf(start + i),
    }))
  }).flat()

describe('layers of links', () => {
  test('have exactly as many links as asked for, all different', () => {
    fc.assert(
      fc.property(sizes, fc.string(), (asked, seed) => {
        const all = linksOf(new Layers(asked, new Random(seed)))
        expect(all.map(({ link }) => link)).toEqual(Array.from({ length: asked.links }, (_, i) => i))
        expect(new Set(all.map(({ source, target }) => `${source}/${target}`)).size).toBe(asked.links)
      }),
    )
  })

  test('tell the same from either end', () => {
    fc.assert(
      fc.property(sizes, fc.string(), (asked, seed) => {
        const layers = new Layers(asked, new Random(seed))
        const all = linksOf(layers)
        for (const { link, source } of all) expect(layers.sourceOf(link)).toBe(source)
        for (let target = 0; target < asked.targets; target++)
          expect(layers.linksTo(target)).toEqual(all.filter((each) => each.target === target).map(({ link }) => link))
      }),
    )
  })

  test('know whether two are linked', () => {
    fc.assert(
      fc.property(sizes, fc.string(), (asked, seed) => {
        const layers = new Layers(asked, new Random(seed))
        const all = new Set(linksOf(layers).map(({ source, target }) => `${source}/${target}`))
        for (let source = 0; source < asked.sources; source++)
          for (let target = 0; target < asked.targets; target++)
            expect(layers.has(source, target)).toBe(all.has(`${source}/${target}`))
      }),
    )
  })

  test('are uneven: some sources have few targets, some very many', () => {
    const layers = new Layers({ sources: 5_000, targets: 100_000, links: 500_000 }, new Random('7'))
    const counts = Array.from({ length: 5_000 }, (_, source) => {
      const { start, end } = layers.linksOf(source)
      return end - start
    }).sort((one, other) => one - other)
    expect(counts[0]).toBeLessThan(50)
    expect(counts[2_500]).toBeLessThan(100)
    expect(counts[4_999]).toBeGreaterThan(2_000)
  })

  test('refuse more links than can be different', () => {
    expect(() => new Layers({ sources: 2, targets: 3, links: 7 }, new Random('7'))).toThrow(/more links/)
  })
})
