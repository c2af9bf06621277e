import type { Fault } from './judge.js';

const WARNING = 40;

/** What a service wrote into its log that somebody would have to look at. */
export function loggedFaults(output: string): Fault[] {
  const said = new Map<string, number>();
  for (const line of output.split('\n')) {
    // The last one may not be whole yet.
    if (!line.startsWith('{') || !line.endsWith('}')) continue;
    const { level, time: _time, request: _request, ...rest } = JSON.parse(line) as Record<string, unknown>;
    if (Number(level) < WARNING || rest['problem'] === 'not-yet-visible') continue;
    const text = JSON.stringify(rest);
    said.set(text, (said.get(text) ?? 0) + 1);
  }
  return [...said].map(([text, times]) => ({ kind: 'logged' as const, what: `${times} times ${text}` }));
}
