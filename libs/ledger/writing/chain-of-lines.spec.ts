import { randomUUID } from 'node:crypto';
import type { StoredEvent } from '#event-store';
import { CompleteTransfer } from '../complete-transfer/complete-transfer.command.js';
import { CompleteTransferHandler } from '../complete-transfer/complete-transfer.handler.js';
import { DeclareStanding, DeclareStandingHandler } from '../declare-standing/declare-standing.command.js';
import { transferStream } from '../domain/streams.js';
import type { TransferEvent } from '../domain/transfer-events.js';
import { RecordTransfer } from '../record-transfer/record-transfer.command.js';
import type { RecordTransferRequest } from '../record-transfer/record-transfer.request.js';
import { recordingFacts } from '../record-transfer/transfer-facts.js';
import { transferIdentity } from '../record-transfer/transfer-identity.js';
import { aLedger, OFFICER, writeTransferEvents } from '../testing/a-ledger.js';
import { aGroup, aJudgement, aNote } from '../testing/judgements.js';
import { INVESTIGATION, registerAll } from '../testing/sample-facts.js';
import { aMember, aRequest, aStatement, ASSOCIATION, FIRST, SECOND } from '../testing/statements.js';

type Ledger = ReturnType<typeof aLedger>;
type Chain = 'open' | 'restricted' | null;

interface Placed {
  readonly type: string;
  readonly subject: string | null;
  readonly chain: Chain;
}

const BOTH = [FIRST, SECOND];
const sent = { outcome: 'sent', occurredOn: '2026-06-10' } as const;
const open = (type: string, subject: string): Placed => ({ type, subject, chain: 'open' });

/** What a transfer's event says itself of where it stands; what it is a line of has to be looked up in its stream. */
function chainSaid({ envelope: { type, data } }: StoredEvent, header: { phase: string } | null): Chain {
  const said = { type, data } as TransferEvent;
  switch (said.type) {
    case 'TransferRecorded':
      return said.data.header.phase === 'done' ? said.data.group.chain : null;
    case 'MemberLineRecorded':
      return header!.phase === 'done' ? said.data.outcome.chain : null;
    case 'LineMovedHere':
      return said.data.outcome.chain;
    default:
      return null;
  }
}

/** Every event about a transfer, with where it stands; each was compared with what it says itself. */
async function placesOf(ledger: Ledger): Promise<Placed[]> {
  const headers = new Map<string, { phase: string }>();
  const chains = new Map<string, Chain>();
  const places: Placed[] = [];
  for (const event of await ledger.log()) {
    const { type, stream, subject, chain = null, data } = event.envelope;
    if (!/^(?:transfer|refusal)-/.test(stream)) {
      expect([type, chain]).toEqual([type, null]);
      continue;
    }
    if (type === 'TransferOpened') headers.set(stream, data as { phase: string });
    const line = `${stream}:${(data as { line?: number }).line ?? 1}`;
    const said = type === 'LineMovedAway' ? chains.get(line)! : chainSaid(event, headers.get(stream) ?? null);
    expect([type, chain]).toEqual([type, said]);
    if (chain !== null) {
      expect(subject).not.toBeNull();
      chains.set(line, chain);
    }
    places.push({ type, subject, chain });
  }
  return places;
}

let ledger: Ledger;
beforeEach(async () => {
  ledger = aLedger();
  await registerAll(ledger);
});

async function record(refs: readonly string[], over: Partial<RecordTransferRequest> = {}): Promise<string> {
  const members = refs.map((ref) => ({ ref }));
  const request = { ...aRequest(), source: 'core', externalId: 'x', members, ...over } as RecordTransferRequest;
  return (await ledger.recorder.execute(new RecordTransfer(ASSOCIATION, OFFICER, request, null))).answer.id;
}

async function consent(ref: string): Promise<void> {
  const { knowledge, parties, once, minors, clock } = ledger;
  const items = ['NAME', 'CHECKUP_ATTENDANCE'];
  const declared = {
    id: randomUUID(),
    kind: 'CONSENT' as const,
    matter: 'B04',
    scope: { classes: [], parties: ['mihon-seizo'], items, purposes: ['U08'] },
    receivedAt: '2026-05-01T09:00:00+09:00',
    effectiveFrom: '2026-05-02T00:00:00+09:00',
    form: 'WEB',
    by: { who: 'self' as const },
  };
  await new DeclareStandingHandler(knowledge, parties, once, minors, clock).execute(
    new DeclareStanding(ASSOCIATION, OFFICER, ref, declared),
  );
}

const complete = (id: string, how: object) =>
  new CompleteTransferHandler(ledger.amender, ledger.closer).execute(
    new CompleteTransfer(ASSOCIATION, OFFICER, id, { version: 1, ...how } as never, null),
  );

