import { describe, expect, test } from 'vitest'
import { exactAxis, logAxis, roundAxis } from '../../../src/plots/axis.ts'

const labels = ({ ticks }: { ticks: readonly { label: string }[] }) =>
  ticks.map(({ label }) => label)

describe('exactAxis', () => {
  test('covers its range exactly, ticks on whole numbers', () => {
    const axis = exactAxis(1, 10, 5)
    expect(labels(axis)).toEqual(['2', '4', '6', '8', '10'])
    expect([axis.place(1), axis.place(10)]).toEqual([0, 1])
    expect(labels(exactAxis(1, 3, 10))).toEqual(['1', '2', '3'])
    expect(labels(exactAxis(0.25, 0.75, 5))).toEqual(['0.3', '0.4', '0.5', '0.6', '0.7'])
  })

  test('large numbers stay short', () => {
    expect(labels(exactAxis(0, 3e6, 3))).toEqual(['0', '1e6', '2e6', '3e6'])
  })
})

describe('roundAxis', () => {
  test('ends on ticks', () => {
    const axis = roundAxis(0.026, 0.072, 5)
    expect(labels(axis)).toEqual(['0.02', '0.03', '0.04', '0.05', '0.06', '0.07', '0.08'])
    expect([axis.place(0.02), axis.place(0.08)]).toEqual([0, 1])
  })

  test('widens a single value', () => {
    expect(roundAxis(0, 0, 4).place(1)).toBe(1)
    const axis = roundAxis(-5, -5, 4)
    expect(axis.place(-5)).toBeCloseTo(0.5)
  })

  test('tiny ranges are written as powers of ten', () => {
    expect(labels(roundAxis(1e-7, 3e-7, 2))).toEqual(['1e-7', '2e-7', '3e-7'])
  })
})

describe('logAxis', () => {
  test('1, 2, 5 over few decades, powers over many', () => {
    expect(labels(logAxis(0.018, 1.1, 5))).toEqual(['0.02', '0.05', '0.1', '0.2', '0.5', '1'])
    expect(labels(logAxis(1e-4, 1, 5))).toEqual(['0.0001', '0.001', '0.01', '0.1', '1'])
    expect(labels(logAxis(1e-20, 1, 5)).length).toBeLessThanOrEqual(7)
  })

  test('round numbers where no power falls', () => {
    expect(labels(logAxis(0.3, 0.3, 5))).toEqual(['0.28', '0.30', '0.32'])
  })
})
