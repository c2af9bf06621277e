import { callerFromClaims, ClaimsError, heldTo, reaches } from './caller.js';

const MEMBER = '0b9c2f6e-3f39-4f5e-9d51-0f6d1c9d7a10';
const officer = { sub: 'staff-1', role: 'officer', association: 'mihon-seizo' };
const member = { ...officer, role: 'member', member: MEMBER };
const integrator = { ...officer, role: 'integrator', arrangements: ['B01', 'B04'] };

describe('the claims of a token', () => {
  it('say who is asking and for which association', () => {
    const caller = { role: 'officer', subject: 'staff-1', association: 'mihon-seizo', member: null };
    expect(callerFromClaims(officer)).toEqual(caller);
  });

  it('bind a member to one reference', () => {
    expect(callerFromClaims(member)).toMatchObject({ role: 'member', member: MEMBER });
  });

  it('may leave it to the ledger whose reference the account of a member is', () => {
    expect(callerFromClaims({ ...member, member: undefined }).member).toBeNull();
  });

  it('bind nobody else to a reference, whatever they say', () => {
    expect(callerFromClaims({ ...officer, member: MEMBER }).member).toBeNull();
  });

  it('give an operator no association, whatever they say', () => {
    expect(callerFromClaims({ ...officer, role: 'operator' }).association).toBeNull();
  });

  it('name the scopes of ours among those of others', () => {
    const { scopes } = callerFromClaims({ ...officer, scope: 'openid transfers:read mail records:read transfers:fly' });
    expect(scopes).toEqual(new Set(['records:read', 'transfers:read']));
  });

  it.each([undefined, '', 'openid profile', 'TRANSFERS:READ'])('name no scopes by %j', (scope) => {
    expect(callerFromClaims({ ...officer, scope }).scopes).toBeUndefined();
  });

  it('hold an integrator to arrangements, and nobody else', () => {
    expect(callerFromClaims(integrator).arrangements).toEqual(new Set(['B01', 'B04']));
    expect(callerFromClaims({ ...integrator, role: 'officer' }).arrangements).toBeUndefined();
  });

  it.each([
    [undefined, []],
    [[], []],
    ['*', ['*']],
    [['*'], ['*']],
  ])('give an integrator with the arrangements %j these: %j', (arrangements, expected) => {
    expect(callerFromClaims({ ...integrator, arrangements }).arrangements).toEqual(new Set(expected));
  });

  it.each([
    ['scopes in a list', { ...officer, scope: ['transfers:read'] }],
    ['arrangements that are no list', { ...integrator, arrangements: 'B01' }],
    ['an arrangement that is no id', { ...integrator, arrangements: ['B01', 'B 04'] }],
    ['an arrangement that is a number', { ...integrator, arrangements: [4] }],
    ['arrangements beyond number', { ...integrator, arrangements: Array.from({ length: 501 }, (_, n) => `B${n}`) }],
    ['no subject', { ...officer, sub: undefined }],
    ['an empty subject', { ...officer, sub: '' }],
    ['a subject that is no text', { ...officer, sub: 5 }],
    ['no role', { ...officer, role: undefined }],
    ['a role that nobody knows', { ...officer, role: 'admin' }],
    ['a list of roles', { ...officer, role: ['officer'] }],
    ['a role in capitals', { ...officer, role: 'Officer' }],
    ['no association', { ...officer, association: undefined }],
    ['an empty association', { ...officer, association: '' }],
    ['an association that is no text', { ...officer, association: ['mihon-seizo'] }],
    ['an association that is a path', { ...officer, association: '../other' }],
    ['an association in capitals', { ...officer, association: 'Mihon' }],
    ['an association that is too long', { ...officer, association: 'a'.repeat(65) }],
    ['a member without a reference, said as null', { ...member, member: null }],
    ['a member with a list', { ...member, member: [MEMBER] }],
    ['a member with a reference of hyphens', { ...member, member: '-'.repeat(36) }],
    ['a member with a reference in capitals', { ...member, member: MEMBER.toUpperCase() }],
    ['a member with more than a reference', { ...member, member: `${MEMBER}\n` }],
  ])('are refused with %s', (_what, claims) => {
    expect(() => callerFromClaims(claims)).toThrow(ClaimsError);
  });
});

describe('an integrator', () => {
  const held = callerFromClaims(integrator);
  const free = callerFromClaims({ ...integrator, arrangements: '*' });

  it('reaches transfers of its arrangements, and none outside any', () => {
    expect(['B01', 'B04', 'B02', '*', null].map((one) => reaches(held, one))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(heldTo(held)).toEqual(['B01', 'B04']);
  });

  it('reaches all of them where it is held to none', () => {
    expect(['B01', null].map((one) => reaches(free, one))).toEqual([true, true]);
    expect(heldTo(free)).toBeNull();
  });

  it('reaches nothing where nobody says what', () => {
    expect(['B01', null].map((one) => reaches({ role: 'integrator' }, one))).toEqual([false, false]);
    expect(heldTo({ role: 'integrator' })).toEqual([]);
  });

  it('is alone in being held', () => {
    expect(reaches(callerFromClaims(officer), null)).toBe(true);
    expect(heldTo(callerFromClaims(officer))).toBeNull();
  });
});
