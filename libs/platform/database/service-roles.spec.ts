import { actingAs } from './service-roles.js';

describe('the address of whoever acts as a service', () => {
  const owner = 'postgres://kiroku:secret@127.0.0.1:5432/kiroku';

  it('says so at the start of each session, and leaves the rest as it is', () => {
    const acting = new URL(actingAs(`${owner}?host=%2Ftmp%2Fdata`, 'ledger'));
    expect(acting.searchParams.get('options')).toBe('-c role=kiroku_ledger');
    expect(acting.searchParams.get('host')).toBe('/tmp/data');
    expect([acting.username, acting.pathname]).toEqual(['kiroku', '/kiroku']);
  });

  it('goes after what the address says already', () => {
    const acting = new URL(actingAs(`${owner}?options=-c%20statement_timeout%3D5s`, 'projector'));
    expect(acting.searchParams.get('options')).toBe('-c statement_timeout=5s -c role=kiroku_projector');
  });
});
