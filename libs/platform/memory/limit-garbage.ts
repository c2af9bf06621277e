import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** By how much of what lives the heap may grow before V8 looks for garbage in it. */
const GROWTH_PERCENT = 40;

/**
 * For a service that has just been made. Left alone, V8 lets garbage pile up to several times what lives where the
 * machine has the memory. This is no limit to run into: what lives may still take all that the machine has.
 */
export function limitGarbage(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
  setFlagsFromString('--expose-gc');
  // It counts from one look to the next, and V8 takes its own first one late.
  (runInNewContext('gc') as () => void)();
}
