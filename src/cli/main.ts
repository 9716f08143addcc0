#!/usr/bin/env node
/** The entry of the command line: nothing but the exit code of what was asked for. */

import { runCli } from './run.ts'

process.exitCode = await runCli(process.argv.slice(2))
