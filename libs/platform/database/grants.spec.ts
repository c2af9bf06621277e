import { changesOfGrants, type Grant } from './grants.js';

const grant = (role: string, privilege: string, name = 'access.member'): Grant => ({
  kind: 'TABLE',
  name,
  role,
  privilege,
});

describe('bringing grants to what is written', () => {
  it('does nothing where nothing differs, in whatever order', () => {
    const [one, other] = [grant('kiroku_ledger', 'SELECT'), grant('kiroku_projector', 'SELECT')];
    expect(changesOfGrants([one, other, one], [other, one])).toEqual([]);
  });

  it('gives what is missing, and takes what nobody wrote down first', () => {
    const wanted = [grant('kiroku_ledger', 'SELECT'), grant('kiroku_ledger', 'INSERT')];
    const granted = [grant('kiroku_ledger', 'SELECT'), grant('PUBLIC', 'SELECT'), grant('kiroku_ledger', 'DELETE')];
    expect(changesOfGrants(wanted, granted)).toEqual([
      'REVOKE SELECT ON TABLE access.member FROM PUBLIC',
      'REVOKE DELETE ON TABLE access.member FROM kiroku_ledger',
      'GRANT INSERT ON TABLE access.member TO kiroku_ledger',
    ]);
  });
});
