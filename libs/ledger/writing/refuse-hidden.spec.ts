import { BreachTransfers } from '../keep-breaches/breach-transfers.js';
import { FindTransfer, FindTransferHandler } from '../find-transfer/find-transfer.query.js';
import { TransferSeals } from '../find-transfer/transfer-seals.js';
import { ShowTransfer, ShowTransferHandler } from '../show-transfer/show-transfer.query.js';
import { aLedger } from '../testing/a-ledger.js';
import { INVESTIGATION, recordTransfer, registerAll } from '../testing/sample-facts.js';
import { ASSOCIATION, SECOND } from '../testing/statements.js';

const ABSENT = '00000000-0000-5000-8000-000000000000';
const officer = { role: 'officer', subject: 'somebody-else' } as const;

let ledger: ReturnType<typeof aLedger>;
let transferId: string;
const asked = { keys: 0, streams: 0 };
beforeAll(async () => {
  ledger = aLedger();
  const { keys, store } = ledger;
  const [open, readStream] = [keys.open.bind(keys), store.readStream.bind(store)];
  keys.open = (parts) => {
    asked.keys += 1;
    return open(parts);
  };
  store.readStream = (...place) => {
    asked.streams += 1;
    return readStream(...place);
  };
  await registerAll(ledger);
  transferId = await recordTransfer(ledger, INVESTIGATION);
});
beforeEach(() => Object.assign(asked, { keys: 0, streams: 0 }));

/** Everything by which an officer might come upon a transfer of somebody else's. */
const asks: Readonly<Record<string, (id: string) => Promise<unknown>>> = {
  show: (id) => {
    const handler = new ShowTransferHandler(ledger.transfers, null as never, null as never, null as never);
    const looker = { association: ASSOCIATION, ...officer } as never;
    return handler.execute(new ShowTransfer(looker, id, 1));
  },
  acknowledge: async (id) => {
    const pseudonyms = { actor: async () => ({ role: 'officer', id: 'somebody-else' }) } as never;
    const seals = new TransferSeals(ledger.transfers, pseudonyms);
    return (await seals.find({ association: ASSOCIATION, caller: officer }, id)) ?? 'unknown';
  },
  breach: (id) => new BreachTransfers(ledger.transfers).refuseUnknown(ASSOCIATION, [id]),
  amend: (id) => {
    const reason = { text: 'wrong', masked: false };
    return ledger.amender.amend({ ...acting(id), change: 'correction', reason, changes: { means: 'PAPER' } });
  },
  close: (id) => ledger.closer.close({ ...acting(id), type: 'TransferVoided', reason: 'twice' }),
  move: (id) => {
    const of = { association: ASSOCIATION, caller: officer, transferId: id, line: 1, requestId: null };
    return ledger.mover.move({ ...of, from: SECOND, to: SECOND, reason: 'wrong' } as never);
  },
  name: async (id) => [...(await ledger.records.find(ASSOCIATION, [`${id}:1`], officer))],
};
const acting = (id: string) => ({
  association: ASSOCIATION,
  caller: officer,
  transferId: id,
  version: 1,
  requestId: null,
  check: () => {},
});

/** The answer, with how often the store and the keys were asked for it. */
async function answered(name: string, id: string) {
  Object.assign(asked, { keys: 0, streams: 0 });
  const answer = await asks[name]!(id).catch(({ code, facts }: { code: string; facts: object }) => ({ code, facts }));
  return { answer, ...asked };
}

describe('what is hidden from a caller', () => {
  it.each(Object.keys(asks))('is answered as what is not there, by the same reads and unopened: %s', async (name) => {
    const hidden = await answered(name, transferId);
    expect(hidden).toEqual(await answered(name, ABSENT));
    expect([hidden.streams, hidden.keys]).toEqual([2, 0]);
  });

  it('is not found by its name', async () => {
    const request = { source: 'kenpo-core', externalId: 'x-1' };
    const find = (role: 'officer' | 'auditor') =>
      new FindTransferHandler(ledger.transfers).execute(new FindTransfer(ASSOCIATION, request, { role }));
    expect((await find('officer')).transfers).toEqual([]);
    expect((await find('auditor')).transfers).toMatchObject([{ id: transferId }]);
    expect(asked.keys).toBe(0);
  });
});
