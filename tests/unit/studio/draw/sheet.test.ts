import { beforeEach, describe, expect, test } from 'vitest'
import { groundFor } from '../../../../studio/src/pages/draw/ground.ts'
import * as sheet from '../../../../studio/src/pages/draw/sheet.ts'

const middle = { x: 4.5, y: 4.5 }
const pixel = (x: number, y: number) => sheet.sheet.value!.image.bytes[y * 8 + x]

function stroke(): void {
  sheet.strokeTo(middle, middle)
  sheet.endStroke()
}

beforeEach(() => {
  sheet.begin([8, 8, 1], [0])
  sheet.mode.value = 'vary'
  sheet.tool.value = 'brush'
})

describe('a sheet', () => {
  test('is blank at first', () => {
    expect([sheet.isBlank.value, sheet.isUnmarked.value, sheet.canUndo.value]).toEqual([
      true,
      true,
      false,
    ])
  })

  test('shows a stroke under way, and keeps it when it ends', () => {
    sheet.strokeTo(middle, { x: 6.5, y: 4.5 })
    expect(pixel(5, 4)).toBe(255)
    expect(sheet.canUndo.value).toBe(false)
    sheet.endStroke()
    expect(pixel(5, 4)).toBe(255)
    expect(sheet.isBlank.value).toBe(false)
  })

  test('loses an example to the first stroke of the pen, not to the eraser', () => {
    const shape = [1, 8, 8, 1] as const
    const example = { shape, bytes: new Uint8Array(64).fill(200) }
    sheet.showExample(example, new Uint8Array(64))
    expect([sheet.isExample.value, sheet.canUndo.value]).toEqual([true, false])
    stroke()
    expect([pixel(0, 0), pixel(4, 4), sheet.isExample.value]).toEqual([0, 255, false])
    sheet.undo()
    expect([pixel(0, 0), sheet.isExample.value]).toEqual([200, true])
    sheet.tool.value = 'eraser'
    stroke()
    expect([pixel(0, 0), pixel(4, 4), sheet.isExample.value]).toEqual([200, 0, false])
  })

  test('can have black and white swapped', () => {
    stroke()
    sheet.invert()
    expect([pixel(0, 0), pixel(4, 4)]).toEqual([255, 0])
  })

  test('goes back stroke by stroke', () => {
    stroke()
    sheet.strokeTo({ x: 1, y: 1 }, { x: 1, y: 6 })
    sheet.endStroke()
    sheet.undo()
    expect(pixel(1, 3)).toBe(0)
    expect(pixel(4, 4)).toBe(255)
    sheet.undo()
    expect(sheet.isBlank.value).toBe(true)
    expect(sheet.canUndo.value).toBe(false)
  })

  test('can be cleared, and that taken back', () => {
    stroke()
    sheet.clear()
    expect(sheet.isBlank.value).toBe(true)
    sheet.undo()
    expect(sheet.isBlank.value).toBe(false)
  })

  test('is rubbed out by the eraser', () => {
    stroke()
    sheet.tool.value = 'eraser'
    stroke()
    expect(pixel(4, 4)).toBe(0)
  })

  test('is marked instead of drawn on where a part is to be regenerated', () => {
    stroke()
    const drawn = sheet.settled.value!.image
    sheet.mode.value = 'inpaint'
    stroke()
    expect(sheet.isUnmarked.value).toBe(false)
    expect(sheet.settled.value!.image).toBe(drawn)
    sheet.clear()
    expect(sheet.isUnmarked.value).toBe(true)
    expect(sheet.isBlank.value).toBe(false)
  })

  test('takes the colour where it has colours', () => {
    sheet.begin([8, 8, 3], [0, 0, 0])
    sheet.chooseColour([10, 20, 30])
    stroke()
    const from = (4 * 8 + 4) * 3
    expect([...sheet.settled.value!.image.bytes.slice(from, from + 3)]).toEqual([10, 20, 30])
    sheet.chooseColour(undefined)
  })

  test('an end without a stroke is nothing', () => {
    sheet.endStroke()
    expect(sheet.canUndo.value).toBe(false)
  })
})

describe('a white sheet', () => {
  const at = (x: number) => [...sheet.settled.value!.image.bytes.slice(3 * x, 3 * x + 3)]
  const [white, black] = [
    [255, 255, 255],
    [0, 0, 0],
  ]
  beforeEach(() => sheet.begin([1, 8, 3], white))
  const dot = () => {
    sheet.strokeTo({ x: 4.5, y: 0.5 }, { x: 4.5, y: 0.5 })
    sheet.endStroke()
  }

  test('is blank, takes black ink, and is white again after the eraser and when cleared', () => {
    expect([sheet.isBlank.value, at(4)]).toEqual([true, white])
    dot()
    expect([sheet.isBlank.value, at(4), at(0)]).toEqual([false, black, white])
    sheet.tool.value = 'eraser'
    dot()
    expect(at(4)).toEqual(white)
    sheet.undo()
    sheet.clear()
    expect(sheet.isBlank.value).toBe(true)
  })

  test('inverted is black, takes white ink, and all that can be undone', () => {
    dot()
    sheet.invert()
    expect([at(4), at(0), sheet.colour.value]).toEqual([white, black, white])
    sheet.clear()
    expect([sheet.isBlank.value, at(0)]).toEqual([true, black])
    sheet.undo()
    sheet.undo()
    expect([at(4), at(0), sheet.colour.value]).toEqual([black, white, black])
  })

  test('loses an example to the pen, and is white around its stroke', () => {
    const example = { shape: [1, 1, 8, 3] as const, bytes: new Uint8Array(24).fill(200) }
    sheet.showExample(example, new Uint8Array(8))
    dot()
    expect([at(4), at(0)]).toEqual([black, white])
  })
})

describe('what a model’s images stand on', () => {
  const [grey, rgb] = [
    [8, 8, 1],
    [8, 8, 3],
  ] as const
  test.each([
    ['digits', { imageShape: grey }, [0]],
    ['colour', { imageShape: rgb }, [255, 255, 255]],
    [
      'a colour that is named',
      { imageShape: rgb, preparation: { background: '#0a141e' } },
      [10, 20, 30],
    ],
    ['grey on white', { imageShape: grey, preparation: { background: 'white' } }, [255]],
    [
      'transparent',
      { imageShape: [8, 8, 2] as const, preparation: { background: 'keep' } },
      [0, 0],
    ],
  ])('%s', (_, model, ground) => {
    expect(groundFor(model)).toEqual(ground)
  })
})

describe('a sheet with alpha, wider than high', () => {
  const at = (x: number, y: number) => {
    const { bytes } = sheet.sheet.value!.image
    return [...bytes.subarray(4 * (y * 12 + x), 4 * (y * 12 + x) + 4)]
  }
  beforeEach(() => sheet.begin([8, 12, 4], [0, 0, 0, 0]))

  test('is transparent, takes opaque ink, and gives it back to the eraser', () => {
    expect([sheet.isBlank.value, at(4, 4)]).toEqual([true, [0, 0, 0, 0]])
    stroke()
    expect([at(4, 4), at(11, 7)]).toEqual([
      [255, 255, 255, 255],
      [0, 0, 0, 0],
    ])
    sheet.invert()
    expect([at(4, 4), at(11, 7)]).toEqual([
      [0, 0, 0, 255],
      [255, 255, 255, 0],
    ])
    sheet.tool.value = 'eraser'
    stroke()
    expect(at(4, 4)).toEqual([0, 0, 0, 0])
  })
})
