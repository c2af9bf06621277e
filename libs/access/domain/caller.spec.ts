import { callerFromClaims, ClaimsError } from './caller.js';

const MEMBER = '0b9c2f6e-3f39-4f5e-9d51-0f6d1c9d7a10';
const officer = { sub: 'staff-1', role: 'officer', association: 'mihon-seizo' };
const member = { ...officer, role: 'member', member: MEMBER };

describe('the claims of a token', () => {
  it('say who is asking and for which association', () => {
    const caller = { role: 'officer', subject: 'staff-1', association: 'mihon-seizo', member: null };
    expect(callerFromClaims(officer)).toEqual(caller);
  });

  it('bind a member to one reference', () => {
    expect(callerFromClaims(member)).toMatchObject({ role: 'member', member: MEMBER });
  });

  it('bind nobody else to a reference, whatever they say', () => {
    expect(callerFromClaims({ ...officer, member: MEMBER }).member).toBeNull();
  });

  it('give an operator no association, whatever they say', () => {
    expect(callerFromClaims({ ...officer, role: 'operator' }).association).toBeNull();
  });

  it.each([
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
    ['a member without a reference', { ...member, member: undefined }],
    ['a member with a list', { ...member, member: [MEMBER] }],
    ['a member with a reference of hyphens', { ...member, member: '-'.repeat(36) }],
    ['a member with a reference in capitals', { ...member, member: MEMBER.toUpperCase() }],
    ['a member with more than a reference', { ...member, member: `${MEMBER}\n` }],
  ])('are refused with %s', (_what, claims) => {
    expect(() => callerFromClaims(claims)).toThrow(ClaimsError);
  });
});
