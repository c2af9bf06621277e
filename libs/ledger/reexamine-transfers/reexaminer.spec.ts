import type { Clock } from '#platform';
import { FactWriter } from '../writing/fact-writer.js';
import { recordingFacts } from '../record-transfer/transfer-facts.js';
import { aLedger, NOW, writeTransferEvents } from '../testing/a-ledger.js';
import { aJudgement, aNote } from '../testing/judgements.js';
import { declareAndWithdraw, registerAll } from '../testing/sample-facts.js';
import { ASSOCIATION, aStatement, FIRST, SECOND } from '../testing/statements.js';
import type { LateLines } from './late-lines.js';
import type { LateLine } from './reexamine-line.js';
import { Reexaminer } from './reexaminer.js';

const who = { association: ASSOCIATION, member: FIRST };

let ledger: ReturnType<typeof aLedger>;
let now: string;
/** Up to where the rows know the log. */
let through: string;
/** Lines of a transfer that is not there: what an examination finds is no matter here. */
let lines: LateLine[];

beforeEach(async () => {
  ledger = aLedger();
  now = NOW;
  await registerAll(ledger);
  await declareAndWithdraw(ledger);
  through = (await ledger.log()).at(-1)!.position;
  lines = [{ transfer: SECOND, line: 1, since: '2026-06-01', because: [through] }];
});

function examine(): Promise<void> {
  const late = { of: async () => ({ through, lines }) } as unknown as LateLines;
  const writer = new FactWriter(ledger.store, ledger.keys.asDataKeys);
  const clock: Clock = { now: () => new Date(now) };
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

  it('judges a transfer as it is now: not one that became void since the rows were read', async () => {
    const findings = async () => ((await examinations()).at(-1)!.envelope.data as { findings: number }).findings;
    await writeTransferEvents(ledger, recordingFacts(aStatement(), aJudgement(), aNote()));
    through = (await ledger.log()).at(-1)!.position;
    lines = [{ ...lines[0]!, transfer: 'sample' }];
    await examine();
    expect(await findings()).toBe(1);

    const fact = { type: 'TransferVoided', data: { version: 1 }, sealed: { reason: 'posted twice' } };
    await writeTransferEvents(ledger, [{ subject: null, fact }]);
    through = (await ledger.log()).at(-1)!.position;
    await examine();
    expect(await findings()).toBe(0);
  });

  it('judges the newest version by what stood when that one was recorded', async () => {
    const opened = async () =>
      (await ledger.log())
        .filter(({ envelope }) => envelope.type === 'FindingOpened')
        .map(({ envelope }) => envelope.data as { version: number; code: string })
        .map(({ version, code }) => `${version} ${code}`);
    const items = ['NAME'];
    await writeTransferEvents(ledger, recordingFacts(aStatement({ items }), aJudgement(), aNote()));
    // The consent is withdrawn on the twentieth.
    ledger.pass(20 * 86_400_000);
    now = '2026-07-02T00:00:00.000Z';
    const corrected = aStatement({ items, occurredOn: '2026-06-25' });
    await writeTransferEvents(ledger, recordingFacts(corrected, aJudgement(), aNote({ version: 2 })));
    through = (await ledger.log()).at(-1)!.position;
    lines = [{ ...lines[0]!, transfer: 'sample' }];
    await examine();
    expect(await opened()).toEqual(['2 CONSENT_WITHDRAWN']);
  });
});
