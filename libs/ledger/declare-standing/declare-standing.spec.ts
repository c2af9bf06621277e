import { aLedger, keptEvents, OFFICER } from '../testing/a-ledger.js';
import { declareAndWithdraw, registerAll } from '../testing/sample-facts.js';
import { ASSOCIATION, FIRST, MASKED_NUMBER, MY_NUMBER, SECOND } from '../testing/statements.js';
import { DeclareStanding, DeclareStandingHandler } from './declare-standing.command.js';
import type { DeclareStandingRequest } from './declare-standing.request.js';
import { WithdrawStanding, WithdrawStandingHandler } from './withdraw-standing.command.js';

const request: DeclareStandingRequest = {
  id: SECOND,
  kind: 'OBJECTION',
  matter: 'B04',
  scope: { classes: [], parties: [], items: [], purposes: [] },
  receivedAt: '2026-06-10T00:00:00Z',
  effectiveFrom: '2026-06-10T00:00:00Z',
  form: 'PAPER',
};

let ledger: ReturnType<typeof aLedger>;
beforeEach(async () => {
  ledger = aLedger();
  await registerAll(ledger);
});

const declare = (over: Partial<DeclareStandingRequest> = {}, member = FIRST) =>
  new DeclareStandingHandler(ledger.knowledge, ledger.parties, ledger.once, ledger.minors, ledger.clock).execute(
    new DeclareStanding(ASSOCIATION, OFFICER, member, { ...request, ...over }),
  );

describe('a declaration of a member', () => {
  it.each(['noticeVersion', 'evidence', 'reason'])('has an individual number masked in its %s', async (field) => {
    await declare({ [field]: `番号 ${MY_NUMBER}` });
    expect((await keptEvents(ledger)).at(-1)!.sealed).toMatchObject({ [field]: `番号 ${MASKED_NUMBER}` });
  });

  it('is one fact when it is said twice, and a conflict when it says something else', async () => {
    expect((await declare()).isNew).toBe(true);
    expect((await declare()).isNew).toBe(false);
    await expect(declare({ kind: 'STOP' })).rejects.toMatchObject({ code: 'standing-differs' });
  });

  it('is represented by nobody under the name of the member', async () => {
    const by = { who: 'representative' as const, id: FIRST, capacity: 'PARENT' as const };
    await expect(declare({ by })).rejects.toMatchObject({
      code: 'invalid-request',
      facts: { errors: [expect.objectContaining({ pointer: '/by/id' })] },
    });
  });

  it('that was given to another before it came in says what shows it', async () => {
    const earlier = { kind: 'CONSENT' as const, effectiveFrom: '2026-05-01T00:00:00Z' };
    await expect(declare({ ...earlier, evidence: ' ' })).rejects.toMatchObject({
      facts: { errors: [expect.objectContaining({ pointer: '/evidence' })] },
    });
    expect((await declare({ ...earlier, evidence: '事業主に提出された同意書' })).isNew).toBe(true);
  });

  it('is refused of a member whom nobody registered', async () => {
    await expect(declare({}, '99999999-9999-4999-8999-999999999999')).rejects.toMatchObject({ code: 'member-unknown' });
  });

  it.each([
    ['who declared nothing', FIRST],
    ['whom nobody registered', '99999999-9999-4999-8999-999999999999'],
  ])('cannot be withdrawn by a member %s', async (_, member) => {
    const times = { receivedAt: '2026-06-10T00:00:00Z', effectiveFrom: '2026-06-10T00:00:00Z' };
    const withdrawal = new WithdrawStanding(ASSOCIATION, OFFICER, member, SECOND, times);
    const withdrawing = new WithdrawStandingHandler(ledger.knowledge, ledger.once, ledger.minors, ledger.clock).execute(
      withdrawal,
    );
    await expect(withdrawing).rejects.toMatchObject({ code: 'standing-unknown' });
  });

  it('is known with its withdrawal to whoever judges next', async () => {
    await declareAndWithdraw(ledger);
    const { standing } = await ledger.knowledge.read(ASSOCIATION, { arrangement: null, party: null, members: [FIRST] });
    expect(standing.get(FIRST)!.map(({ withdrawnAt }) => withdrawnAt)).toEqual(['2026-06-20T00:00:00.000Z']);
  });
});
