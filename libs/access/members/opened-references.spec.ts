import type { CommittedIdentity } from '#proof';
import type { KeptMemberFact } from './member-facts.js';
import { openedReferences, type ReferenceFacts } from './opened-references.js';

const PERSON: CommittedIdentity = { number: '1', name: '髙﨑 見本', birthDate: '1980-04-01' };
const OTHER: CommittedIdentity = { number: '2', name: '田中 例子', birthDate: '1990-01-01' };

const fact = (type: string, data: object, sealed: object | null = null) =>
  ({ stored: {}, event: { type, data, sealed } }) as unknown as KeptMemberFact;
const said = (identity: CommittedIdentity) =>
  fact('MemberRegistered', { commitment: 'c' }, { opening: { salt: 's', identity } });
const absorbed = (...refs: string[]) => fact('MemberAbsorbed', { refs });
const split = fact('MemberSplit', {});

const of = (reference: string, ...facts: KeptMemberFact[]): ReferenceFacts => ({ reference, facts });
const opened = (...references: [ReferenceFacts, ...ReferenceFacts[]]) =>
  openedReferences(references).map(({ reference }) => reference);

describe('what is opened to a member', () => {
  it('is every reference of the person that commits to an identity', () => {
    expect(opened(of('a', said(PERSON), absorbed('b', 'c')), of('b', said(OTHER)), of('c'))).toEqual(['a', 'b']);
  });

  it('is not what had been merged in when somebody was split off, save what is the person’s own', () => {
    const present = of('a', said(PERSON), absorbed('b', 'c'), split);
    const own = { ...PERSON, kana: 'タカサキ ミホン' };
    expect(opened(present, of('b', said(OTHER)), of('c', said(own)))).toEqual(['a', 'c']);
    expect(opened(of('a', absorbed('b'), split), of('b', said(OTHER)))).toEqual([]);
  });

  it('is what was merged in afterwards', () => {
    const present = of('a', said(PERSON), absorbed('b'), split, absorbed('c'));
    expect(opened(present, of('b', said(OTHER)), of('c', said(OTHER)))).toEqual(['a', 'c']);
  });

  it('is nothing that came by another way than is told, once somebody was split off', () => {
    const present = of('a', said(PERSON), absorbed('b'), split);
    expect(opened(present, of('x', said(OTHER)))).toEqual(['a']);
    expect(opened(of('a', said(PERSON)), of('x', said(OTHER)))).toEqual(['a', 'x']);
  });
});
