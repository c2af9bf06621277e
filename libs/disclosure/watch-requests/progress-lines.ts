/** How an answer that goes on is written: a JSON a line, or events as a browser's reader of streams takes them. */
export interface Writing {
  readonly type: string;
  line(value: unknown): string;
  /** Says that it goes on, and nothing else. */
  readonly heartbeat: string;
}

const NDJSON: Writing = {
  type: 'application/x-ndjson',
  line: (value) => `${JSON.stringify(value)}\n`,
  heartbeat: '\n',
};
const EVENTS: Writing = {
  type: 'text/event-stream',
  line: (value) => `data: ${JSON.stringify(value)}\n\n`,
  heartbeat: ':\n\n',
};

export function writingFor(accept: string | undefined): Writing {
  return accept?.includes(EVENTS.type) ? EVENTS : NDJSON;
}

/** A proxy that waits for more, and a client that wants to know, hear something so often. */
export const HEARTBEAT_MILLISECONDS = 15_000;
/** What others wrote is seen after so long; what this process wrote, at once. */
export const LOOK_MILLISECONDS = 2_000;

export interface Watched {
  /** What there is to say, where it is something else than before; null where not. */
  change(): Promise<unknown>;
  /** Whether whoever listens still may. */
  mayGoOn(): Promise<boolean>;
  /** Rests until there may be something new, so long at most; ends at once with the signal. */
  rest(milliseconds: number, signal: AbortSignal): Promise<void>;
  now(): number;
}

/** Lines of what changes, until the signal, or until whoever listens may no longer. */
export async function* progressLines(
  watched: Watched,
  writing: Writing,
  { signal, until }: { readonly signal: AbortSignal; readonly until: number },
): AsyncGenerator<string> {
  let saidAt = watched.now();
  while (!signal.aborted && watched.now() < until && (await watched.mayGoOn())) {
    const change = await watched.change();
    if (change !== null) yield writing.line(change);
    else if (watched.now() - saidAt >= HEARTBEAT_MILLISECONDS) yield writing.heartbeat;
    if (change !== null || watched.now() - saidAt >= HEARTBEAT_MILLISECONDS) saidAt = watched.now();
    await watched.rest(Math.min(LOOK_MILLISECONDS, Math.max(until - watched.now(), 0)), signal);
  }
}
