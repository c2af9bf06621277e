import { setTimeout } from 'node:timers/promises';
import type { Paper } from '../domain/documents/paper.js';
import { readPdf, textOf } from '../../../test/harness/read-pdf.js';
import { PaperRenderer } from './paper-renderer.js';
import { aPaper, aTable, aTypicalDisclosure, recordRows } from './testing/a-paper.js';

const LONGEST_PAUSE_MILLISECONDS = 250;
const TICK_MILLISECONDS = 5;

describe('drawing papers beside the loop', () => {
  let renderer: PaperRenderer;
  beforeAll(() => {
    renderer = new PaperRenderer();
  });
  afterAll(() => renderer.onApplicationShutdown());

  it('draws several at once, each its own', async () => {
    const drawn = await Promise.all(Array.from({ length: 6 }, (_, of) => renderer.pdf(aTypicalDisclosure(of))));
    for (const [of, bytes] of drawn.entries()) expect(textOf(await readPdf(bytes))).toContain(`見本 太郎${of} 様`);
  });

  it('takes the rows of a register as it draws them, and lets the loop go on', async () => {
    let taken = 0;
    let pause = 0;
    let drawn = false;
    const rows = function* () {
      for (const row of recordRows(3_000)) {
        taken += 1;
        yield row;
      }
    };
    const watching = (async () => {
      while (!drawn) {
        const before = performance.now();
        await setTimeout(TICK_MILLISECONDS);
        pause = Math.max(pause, performance.now() - before);
      }
    })();
    const drawing = renderer.pdf(aPaper({ blocks: [aTable(rows())] }));
    await setTimeout(TICK_MILLISECONDS);
    expect(taken).toBeLessThan(3_000);
    const bytes = await drawing;
    drawn = true;
    await watching;
    expect(taken).toBe(3_000);
    expect(pause).toBeLessThan(LONGEST_PAUSE_MILLISECONDS);
    expect(Buffer.from(bytes).toString('latin1')).toMatch(/%%EOF\s*$/);
  });

  it('tells what was wrong, and draws the next', async () => {
    await expect(renderer.pdf(aPaper({ blocks: [aTable([['too few']])] }))).rejects.toThrow(RangeError);
    await expect(renderer.pdf({ ...aPaper(), title: undefined } as unknown as Paper)).rejects.toThrow(Error);
    await expect(renderer.pdf({ ...aPaper(), title: () => 'x' } as unknown as Paper)).rejects.toThrow(/clone/);
    expect((await renderer.pdf(aPaper())).length).toBeGreaterThan(1_000);
  });

  it.each([0, 1_200])('throws what the rows throw after %d of them, and draws the next', async (count) => {
    let closed = false;
    const rows = function* () {
      try {
        yield* recordRows(count);
        throw new TypeError('The source is gone.');
      } finally {
        closed = true;
      }
    };
    await expect(renderer.pdf(aPaper({ blocks: [aTable(rows())] }))).rejects.toThrow(TypeError);
    expect(closed).toBe(true);
    expect((await renderer.pdf(aPaper())).length).toBeGreaterThan(1_000);
  });

  it('closes a source of rows that it does not use up', async () => {
    let closed = false;
    const rows = function* () {
      try {
        yield ['too few'];
        yield* recordRows(1_200);
      } finally {
        closed = true;
      }
    };
    await expect(renderer.pdf(aPaper({ blocks: [aTable(rows())] }))).rejects.toThrow(RangeError);
    expect(closed).toBe(true);
  });

  it('refuses when it was closed, also those that waited', async () => {
    const own = new PaperRenderer();
    const outcomes = Promise.allSettled(Array.from({ length: 8 }, () => own.pdf(aPaper())));
    await own.onApplicationShutdown();
    expect((await outcomes).some(({ status }) => status === 'rejected')).toBe(true);
    await expect(own.pdf(aPaper())).rejects.toThrow('No paper is drawn any more.');
  });
});
