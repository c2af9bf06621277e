import { transferStream } from '../domain/streams.js';
import { BreachTransfers } from '../keep-breaches/breach-transfers.js';
import { FindTransfer, FindTransferHandler } from '../find-transfer/find-transfer.query.js';
import { TransferSeals } from '../find-transfer/transfer-seals.js';
import { RecordTransfer } from '../record-transfer/record-transfer.command.js';
import { recordingFacts } from '../record-transfer/transfer-facts.js';
import { ShowTransfer, ShowTransferHandler } from '../show-transfer/show-transfer.query.js';
import { aLedger, OFFICER } from '../testing/a-ledger.js';
import { aGroup, aJudgement, aNote } from '../testing/judgements.js';
import { INVESTIGATION, recordTransfer, registerAll } from '../testing/sample-facts.js';
import { aRequest, aStatement, ASSOCIATION, members, SECOND } from '../testing/statements.js';

const ABSENT = '00000000-0000-5000-8000-000000000000';
const officer = { role: 'officer', subject: 'somebody-else' } as const;

let ledger: ReturnType<typeof aLedger>;
let transferId: string;
/** Of very many lines, on the same chain. */
let longId: string;
const asked = { keys: 0, streams: 0, events: 0 };
beforeAll(async () => {
  ledger = aLedger();
  const { keys, store } = ledger;
  const [open, readStream] = [keys.open.bind(keys), store.readStream.bind(store)];
  keys.open = (parts) => {
    asked.keys += 1;
    return open(parts);
  };
  store.readStream = async (...place) => {
    const events = await readStream(...place);
    asked.streams += 1;
    asked.events += events.length;
    return events;
  };
  await registerAll(ledger);
  transferId = await recordTransfer(ledger, INVESTIGATION);
  const long = { ...aRequest(INVESTIGATION), source: 'kenpo-core', externalId: 'x-2' };
  const named = members(1_200).map(({ ref }) => ({ ref }));
  for (const { ref } of named) await ledger.registerMember(ref);
  const command = new RecordTransfer(ASSOCIATION, OFFICER, { ...long, members: named }, null);
  longId = (await ledger.recorder.execute(command)).answer.id;
});
const forget = () => Object.assign(asked, { keys: 0, streams: 0, events: 0 });
beforeEach(forget);

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

/** Of the long transfer, by whoever has that name among actors. */
const sealFor = (id: string) => {
  const pseudonyms = { actor: async () => ({ role: 'officer', id }) } as never;
  return new TransferSeals(ledger.transfers, pseudonyms).find({ association: ASSOCIATION, caller: officer }, longId);
};

/** The answer, with how often the store and the keys were asked for it. */
async function answered(name: string, id: string) {
  forget();
  const answer = await asks[name]!(id).catch(({ code, facts }: { code: string; facts: object }) => ({ code, facts }));
  return { answer, ...asked };
}

describe('what is hidden from a caller', () => {
  it.each(Object.keys(asks))('is answered as what is not there, by the same reads and unopened: %s', async (name) => {
    const absent = await answered(name, ABSENT);
    expect(absent).toMatchObject({ streams: 3, keys: 0, events: 0 });
    for (const id of [transferId, longId]) {
      const { events, ...hidden } = await answered(name, id);
      expect({ ...hidden, events: 0 }).toEqual(absent);
      // The opening and the seal, of however many lines.
      expect(events).toBeLessThanOrEqual(2);
    }
  });

  it('is read by whoever recorded it', async () => {
    expect(await sealFor('somebody-else')).toBeNull();
    expect((await sealFor('actor'))?.envelope.type).toBe('TransferSealed');
    expect(asked.events).toBeGreaterThan(1_200);
  });

  it('is not what was opened apart, left there, and opened again for everybody to know', async () => {
    const statement = aStatement({ members: members(3) });
    const facts = (chain: 'open' | 'restricted', lines: number[]) =>
      recordingFacts(
        { ...statement, members: members(lines.length) },
        aJudgement({ groups: [aGroup({ lines, chain })], consentIds: lines.map(() => null) }),
        aNote(),
      );
    const left = [...facts('restricted', [1, 2, 3])].slice(0, 3);
    const written = [...left, ...facts('open', [1, 2])];
    const context = { association: ASSOCIATION, actor: { role: 'officer', id: 'actor' }, causation: null };
    const rest = { occurredAt: null, ruleset: 'jp-appi-2022-04', knowledgeAt: null };
    const stream = transferStream(ABSENT.replaceAll('0', '1'));
    const place = { stream, expected: 'none' as const, at: ledger.clock.now() };
    expect(await ledger.writer.write(place, { ...context, ...rest }, written)).toMatchObject({ outcome: 'appended' });
    const nobody = { isAuditor: false, id: null };
    const { transfer } = await ledger.transfers.outline(ASSOCIATION, ABSENT.replaceAll('0', '1'), nobody);
    expect(transfer.versions.map(({ lines }) => lines.length)).toEqual([2]);
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
