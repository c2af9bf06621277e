#!/usr/bin/env node
// `npm run crash`: kills processes under load and compares what is there with what was acknowledged.
import { runTestProgram } from './test-programs.mjs';

await runTestProgram('crash/main');
