import { aLedger, OFFICER } from '../testing/a-ledger.js';
import { INVESTIGATION, recordTransfer, registerAll } from '../testing/sample-facts.js';
import { ASSOCIATION } from '../testing/statements.js';
import type { Closing } from './transfer-closer.js';

let ledger: ReturnType<typeof aLedger>;
let transferId: string;

beforeEach(async () => {
  ledger = aLedger();
  await registerAll(ledger);
  transferId = await recordTransfer(ledger);
});

function closing(type: Closing['type']): Closing {
  const rest = { version: 1, reason: null, requestId: null, check: () => {} };
  return { association: ASSOCIATION, caller: OFFICER, transferId, type, ...rest };
}

describe('the last word on a transfer', () => {
  it('is the same when it comes twice at once', async () => {
    const [first, second] = await Promise.all([1, 2].map(() => ledger.closer.close(closing('TransferVoided'))));
    expect(second).toEqual(first);
    expect((await ledger.transfers.read(ASSOCIATION, transferId)).events).toHaveLength(2);
  });

  it('is left to whoever recorded it where nobody else may know of it', async () => {
    const other = { ...OFFICER, subject: 'somebody-else' };
    ledger = aLedger();
    await registerAll(ledger);
    transferId = await recordTransfer(ledger, INVESTIGATION);
    await expect(ledger.closer.close({ ...closing('TransferVoided'), caller: other })).rejects.toMatchObject({
      code: 'transfer-unknown',
    });
    await expect(ledger.closer.close(closing('TransferVoided'))).resolves.toMatchObject({ status: 'voided' });
  });

  it('is refused where another one comes at once', async () => {
    const both = (['TransferVoided', 'TransferNotSent'] as const).map((type) => ledger.closer.close(closing(type)));
    const [first, second] = await Promise.allSettled(both);
    expect(first).toMatchObject({ status: 'fulfilled', value: { status: 'voided' } });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'transfer-changed' } });
  });
});
