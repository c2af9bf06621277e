import type { Clock } from '#platform';
import { FactWriter } from '../writing/fact-writer.js';
import { aLedger, NOW } from '../testing/a-ledger.js';
import { declareAndWithdraw, registerAll } from '../testing/sample-facts.js';
import { ASSOCIATION, FIRST, SECOND } from '../testing/statements.js';
import type { LateLines } from './late-lines.js';
import type { LateLine } from './reexamine-line.js';
import { Reexaminer } from './reexaminer.js';

const who = { association: ASSOCIATION, member: FIRST };

let ledger: ReturnType<typeof aLedger>;
/** Up to where the rows know the log. */
let through: string;
/** Lines of a transfer that is not there: what an examination finds is no matter here. */
let lines: LateLine[];

beforeEach(async () => {
  ledger = aLedger();
  await registerAll(ledger);
  await declareAndWithdraw(ledger);
  through = (await ledger.log()).at(-1)!.position;
  lines = [{ transfer: SECOND, line: 1, since: '2026-06-01', because: [through] }];
});

function examine(): Promise<void> {
  const late = { of: async () => ({ through, lines }) } as unknown as LateLines;
  const writer = new FactWriter(ledger.store, ledger.keys.asDataKeys);
  const clock: Clock = { now: () => new Date(NOW) };
  return new Reexaminer(ledger.store, late, ledger.transfers, ledger.knowledge, writer, clock).examine(who);
}

const examinations = async () => (await ledger.log()).filter(({ envelope }) => envelope.type === 'LinesReexamined');

describe('an examination', () => {
  it('is written with the place up to which every line knows what stands', async () => {
    await examine();
    expect((await examinations()).map(({ envelope }) => [envelope.subject, envelope.data])).toEqual([
      [FIRST, { through, lines: 1, findings: 0 }],
    ]);
  });

  it('is not made where nothing is open any more', async () => {
    lines = [];
    await examine();
    expect(await examinations()).toEqual([]);
  });

  it('is not made again for rows that are behind it, or are being made anew', async () => {
    const last = through;
    through = (await ledger.log()).at(-2)!.position;
    await examine();
    through = last;
    await examine();
    const [first, ...more] = await examinations();
    expect(more).toEqual([]);
    through = first!.position;
    await examine();
    expect(await examinations()).toHaveLength(2);
  });
});
