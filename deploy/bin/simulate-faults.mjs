#!/usr/bin/env node
// `npm run simulate:faults`: the store and the projector over a database that fails as a seed says.
import { runTestProgram } from './test-programs.mjs';

await runTestProgram('faults/main');
