/** `ddpm devices`: what can compute here, and which is chosen. */

import { Command } from '@commander-js/extra-typings'
import { DdpmError, openDevice } from '../../node.ts'
import { examples } from '../help.ts'
import { machine } from '../machine.ts'
import { factsOption } from '../options/common.ts'
import { table } from '../terminal/charts.ts'
import { bytes, plural } from '../terminal/format.ts'

/** Fastest first. */
const names = ['wasm', 'reference'] as const

const purposes: Record<(typeof names)[number], string> = {
  wasm: 'fast; the choice for training',
  reference: 'slow and plain; judges the others',
}

/** A device's own description, or why it is not to be had. */
async function describe(device: (typeof names)[number] | 'auto') {
  try {
    const opened = await openDevice({ device })
    const { name, description, reason } = opened
    await opened.close()
    return { name, description, reason }
  } catch (error) {
    if (!(error instanceof DdpmError)) throw error
    return { name: undefined, description: `not available: ${error.message}`, reason: undefined }
  }
}

/** Every device with what it is, and whether it is the one chosen. */
async function findDevices() {
  const chosen = await describe('auto')
  const found = []
  for (const device of names) {
    const { name, ...words } = await describe(device)
    const available = name !== undefined
    found.push({ name: device, ...words, available, chosen: device === chosen.name })
  }
  return found
}

function linesOf(found: Awaited<ReturnType<typeof findDevices>>): string[] {
  const { processor, logicalCores, memory } = machine()
  const rows = found.map(({ name, description, chosen }) => {
    return [chosen ? '*' : '', name, description, purposes[name]]
  })
  return [
    `${processor}, ${plural(logicalCores, 'logical core')}, ${bytes(memory)} memory, ` +
      `Node ${process.versions.node}`,
    '',
    ...table([['', 'Device', 'What it is', 'Good for'], ...rows]),
    '',
    ...found.flatMap(({ name, reason }) => (reason ? [`${name}: ${reason}.`] : [])),
    '* is chosen where --device is not given, being the fastest that works here.',
    'Computing on the GPU (webgpu) is not in this version.',
  ]
}

/** The command `devices`. */
export function devicesCommand() {
  return new Command('devices')
    .description('List what can compute here, and which is chosen.')
    .summary('list what can compute here')
    .addHelpText(
      'after',
      examples([
        ['ddpm devices', 'what there is'],
        ['ddpm train --device wasm --threads 2', 'choose'],
        ['ddpm sample runs/NAME --device reference', 'judge a fast device by the slow one'],
      ]),
    )
    .addOption(factsOption())
    .action(async ({ json }) => {
      const devices = await findDevices()
      const facts = { kind: 'devices', node: process.versions.node, ...machine(), devices }
      process.stdout.write(`${json ? JSON.stringify(facts) : linesOf(devices).join('\n')}\n`)
    })
}
