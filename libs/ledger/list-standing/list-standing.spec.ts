import { memberStream } from '../domain/streams.js';
import { aLedger, NOW, OFFICER } from '../testing/a-ledger.js';
import { declareAndWithdraw, registerAll } from '../testing/sample-facts.js';
import { ASSOCIATION, CONSENT, FIRST, SECOND } from '../testing/statements.js';
import { ListStanding, ListStandingHandler } from './list-standing.query.js';

let ledger: ReturnType<typeof aLedger>;
beforeEach(async () => {
  ledger = aLedger();
  await registerAll(ledger);
  await declareAndWithdraw(ledger);
});

const list = (member: string) =>
  new ListStandingHandler(ledger.store, ledger.keys.asDataKeys, ledger.clock, ledger.looks).execute(
    new ListStanding({ association: ASSOCIATION, ...OFFICER, requestId: null }, member),
  );

async function write(member: string, type: string, data: object): Promise<void> {
  const actor = { role: 'officer', id: 'actor' };
  const rest = { causation: null, occurredAt: null, ruleset: null, knowledgeAt: null };
  const place = { stream: memberStream(member), expected: 'any' as const, at: new Date(NOW) };
  const fact = { type, data, sealed: null };
  await ledger.writer.write(place, { association: ASSOCIATION, actor, ...rest }, [{ fact, subject: member }]);
}

describe('the list of what a member declared', () => {
  it('holds what was declared of the member and nobody else', async () => {
    expect((await list(FIRST)).standing.map(({ id, state }) => [id, state])).toEqual([[CONSENT, 'withdrawn']]);
    expect((await list(SECOND)).standing).toEqual([]);
  });

  it('holds what was declared under another reference of the same person', async () => {
    await write(FIRST, 'MemberMerged', { into: SECOND });
    await write(SECOND, 'MemberAbsorbed', { refs: [FIRST] });
    expect((await list(SECOND)).standing.map(({ id }) => id)).toEqual([CONSENT]);
    expect((await list(FIRST)).standing.map(({ id }) => id)).toEqual([CONSENT]);
  });

  it('is not told before it is written that it was looked at', async () => {
    await list(FIRST);
    const { envelope } = (await ledger.log()).at(-1)!;
    const data = { what: 'STANDING', chain: 'open', records: [], filters: [] };
    expect(envelope).toMatchObject({ type: 'MemberLookedAt', subject: FIRST, data });
    expect(envelope.stream).toMatch(/^looks-2026-06-\d\d-[0-9a-f]{8}$/);
    ledger.looks.write = () => Promise.reject(new Error('It could not be written.'));
    await expect(list(FIRST)).rejects.toThrow('It could not be written.');
  });

  it("is nobody's of a member whom nobody registered", async () => {
    await expect(list('99999999-9999-4999-8999-999999999999')).rejects.toMatchObject({ code: 'no-such-member' });
  });
});
