import { judgeApproval, judgeWithdrawal } from './four-eyes.js';
import { judgeRevocation, mandateInForce, mandatesOf, type NotedMandateEvent } from './mandates.js';

const ID = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const AT = '2026-06-01T00:00:00.000Z';

const proposed = (mandateId = ID, account = 'auditor', over: object = {}): NotedMandateEvent => ({
  event: { type: 'MandateProposed', data: { mandateId, account, from: '2026-06-10', until: '2026-06-20', ...over } },
  by: 'first',
  at: AT,
});
const said = (type: 'MandateApproved' | 'MandateWithdrawn' | 'MandateRevoked', mandateId = ID): NotedMandateEvent => ({
  event: { type, data: { mandateId } },
  by: 'second',
  at: AT,
});
const inForce = (events: NotedMandateEvent[], on = '2026-06-15', account = 'auditor') =>
  mandateInForce(mandatesOf(events), account, on)?.id ?? null;

describe("an auditor's mandate", () => {
  it('is in force once a second person approved it, and not before', () => {
    expect(inForce([])).toBeNull();
    expect(inForce([proposed()])).toBeNull();
    expect(inForce([proposed(), said('MandateApproved')])).toBe(ID);
  });

  it('is in force from its first day to its last', () => {
    const events = [proposed(), said('MandateApproved')];
    const days = ['2026-06-09', '2026-06-10', '2026-06-20', '2026-06-21'];
    expect(days.map((day) => inForce(events, day) === ID)).toEqual([false, true, true, false]);
  });

  it('is for one account', () => {
    expect(inForce([proposed(), said('MandateApproved')], '2026-06-15', 'another')).toBeNull();
  });

  it('ends when it is revoked, and another one goes on', () => {
    const events = [proposed(), said('MandateApproved'), proposed(OTHER), said('MandateApproved', OTHER)];
    expect(inForce(events)).toBe(ID);
    expect(inForce([...events, said('MandateRevoked')])).toBe(OTHER);
  });

  it('that was withdrawn is never in force', () => {
    expect(inForce([proposed(), said('MandateWithdrawn')])).toBeNull();
  });

  it('is an act of two persons', () => {
    const mandate = mandatesOf([proposed()]).get(ID)!;
    expect([judgeApproval(mandate, 'first'), judgeApproval(mandate, 'second')]).toEqual(['same-person', 'new']);
    const revoked = mandatesOf([proposed(), said('MandateApproved'), said('MandateRevoked')]).get(ID)!;
    expect([judgeApproval(revoked, 'third'), judgeWithdrawal(revoked)]).toEqual(['approved', 'approved']);
  });

  it('is revoked once it was approved, and withdrawn before', () => {
    const states = [
      [proposed()],
      [proposed(), said('MandateWithdrawn')],
      [proposed(), said('MandateApproved')],
      [proposed(), said('MandateApproved'), said('MandateRevoked')],
    ];
    const verdicts = states.map((events) => judgeRevocation(mandatesOf(events).get(ID)!));
    expect(verdicts).toEqual(['not-approved', 'withdrawn', 'new', 'known']);
  });

  it('goes on from how it stood before', () => {
    const before = mandatesOf([proposed()]);
    expect(mandateInForce(mandatesOf([said('MandateApproved')], before), 'auditor', '2026-06-15')?.id).toBe(ID);
    expect(before.get(ID)?.status).toBe('proposed');
  });
});
