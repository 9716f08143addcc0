#!/usr/bin/env node
/** The entry of the command line: nothing but the exit code of what was asked for. */

import { guardOutput } from './output.ts'
import { runCli } from './run.ts'

guardOutput()
process.exitCode = await runCli(process.argv.slice(2))
