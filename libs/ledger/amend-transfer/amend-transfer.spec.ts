import { aLedger, NOW, OFFICER } from '../testing/a-ledger.js';
import { MASKED_NUMBER, MY_NUMBER, aRequest, ASSOCIATION, FIRST } from '../testing/statements.js';
import { registerAll } from '../testing/sample-facts.js';
import { RecordTransfer } from '../record-transfer/record-transfer.command.js';
import type { Amendment } from './amend-transfer.js';

let ledger: ReturnType<typeof aLedger>;
let transferId: string;

beforeEach(async () => {
  ledger = aLedger();
  await registerAll(ledger);
  const request = { ...aRequest(), source: 'kenpo-core', externalId: 'x-1', members: [{ ref: FIRST }] };
  const { answer } = await ledger.recorder.execute(new RecordTransfer(ASSOCIATION, OFFICER, request, null));
  transferId = answer.id;
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

  it('is the same correction when it comes again', async () => {
    const first = await ledger.amender.amend(correction({ means: 'PAPER' }));
    const again = await ledger.amender.amend(correction({ means: 'PAPER' }));
    expect([first.isNew, again.isNew]).toEqual([true, false]);
    expect(again.answer).toEqual(first.answer);
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
});
