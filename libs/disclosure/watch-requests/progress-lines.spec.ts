import { progressLines, writingFor, type Watched } from './progress-lines.js';

interface Scene {
  readonly changes: unknown[];
  readonly mayGoOn?: () => boolean;
  readonly until?: number;
}

/** Time goes by the rests alone. */
async function lines({ changes, mayGoOn = () => true, until = 60_000 }: Scene, accept?: string): Promise<string[]> {
  let time = 0;
  const ending = new AbortController();
  const watched: Watched = {
    change: async () => changes.shift() ?? null,
    mayGoOn: async () => mayGoOn(),
    rest: async (milliseconds) => void (time += milliseconds),
    now: () => time,
  };
  const said: string[] = [];
  for await (const line of progressLines(watched, writingFor(accept), { signal: ending.signal, until }))
    said.push(line);
  return said;
}

describe('an answer that goes on', () => {
  it('says what there is, and each change of it', async () => {
    expect(await lines({ changes: [{ a: 1 }, null, { a: 2 }], until: 10_000 })).toEqual(['{"a":1}\n', '{"a":2}\n']);
  });

  it('is written as events where that is asked for', async () => {
    expect(await lines({ changes: [{ a: 1 }], until: 10_000 }, 'text/event-stream')).toEqual(['data: {"a":1}\n\n']);
  });

  it('says now and then that it goes on, while nothing changes', async () => {
    expect(await lines({ changes: [{ a: 1 }], until: 40_000 })).toEqual(['{"a":1}\n', '\n', '\n']);
    expect(await lines({ changes: [], until: 20_000 }, 'text/event-stream')).toEqual([':\n\n']);
  });

  it('is over with the token', async () => {
    const changes = Array.from({ length: 100 }, (_, index) => ({ index }));
    expect(await lines({ changes, until: 6_000 })).toHaveLength(3);
  });

  it('is over before anything more is said where whoever listens may no longer', async () => {
    let asked = 0;
    const mayGoOn = () => (asked += 1) <= 2;
    expect(await lines({ changes: [{ a: 1 }, { a: 2 }, { a: 3 }], mayGoOn })).toEqual(['{"a":1}\n', '{"a":2}\n']);
  });
});
