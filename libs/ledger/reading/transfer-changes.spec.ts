import { MemoryEventStore } from '#event-store';
import { recordingFacts, type OwnedFacts } from '../record-transfer/transfer-facts.js';
import { aGroup, aJudgement, aNote } from '../testing/judgements.js';
import { MapDataKeys } from '../testing/map-data-keys.js';
import { aMember, ASSOCIATION, aStatement, FIRST, SECOND } from '../testing/statements.js';
import { FactWriter } from '../writing/fact-writer.js';
import { transferChange, type TransferChange } from './transfer-changes.js';

const ID = '55555555-5555-4555-8555-555555555555';
const stream = `transfer-${ID}`;
const context = { association: ASSOCIATION, actor: { role: 'officer', id: 'a' }, causation: null, occurredAt: null };
const judged = { ...context, ruleset: 'jp-appi-2022-04', knowledgeAt: null };
const both = aStatement({ members: [aMember(), aMember({ ref: SECOND })] });
const several = () => recordingFacts(both, aJudgement({ groups: [aGroup({ lines: [1, 2] })] }), aNote());
const closed = (type: string): OwnedFacts => [{ subject: null, fact: { type, data: { version: 1 }, sealed: null } }];

async function changesOf(facts: OwnedFacts): Promise<(TransferChange | null)[]> {
  const store = new MemoryEventStore();
  const writer = new FactWriter(store, new MapDataKeys().asDataKeys);
  const place = { stream, expected: 'any' as const, at: new Date('2026-06-11T00:00:00Z') };
  expect((await writer.write(place, judged, facts)).outcome).toBe('appended');
  return (await store.readLog(ASSOCIATION, null, 100)).map(transferChange);
}

const at = (position: number) => ({
  association: ASSOCIATION,
  transferId: ID,
  position: String(position).padStart(16, '0'),
});

describe('what an event says of a transfer', () => {
  it('is a whole version of one member, header and line sealed together', async () => {
    expect(await changesOf(recordingFacts(aStatement(), aJudgement(), aNote()))).toMatchObject([
      {
        kind: 'whole',
        ...at(1),
        ruleset: 'jp-appi-2022-04',
        header: { version: 1, party: 'mihon-seizo' },
        headerPart: { keyId: `${ASSOCIATION}/${FIRST}/2026` },
        line: { line: 1, ref: FIRST, outcome: { route: 'C1', duty: 'REC_CONSENT_27' }, part: null },
      },
    ]);
  });

  it('is a header, a line for each of several members, and a seal', async () => {
    expect(await changesOf(several())).toMatchObject([
      { kind: 'opened', ...at(1), header: { count: 2 }, headerPart: { keyId: `${ASSOCIATION}/@association/2026` } },
      { kind: 'line', ...at(2), line: { line: 1, ref: FIRST, part: { keyId: `${ASSOCIATION}/${FIRST}/2026` } } },
      { kind: 'line', ...at(3), line: { line: 2, ref: SECOND, part: { keyId: `${ASSOCIATION}/${SECOND}/2026` } } },
      { kind: 'sealed', ...at(4), version: 1, count: 2 },
    ]);
  });

  it('is a void', async () => {
    expect(await changesOf(closed('TransferVoided'))).toMatchObject([{ kind: 'voided', ...at(1) }]);
  });

  it.each(['TransferNotSent', 'TransferRefused', 'PartyRegistered'])('is nothing for %s', async (type) => {
    expect(await changesOf(closed(type))).toEqual([null]);
  });
});