const amend = (transferId: string, version: number) =>
  ledger.amender.amend({
    association: ASSOCIATION,
    caller: OFFICER,
    transferId,
    version,
    change: 'correction',
    reason: { text: 'as it was', masked: false },
    changes: { means: 'PAPER' },
    requestId: null,
    check: () => {},
  });

const move = (transferId: string) =>
  ledger.mover.move({
    association: ASSOCIATION,
    caller: OFFICER,
    transferId,
    line: 1,
    from: FIRST,
    to: SECOND,
    reason: 'the row beside it',
    requestId: null,
  });

describe('a line of what was done stands on one chain of its member', () => {
  it('as it is recorded, alone or among others', async () => {
    await record([FIRST]);
    await record(BOTH, { externalId: 'y' });
    expect((await placesOf(ledger)).filter(({ chain }) => chain)).toEqual([
      open('TransferRecorded', FIRST),
      open('MemberLineRecorded', FIRST),
      open('MemberLineRecorded', SECOND),
    ]);
  });

  it('and on the restricted one where nobody may know of it', async () => {
    await record([FIRST], INVESTIGATION);
    await record(BOTH, { ...INVESTIGATION, externalId: 'y' });
    expect((await placesOf(ledger)).map(({ chain }) => chain)).toEqual([
      'restricted',
      null,
      'restricted',
      'restricted',
      null,
    ]);
  });

  it('anew with each correction, and a void takes nothing away', async () => {
    const id = await record([FIRST]);
    await amend(id, 1);
    const closing = { association: ASSOCIATION, caller: OFFICER, transferId: id, version: 2, requestId: null };
    await ledger.closer.close({ ...closing, type: 'TransferVoided', reason: 'twice', check: () => {} });
    expect(await placesOf(ledger)).toEqual([
      open('TransferRecorded', FIRST),
      open('TransferRecorded', FIRST),
      { type: 'TransferVoided', subject: null, chain: null },
    ]);
  });

  it('twice where it moves: it leaves one member’s chain as a link there, and is one of the other’s', async () => {
    await move(await record([FIRST]));
    await move(await record(BOTH, { externalId: 'y' }));
    const moves = (await placesOf(ledger)).filter(({ type }) => type.startsWith('LineMoved'));
    const both = [open('LineMovedAway', FIRST), open('LineMovedHere', SECOND)];
    expect(moves).toEqual([...both, ...both]);
  });

  it('as a register of before is brought in', async () => {
    const request = { ...aRequest(), source: 'register.old', externalId: 'x', members: [{ ref: FIRST }] };
    const register = { register: 'old' };
    await ledger.transferRecorder.recordAll(ASSOCIATION, OFFICER, [request as RecordTransferRequest], register);
    expect(await placesOf(ledger)).toEqual([open('TransferRecorded', FIRST)]);
  });

  it('once more where its writing was broken off before the seal', async () => {
    const two = { ...aStatement(), members: [aMember(), aMember({ ref: SECOND })] };
    const facts = [...recordingFacts(two, aJudgement({ groups: [aGroup({ lines: [1, 2] })] }), aNote())];
    const stream = transferStream(transferIdentity(ASSOCIATION, 'core', 'x'));
    await writeTransferEvents(ledger, facts.slice(0, 2), stream);
    ledger.pass(600_000);
    await record(BOTH);
    expect((await placesOf(ledger)).filter(({ chain }) => chain)).toEqual([
      open('MemberLineRecorded', FIRST),
      open('MemberLineRecorded', FIRST),
      open('MemberLineRecorded', SECOND),
    ]);
  });
});

describe('a line of a plan', () => {
  const planned = { phase: 'planned', occurredOn: '2026-06-12' } as const;

  beforeEach(async () => {
    for (const ref of BOTH) await consent(ref);
  });

  it.each([
    [1, [FIRST], ['TransferRecorded']],
    [2, BOTH, ['MemberLineRecorded', 'MemberLineRecorded']],
  ])('stands on none until the plan is completed: %i of them', async (_count, refs, types) => {
    const id = await record(refs, planned);
    expect((await placesOf(ledger)).filter(({ chain }) => chain)).toEqual([]);
    await complete(id, sent);
    expect((await placesOf(ledger)).filter(({ chain }) => chain)).toEqual(
      types.map((type, index) => open(type, BOTH[index]!)),
    );
  });

  it('never stands on one where it was not sent, or refused', async () => {
    await complete(await record([FIRST], planned), { outcome: 'not-sent' });
    const unlawful = { ...planned, externalId: 'y', purpose: 'U09' };
    await expect(record([FIRST], unlawful)).rejects.toMatchObject({ code: 'transfer-blocked' });
    const places = await placesOf(ledger);
    expect(places.map(({ type }) => type)).toEqual(['TransferRecorded', 'TransferNotSent', 'TransferRefused']);
    expect(places.filter(({ chain }) => chain)).toEqual([]);
  });
});
