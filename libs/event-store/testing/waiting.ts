import { setTimeout } from 'node:timers/promises';

/** Generous: a busy machine may be slow, and a case that works never waits so long. */
const WAIT_MILLISECONDS_MAX = 50_000;

/** For specs: something to wait for, and to open. */
export function aGate(): { readonly promise: Promise<void>; readonly open: () => void } {
  let open = (): void => {};
  const promise = new Promise<void>((resolve) => (open = resolve));
  return { promise, open };
}

/** For specs: waits until something is so. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + WAIT_MILLISECONDS_MAX;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('It did not become so in time.');
    await setTimeout(10);
  }
}
