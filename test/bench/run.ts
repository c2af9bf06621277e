import { judge, type Figure, type Result } from './result.js';

export interface NotRun {
  readonly id: string;
  readonly reason: string;
}

export interface Outcome {
  readonly results: readonly Result[];
  readonly notRun: readonly NotRun[];
}

export const EXIT = { allHold: 0, someDoNot: 1, usage: 2, someNotRun: 3 } as const;

/** Runs one measurement after the other. One that fails has no result, and does not keep the others from running. */
export async function runAll(
  measurements: readonly { readonly id: string; readonly measure: () => Promise<Figure[]> }[],
  say: (line: string) => void,
  brokenOff?: AbortSignal,
): Promise<Outcome> {
  const results: Result[] = [];
  const notRun: NotRun[] = [];
  for (const { id, measure } of measurements) {
    say(`${id} …`);
    try {
      const measured = (await measure()).map(judge);
      results.push(...measured);
      // Said at once: what is known must not be lost when a later measurement is broken off.
      for (const result of measured) say(JSON.stringify(result));
    } catch (error) {
      // What was killed with the run says nothing of the product.
      if (brokenOff?.aborted) break;
      const reason = error instanceof Error ? error.message : String(error);
      notRun.push({ id, reason });
      say(`${id} was not run: ${reason}`);
    }
  }
  return { results, notRun };
}

/** What could not be measured weighs more than what was measured and does not hold: nothing is known of it. */
export function exitCodeOf({ results, notRun }: Outcome): number {
  if (notRun.length > 0 || results.length === 0) return EXIT.someNotRun;
  return results.every(({ holds }) => holds) ? EXIT.allHold : EXIT.someDoNot;
}
