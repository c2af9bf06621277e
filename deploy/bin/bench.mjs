#!/usr/bin/env node
// `npm run bench`: measures what is shipped, the product's build, from programs that are built beside it.
import { runTestProgram } from './test-programs.mjs';

await runTestProgram('bench/main');
