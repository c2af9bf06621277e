import { aLedger, NOW, OFFICER } from '../testing/a-ledger.js';
import { aRequest, MASKED_NUMBER, MY_NUMBER, ASSOCIATION, FIRST } from '../testing/statements.js';
import { transferStream } from '../domain/streams.js';
import { INVESTIGATION, recordTransfer, registerAll } from '../testing/sample-facts.js';
import type { Amendment } from './amend-transfer.js';

let ledger: ReturnType<typeof aLedger>;
let transferId: string;

beforeEach(async () => {
  ledger = aLedger();
  await registerAll(ledger);
  transferId = await recordTransfer(ledger);
});

function correction(changes: Amendment['changes']): Amendment {
  const reason = { text: 'a wrong word', masked: false };
  const rest = { version: 1, change: 'correction' as const, requestId: null, check: () => {} };
  return { association: ASSOCIATION, caller: OFFICER, transferId, reason, changes, ...rest };
}

const history = async () => (await ledger.transfers.read(ASSOCIATION, transferId)).transfer.versions;

describe('a correction', () => {
  it('leaves no digest of an individual number behind', async () => {
    await ledger.amender.amend(correction({ upstream: `番号 ${MY_NUMBER}` }));
    expect(ledger.digested.join()).not.toContain(MY_NUMBER);
    expect(ledger.digested.join()).toContain(MASKED_NUMBER);
    expect((await history()).map(({ header }) => header.masked)).toEqual([false, true]);
  });

  it('releases a masked number only by sending its field again', async () => {
    const findings = async () => (await history()).map(({ groups }) => groups[0]!.findings.map(({ code }) => code));
    await ledger.amender.amend(correction({ upstream: `番号 ${MY_NUMBER}` }));
    await ledger.amender.amend({ ...correction({ means: 'PAPER' }), version: 2 });
    await ledger.amender.amend({ ...correction({ means: 'ORAL' }), version: 3 });
    await ledger.amender.amend({ ...correction({ upstream: '受付票' }), version: 4 });
    const suspected = (await findings()).map((codes) => codes.includes('MY_NUMBER_SUSPECTED'));
    expect(suspected).toEqual([false, true, true, true, false]);
  });

  it('is the same correction when it comes again', async () => {
    const first = await ledger.amender.amend(correction({ means: 'PAPER' }));
    const again = await ledger.amender.amend(correction({ means: 'PAPER' }));
    expect([first.isNew, again.isNew]).toEqual([true, false]);
    expect(again.answer).toEqual(first.answer);
  });

  it('is the same correction when it comes twice at once', async () => {
    const both = [correction({ means: 'PAPER' }), correction({ means: 'PAPER' })].map((one) =>
      ledger.amender.amend(one),
    );
    const [first, second] = await Promise.all(both);
    expect([first!.isNew, second!.isNew].toSorted()).toEqual([false, true]);
    expect(second!.answer).toEqual(first!.answer);
    expect(await history()).toHaveLength(2);
  });

  it('is refused where another one comes at once', async () => {
    const both = [correction({ means: 'PAPER' }), correction({ means: 'ORAL' })].map((one) =>
      ledger.amender.amend(one),
    );
    const [first, second] = await Promise.allSettled(both);
    expect(first!.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'transfer-changed' } });
  });

  it('keeps the day on which the record was first made', async () => {
    await ledger.amender.amend(correction({ means: 'PAPER' }));
    expect((await history()).map(({ header }) => header.madeOn)).toEqual(['2026-06-11', '2026-06-11']);
    expect(NOW.slice(0, 10)).toBe('2026-06-11');
  });

  it('is refused once the key of the first version was destroyed', async () => {
    ledger.keys.destroy(ASSOCIATION, FIRST, '2026');
    await expect(ledger.amender.amend(correction({ means: 'PAPER' }))).rejects.toMatchObject({
      code: 'transfer-changed',
    });
  });

  it('of what must not be known is left to whoever recorded it, and turns nothing open', async () => {
    ledger = aLedger();
    await registerAll(ledger);
    transferId = await recordTransfer(ledger, INVESTIGATION);
    const caller = { ...OFFICER, subject: 'somebody-else' };
    await expect(ledger.amender.amend({ ...correction({ means: 'PAPER' }), caller })).rejects.toMatchObject({
      code: 'transfer-unknown',
    });
    const { arrangement, party, purpose } = aRequest();
    await ledger.amender.amend(correction({ arrangement: arrangement!, party, purpose, ground: null }));
    expect((await history()).map(({ groups }) => groups[0]!.chain)).toEqual(['restricted', 'restricted']);
  });

  it('is not told that another one stands there while that may be itself, half written', async () => {
    const amending = ledger.amender.amend(correction({ means: 'PAPER' }));
    await openNextVersion();
    await expect(amending).rejects.toMatchObject({ name: 'EventStoreError', code: 'busy' });
  });

  it('waits for the one that somebody is writing, for a second one beside it would stop it', async () => {
    await openNextVersion();
    await expect(ledger.amender.amend(correction({ means: 'PAPER' }))).rejects.toMatchObject({
      name: 'EventStoreError',
      code: 'busy',
    });
    expect(await history()).toHaveLength(1);
    // Left by a crash, as its stream shows by standing still.
    ledger.pass(60_000);
    await ledger.amender.amend(correction({ means: 'PAPER' }));
    expect((await history()).map(({ header }) => header.means)).toEqual(['ELECTRONIC', 'PAPER']);
  });
});

/** The first part of a long correction. */
async function openNextVersion(): Promise<void> {
  const { header } = (await history())[0]!;
  const context = { association: ASSOCIATION, actor: { role: 'officer', id: 'actor' }, causation: null };
  const rest = { occurredAt: null, ruleset: null, knowledgeAt: null };
  const place = { stream: transferStream(transferId), expected: 0, at: new Date(NOW) };
  const data = { ...header, version: 2, change: 'correction', count: 2_000 };
  await ledger.writer.write(place, { ...context, ...rest }, [
    { subject: null, fact: { type: 'TransferOpened', data, sealed: null } },
  ]);
}
