import { distinctionsOf, judgeUndoing, type NotedDistinctionEvent } from './distinctions.js';

const ID = '66666666-6666-4666-8666-666666666666';
const proposed: NotedDistinctionEvent = {
  event: { type: 'DistinctionProposed', data: { distinctionId: ID, evidence: 'FAMILY_REGISTER' } },
  by: 'x',
  at: '2026-11-01T00:00:00Z',
};
const said = (
  type: 'DistinctionApproved' | 'DistinctionWithdrawn' | 'DistinctionRevoked',
  by = 'y',
  distinctionId = ID,
): NotedDistinctionEvent => ({ event: { type, data: { distinctionId } }, by, at: '2026-11-02T00:00:00Z' });
const stateOf = (...events: NotedDistinctionEvent[]) => distinctionsOf(events).get(ID)?.status;

describe('a distinction', () => {
  it('counts once somebody else agreed, and until it is undone', () => {
    expect(stateOf(proposed)).toBe('proposed');
    expect(stateOf(proposed, said('DistinctionApproved'))).toBe('approved');
    expect(stateOf(proposed, said('DistinctionApproved'), said('DistinctionRevoked'))).toBe('revoked');
  });

  it('is none by an approval of whoever proposed it, of another one, or after it was withdrawn', () => {
    expect(stateOf(proposed, said('DistinctionApproved', 'x'))).toBe('proposed');
    expect(stateOf(proposed, said('DistinctionApproved', 'y', 'other'))).toBe('proposed');
    expect(stateOf(proposed, said('DistinctionWithdrawn', 'x'), said('DistinctionApproved'))).toBe('withdrawn');
    expect(stateOf(said('DistinctionApproved'))).toBeUndefined();
    // Proposed again under its id it is what it was: nobody changes what a second person agreed to.
    expect(stateOf(proposed, said('DistinctionApproved'), proposed)).toBe('approved');
  });

  it('is undone where it counts alone', () => {
    const of = (...events: NotedDistinctionEvent[]) => judgeUndoing(distinctionsOf(events).get(ID)!);
    expect(of(proposed)).toBe('not-approved');
    expect(of(proposed, said('DistinctionWithdrawn'))).toBe('withdrawn');
    expect(of(proposed, said('DistinctionApproved'))).toBe('new');
    expect(of(proposed, said('DistinctionApproved'), said('DistinctionRevoked'))).toBe('known');
  });
});
