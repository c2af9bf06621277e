import { clientOf, limitOf } from './client-limits.js';

describe('the limit under which a request counts', () => {
  it.each([
    ['transfer:record', 'POST', 'posts'],
    ['transfer:import', 'GET', 'posts'],
    ['member-view:read', 'GET', 'member-reads'],
    ['standing:read', 'GET', 'member-reads'],
    ['member:find', 'POST', 'member-reads'],
    ['record:read', 'GET', 'reads'],
    ['own-view:read', 'GET', 'reads'],
    ['finding:keep', 'POST', 'changes'],
    ['record:read', 'HEAD', 'reads'],
    [undefined, 'GET', 'reads'],
  ] as const)('of %s, asked with %s, is that of %s', (permission, method, limit) =>
    expect(limitOf(permission, method)).toBe(limit),
  );
});

describe('a client', () => {
  const officer = { association: 'mihon-seizo', role: 'officer', subject: 'staff-1' } as const;

  it('is an account of an association in a role', () => {
    const keys = [
      officer,
      { ...officer, association: 'mihon-unyu' },
      { ...officer, role: 'auditor' as const },
      { ...officer, subject: 'staff-2' },
    ].map((caller) => clientOf(caller).key);
    expect(new Set(keys).size).toBe(4);
  });

  it('is not named by what may be logged of it', () => {
    expect(clientOf(officer).facts).toEqual({ role: 'officer', association: 'mihon-seizo' });
  });
});
