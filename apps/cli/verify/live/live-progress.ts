import type { LiveProgress } from '#evidence';

const INTERVAL_MILLISECONDS = 1_000;
const STEPS = { log: 'events', rows: 'events folded again' } as const satisfies Record<LiveProgress['step'], string>;

/** Tells how far a verification has come, once a second; on the line before where it goes to a terminal. */
export function liveProgress(write: (text: string) => void, isTerminal: boolean): (progress: LiveProgress) => void {
  let told = 0;
  return ({ association, step, done, of }) => {
    const now = Date.now();
    if (now - told < INTERVAL_MILLISECONDS && done < of) return;
    told = now;
    const line = `${association}: ${done.toLocaleString('en')} of ${of.toLocaleString('en')} ${STEPS[step]}`;
    write(isTerminal ? `\r\u001b[K${line}${done < of ? '' : '\n'}` : `${line}\n`);
  };
}
