#!/usr/bin/env node
// `npm run fuzz`: sends odd requests to a service of its own and judges every answer.
import { runTestProgram } from './test-programs.mjs';

await runTestProgram('fuzz/main');
