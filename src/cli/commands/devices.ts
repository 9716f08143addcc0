/** `ddpm devices`: what can compute here, and which is chosen. */

import { Command } from '@commander-js/extra-typings'
import { DdpmError } from '../../base/errors.ts'
import { type BackendHere, backendHere, backendsHere } from '../../hosts/node/backends.ts'
import { openDevice } from '../../node.ts'
import { examples } from '../help.ts'
import { machine } from '../machine.ts'
import { factsOption } from '../options/common.ts'
import { table } from '../terminal/charts.ts'
import { bytes, plural } from '../terminal/format.ts'

/** A device's own description, or why it is not available. */
async function describe({ name: device }: BackendHere) {
  try {
    const opened = await openDevice({ device })
    const { description, reason, capabilities } = opened
    await opened.close()
    return { available: true, description, reason, capabilities }
  } catch (error) {
    if (!(error instanceof DdpmError)) throw error
    return { available: false, description: `not available: ${error.message}` }
  }
}

/** Every device with what it is, and whether it is the one chosen. */
async function findDevices() {
  const chosen = backendHere().name
  const found = []
  for (const backend of backendsHere()) {
    const { name, help, variantsHere: variants } = backend
    found.push({ name, help, ...(await describe(backend)), chosen: name === chosen, variants })
  }
  return found
}

type FoundDevice = Awaited<ReturnType<typeof findDevices>>[number]

/** What more there is to say of a device: its variants, what it can do, why it is as it is. */
function detailsOf({ name, variants, capabilities, reason }: FoundDevice): string[] {
  const lines = []
  if (variants.length > 0) {
    const list = variants.map((variant) => {
      return variant.available ? variant.name : `${variant.name} (does not run here)`
    })
    lines.push(`${name}: --variant ${list.join(', ')}.`)
  }
  if (capabilities) {
    const { precisions, memoryLimit } = capabilities
    lines.push(`${name}: numbers as ${precisions.join(', ')}, up to ${bytes(memoryLimit)}.`)
  }
  if (reason) lines.push(`${name}: ${reason}.`)
  return lines
}

function linesOf(found: readonly FoundDevice[]): string[] {
  const { processor, logicalCores, memory } = machine()
  const rows = found.map(({ name, description, help, chosen }) => {
    return [chosen ? '*' : '', name, description, help]
  })
  return [
    `${processor}, ${plural(logicalCores, 'logical core')}, ${bytes(memory)} memory, ` +
      `Node ${process.versions.node}`,
    '',
    ...table([['', 'Device', 'What it is', 'Good for'], ...rows]),
    '',
    ...found.flatMap(detailsOf),
    '* is chosen where --device is not given, as the fastest that works here.',
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
