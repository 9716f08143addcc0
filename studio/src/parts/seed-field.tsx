/** The number that all chance comes from, typed or thrown with a die. */

import { recipeSpecs } from '../../../src/training/recipe-specs.ts'
import { NumberField } from './number-field.tsx'
import { seedWords } from './seed-words.ts'
import { MOST_SEED, otherSeed } from './seeds.ts'

/** Few enough to be read out. */
const spec = { ...recipeSpecs.seed, max: MOST_SEED }

interface SeedProps {
  readonly value: number
  readonly onChoose: (seed: number) => void
}

function Die() {
  return (
    <svg viewBox="0 0 16 16" width="20" height="20" aria-hidden="true">
      <rect x="1.5" y="1.5" width="13" height="13" rx="3" fill="none" stroke="currentColor" />
      {[4.7, 8, 11.3].map((at) => (
        <circle key={at} cx={at} cy={at} r="1.3" fill="currentColor" />
      ))}
    </svg>
  )
}

export function SeedField({ value, onChoose }: SeedProps) {
  const { seed, hint, dice } = seedWords()
  return (
    <div class="seed">
      <NumberField label={seed} hint={hint} value={value} spec={spec} onInput={onChoose} />
      <button
        type="button"
        class="button"
        aria-label={dice}
        title={dice}
        onClick={() => onChoose(otherSeed(value))}
      >
        <Die />
      </button>
    </div>
  )
}
