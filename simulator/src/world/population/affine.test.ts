import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Random } from '../random.ts'
import { Affine, LARGEST_PERMUTATION } from './affine.ts'

test('every number below a size stands in one place, and is found from it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.string(), (size, seed) => {
      const order = new Affine(size, new Random(seed))
      const places = Array.from({ length: size }, (_, n) => order.of(n))
      expect([...places].sort((one, other) => one - other)).toEqual(Array.from({ length: size }, (_, n) => n))
      expect(places.map((place) => order.before(place))).toEqual(Array.from({ length: size }, (_, n) => n))
    }),
  )
})

test('large sizes are followed both ways without rounding', () => {
  const sizes = fc.integer({ min: 500, max: LARGEST_PERMUTATION })
  fc.assert(
    fc.property(sizes, fc.string(), fc.double({ min: 0, max: 0.999, noNaN: true }), (size, seed, share) => {
      const order = new Affine(size, new Random(seed))
      for (const n of [0, Math.floor(share * size), size - 1]) expect(order.before(order.of(n))).toBe(n)
    }),
  )
})

test('a size whose products would not be exact is refused', () => {
  expect(() => new Affine(LARGEST_PERMUTATION + 1, new Random('7'))).toThrow(/not possible/)
})
