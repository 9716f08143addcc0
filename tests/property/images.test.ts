import fc from 'fast-check'
import { expect, test } from 'vitest'
import { grid } from '../../src/images/grid.ts'
import { lossCurveRaster, lossCurveSvg } from '../../src/plots/loss-curve.ts'

test('any losses can be drawn, both ways', () => {
  const options = fc.record({
    logY: fc.boolean(),
    smooth: fc.integer({ min: 1, max: 9 }),
    width: fc.constantFrom(160, 700),
    height: fc.constantFrom(120, 330),
    validation: fc.record({ y: fc.array(fc.double(), { maxLength: 3 }) }),
  })
  fc.assert(
    fc.property(fc.array(fc.double(), { maxLength: 12 }), options, (y, chosen) => {
      const { width, height, data } = lossCurveRaster({ y }, chosen)
      expect(data).toHaveLength(width * height * 3)
      expect(lossCurveSvg({ y }, chosen)).not.toMatch(/NaN|Infinity/)
    }),
  )
})

test('every image stands in its cell of the grid', () => {
  const cases = fc.record({
    count: fc.integer({ min: 2, max: 12 }),
    columns: fc.integer({ min: 1, max: 10 }),
    padding: fc.nat(3),
    side: fc.integer({ min: 1, max: 4 }),
  })
  fc.assert(
    fc.property(cases, ({ count, columns, padding, side }) => {
      const data = Float32Array.from({ length: count * side * side }, (_, i) => {
        return (10 + i) / 127.5 - 1
      })
      const image = grid({ shape: [count, side, side, 1], data }, { columns, padding })
      const across = Math.min(columns, count)
      const cell = side + padding
      data.forEach((_, i) => {
        const index = Math.floor(i / (side * side))
        const x = padding + (index % across) * cell + (i % side)
        const y = padding + Math.floor(index / across) * cell + (Math.floor(i / side) % side)
        expect(image.data[y * image.width + x]).toBe(Math.min(10 + i, 255))
      })
      const lit = image.data.filter((pixel) => pixel > 0).length
      expect(lit).toBe(data.length)
    }),
  )
})
