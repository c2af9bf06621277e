import { RecordTransfer } from '../record-transfer/record-transfer.command.js';
import { aLedger, OFFICER } from '../testing/a-ledger.js';
import { recordTransfer, registerAll } from '../testing/sample-facts.js';
import { aRequest, ASSOCIATION, FIRST, MY_NUMBER, SECOND, type RequestFields } from '../testing/statements.js';

let ledger: ReturnType<typeof aLedger>;
let base: string;

beforeEach(async () => {
  ledger = aLedger();
  await registerAll(ledger);
  base = await recordTransfer(ledger);
});

/** A transfer of two lines about one member and another, the first of which is moved; its groups afterwards. */
async function moved(over: Partial<RequestFields>) {
  const third = '44444444-4444-4444-8444-444444444444';
  await ledger.registerMember(third);
  const members = [{ ref: FIRST }, { ref: third }];
  const request = { ...aRequest(over), source: 'kenpo-core', externalId: 'x-2', members };
  const { answer } = await ledger.recorder.execute(new RecordTransfer(ASSOCIATION, OFFICER, request, null));
  const place = { association: ASSOCIATION, caller: OFFICER, transferId: answer.id, line: 1, requestId: null };
  await ledger.mover.move({ ...place, from: FIRST, to: SECOND, reason: 'the row beside it' });
  return (await ledger.transfers.read(ASSOCIATION, answer.id)).transfer.versions.at(-1)!;
}

describe('a line that moves', () => {
  it('may rest on a record, as it did', async () => {
    const { lines } = await moved({ record: { baseRecord: base } });
    expect(lines[0]).toMatchObject({ ref: SECOND, isMoved: true });
  });

  it('takes along that a number was masked, and how many lines there are', async () => {
    const { groups } = await moved({ upstream: `番号 ${MY_NUMBER}` });
    const codes = groups.map(({ lines, findings }) => [
      lines,
      findings.some(({ code }) => code === 'MY_NUMBER_SUSPECTED'),
    ]);
    expect(codes).toEqual([[[1, 2], true]]);
  });
});
