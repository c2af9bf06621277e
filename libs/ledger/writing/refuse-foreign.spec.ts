import type { ActingCaller } from '#access';
import { AssessTransfer } from '../assess-transfer/assess-transfer.command.js';
import { packCaller, unpackCaller } from '../import-transfers/packed-caller.js';
import { FindTransferHandler, FindTransfer } from '../find-transfer/find-transfer.query.js';
import type { RecordTransferRequest } from '../record-transfer/record-transfer.request.js';
import { aLedger } from '../testing/a-ledger.js';
import { recordTransfer, registerAll } from '../testing/sample-facts.js';
import { ASSOCIATION, aRequest, FIRST, type RequestFields } from '../testing/statements.js';

const integrator = (...arrangements: string[]): ActingCaller => ({
  role: 'integrator',
  subject: 'core-system',
  arrangements: new Set(arrangements),
});
const NOT_PERMITTED = { code: 'arrangement-not-permitted' };
const UNKNOWN = { code: 'transfer-unknown' };

let ledger: ReturnType<typeof aLedger>;
let transferId: string;
beforeEach(async () => {
  ledger = aLedger();
  await registerAll(ledger);
  transferId = await recordTransfer(ledger);
});

const posted = (externalId: string, over: Partial<RequestFields> = {}) =>
  ({ source: 'core', externalId, ...aRequest(over), members: [{ ref: FIRST }] }) as RecordTransferRequest;
const record = (caller: ActingCaller, ...requests: RecordTransferRequest[]) =>
  ledger.transferRecorder.recordAll(ASSOCIATION, caller, requests, {});
const rest = () => ({ association: ASSOCIATION, transferId, version: 1, requestId: null, check: () => {} });
const amending = (caller: ActingCaller, changes: object) => {
  const reason = { text: 'wrong', masked: false };
  return ledger.amender.amend({ ...rest(), caller, change: 'correction', reason, changes });
};
const closing = (caller: ActingCaller) =>
  ledger.closer.close({ ...rest(), caller, type: 'TransferVoided', reason: 'twice' });

/** Does what should be refused, and sees that nothing of it is on record. */
async function untouched(work: () => Promise<unknown>): Promise<void> {
  const before = await ledger.log();
  await work();
  expect(await ledger.log()).toEqual(before);
}

describe('an integrator that is held to other arrangements', () => {
  const other = integrator('B01');

  it('posts nothing of this one, and nothing outside any', async () => {
    await untouched(async () => {
      const outcomes = await record(other, posted('a'), posted('b', { arrangement: null }));
      expect(outcomes).toMatchObject([
        { ...NOT_PERMITTED, facts: { errors: [{ pointer: '/arrangement/id' }] } },
        { ...NOT_PERMITTED, facts: { errors: [{ pointer: '/arrangement' }] } },
      ]);
    });
  });

  it('takes down no other post that comes with it', async () => {
    const outcomes = await record(integrator('B04'), posted('a', { arrangement: { id: 'B01' } }), posted('b'));
    expect(outcomes).toMatchObject([NOT_PERMITTED, { isNew: true }]);
  });

  it('is not answered what was recorded under a name before', async () => {
    await record(integrator('B04'), posted('a'));
    expect(await record(other, posted('a'))).toMatchObject([NOT_PERMITTED]);
  });

  it('asks for no assessment, and no look is written of it', async () => {
    const request = { ...aRequest(), members: [{ ref: FIRST }] };
    const asking = new AssessTransfer(ASSOCIATION, other, request as never, null);
    await untouched(() => expect(ledger.assessor.execute(asking)).rejects.toMatchObject(NOT_PERMITTED));
  });

  it('corrects and voids nothing of this one, as if it were not there', async () => {
    await untouched(async () => {
      await expect(amending(other, { means: 'PAPER' })).rejects.toMatchObject(UNKNOWN);
      await expect(closing(other)).rejects.toMatchObject(UNKNOWN);
    });
  });

  it('finds nothing of this one', async () => {
    const found = async (caller: ActingCaller) => {
      const request = { source: 'kenpo-core', externalId: 'x-1' };
      const handler = new FindTransferHandler(ledger.transfers);
      return (await handler.execute(new FindTransfer(ASSOCIATION, request, caller))).transfers.length;
    };
    expect([await found(other), await found(integrator('B04')), await found(integrator('*'))]).toEqual([0, 1, 1]);
  });
});

describe('an integrator that is held to this arrangement', () => {
  const own = integrator('B01', 'B04');

  it('posts and corrects', async () => {
    expect(await record(own, posted('a'))).toMatchObject([{ isNew: true }]);
    expect(await amending(own, { means: 'PAPER' })).toMatchObject({ isNew: true });
  });

  it('moves no transfer to an arrangement that is not its own, or out of any', async () => {
    await untouched(async () => {
      for (const arrangement of [{ id: 'C01' }, null]) {
        await expect(amending(own, { arrangement })).rejects.toMatchObject(NOT_PERMITTED);
      }
    });
  });

  it('loses a transfer that became one of another arrangement', async () => {
    await amending({ role: 'officer', subject: 'somebody' }, { arrangement: null });
    await expect(closing(own)).rejects.toMatchObject(UNKNOWN);
  });
});

describe('who sent a file', () => {
  it.each([
    ['an officer', { role: 'officer', subject: 'a' } as ActingCaller],
    ['an integrator', integrator('B01', 'B04')],
    ['an integrator that is held to none', integrator('*')],
  ])('is the same once it is read again: %s', (_who, caller) => {
    expect(unpackCaller(packCaller(caller))).toEqual(caller);
  });
});
