import {
  aConsent,
  aJointUse,
  aLine,
  anArrangement,
  anImpliedMatter,
  aStanding,
  aTransfer,
  blocksOf,
  codesOf,
  ruleset,
} from '../testing/builders.js';
import { assess } from './assess.js';
import { equivalenceOverdueFrom } from './equivalence.js';
import type { ArrangementFacts, GroundFacts, LineFacts, StandingFacts, TransferFacts } from './facts.js';

const judge = (transfer: Partial<TransferFacts>, line: Partial<LineFacts> = {}) =>
  assess(ruleset, aTransfer(transfer), aLine(line));
const blocks = (transfer: Partial<TransferFacts>, line: Partial<LineFacts> = {}) => blocksOf(judge(transfer, line));

describe('an announcement of the day of the send, art. 27(5)(iii)', () => {
  const joint = (announcedAt: string | null, occurredAt: string | null) =>
    blocks({ occurredAt, arrangement: aJointUse({ announcedFrom: '2026-04-01', announcedAt }) }, { standing: [] });

  it('counts where its hour is known and earlier', () => {
    expect(joint('2026-04-01T02:59:59.999Z', '2026-04-01T03:00:00.000Z')).toEqual([]);
  });

  it.each([
    ['not earlier', '2026-04-01T03:00:00.000Z', '2026-04-01T03:00:00.000Z'],
    ['unknown', null, '2026-04-01T03:00:00.000Z'],
    ['known and that of the send is not', '2026-03-31T15:00:00.000Z', null],
  ])('does not count where its hour is %s', (_, announcedAt, occurredAt) => {
    expect(joint(announcedAt, occurredAt)).toEqual(['JOINT_NOT_ANNOUNCED']);
  });
});

describe('the users of a joint use, art. 27(5)(iii)', () => {
  const users = [
    { name: '記録健康保険組合', entrustee: false, party: 'own' },
    { name: '健診会社', entrustee: true, party: 'p-contractor' },
  ];
  const send = (party: string, ground: GroundFacts = {}, over: Partial<ArrangementFacts> = {}) =>
    judge(
      {
        arrangement: aJointUse({ users, ...over }),
        party: { id: party, class: 'OTHER_OPERATOR', location: 'JP' },
        ground,
      },
      { standing: [] },
    );

  it('are closed where each is a registered party', () => {
    expect(blocksOf(send('p-stranger'))).toEqual(['JOINT_PARTY_OUTSIDE']);
    expect(blocksOf(send('own', {}, { partyIncluded: false }))).toEqual([]);
    const described = [...users, { name: '事業所の健康管理室員', entrustee: false }];
    expect(blocksOf(send('p-stranger', {}, { users: described }))).toEqual([]);
  });

  it('A19: a contractor among them stays an entrustee, with contract and supervision', () => {
    const judged = send('p-contractor');
    expect(judged).toMatchObject({ route: 'N1', duty: 'NONE', allowed: false });
    expect(codesOf(judged)).toEqual(['CONTRACT_MISSING', 'SUPERVISION_MISSING', 'JOINT_USER_IS_ENTRUSTEE']);
    expect(judged.missing).toEqual(['ground.contractRef', 'ground.supervisionRef']);
    const supervised = send('p-contractor', { contractRef: 'c', supervisionRef: 's' });
    expect([supervised.allowed, codesOf(supervised)]).toEqual([true, ['JOINT_USER_IS_ENTRUSTEE']]);
  });
});

describe('implied comprehensive consent, kenpo guidance III 7(3)', () => {
  const promised = { explicitOnRequest: true, silenceIsConsent: true, changeable: true };
  const implied = (over: Partial<ArrangementFacts>, transfer: Partial<TransferFacts> = {}) =>
    judge({ arrangement: anImpliedMatter(over), ...transfer }, { standing: [] });

  it.each(['explicitOnRequest', 'silenceIsConsent', 'changeable'] as const)('keeps the promise %s', (promise) => {
    const judged = implied({ implied: { ...promised, [promise]: false } });
    expect(blocksOf(judged)).toEqual(['IMPLIED_PROMISE_MISSING']);
    expect(judged.missing).toEqual([`arrangement.implied.${promise}`]);
    expect(blocksOf(implied({ implied: promised }))).toEqual([]);
  });

  it('is silence to what was published, and to nothing else', () => {
    const purposes = ['U08', 'U16'].map((code) => ({ code, publishedFrom: '2022-04-01' }));
    const association = { class: 'KENPO' as const, purposes };
    expect(blocksOf(implied({ items: ['NAME'] }))).toEqual(['IMPLIED_ITEM_OUTSIDE']);
    expect(codesOf(implied({ items: ['NAME'], itemsOpen: true }))).toEqual([]);
    const settings = { openItems: 'block' as const };
    const strict = implied({ items: ['NAME'], itemsOpen: true }, { association: { ...association, settings } });
    expect(blocksOf(strict)).toEqual(['IMPLIED_ITEM_OUTSIDE']);
    expect(blocksOf(implied({}, { association, purpose: 'U16' }))).toEqual(['IMPLIED_PURPOSE_OUTSIDE']);
  });

  it('goes through an employer only where it cannot be read there, casebook Q345', () => {
    expect(blocksOf(implied({ delivery: 'readable' }))).toEqual(['DELIVERY_READABLE']);
    expect(blocksOf(implied({ delivery: 'sealed' }))).toEqual([]);
    expect(blocksOf(implied({ delivery: 'sealed' }, { ground: { delivery: 'readable' } }))).toEqual([
      'DELIVERY_READABLE',
    ]);
    expect(blocks({ ground: { delivery: 'readable' } })).toEqual([]);
  });
});

describe('consent of a member who cannot consent alone, GL 2-16', () => {
  const consented = (by: StandingFacts['by'], ageWhenDeclared?: number, consentAloneFrom?: number) => {
    const { association } = aTransfer();
    const settings = consentAloneFrom === undefined ? {} : { consentAloneFrom };
    const standing = [aConsent({ ...(by && { by }), ...(ageWhenDeclared !== undefined && { ageWhenDeclared }) })];
    return blocks({ association: { ...association, settings } }, { standing });
  };

  it('is a representative’s', () => {
    expect(consented('representative', 9)).toEqual([]);
    expect(consented('agent', 9)).toEqual(['CONSENT_CAPACITY']);
    expect(consented('self', 15)).toEqual(['CONSENT_CAPACITY']);
    expect(consented(null, 0)).toEqual(['CONSENT_CAPACITY']);
    expect(consented('self')).toEqual([]);
  });

  it('is the member’s own from the age that the association settled', () => {
    expect(consented('self', 16)).toEqual([]);
    expect(consented('self', 15, 13)).toEqual([]);
    expect(consented('self', 17, 18)).toEqual(['CONSENT_CAPACITY']);
  });

  it('does not stand in the way of what the child says when grown up', () => {
    const later = aConsent({ by: 'self', id: 'later', effectiveFrom: '2026-01-01T00:00:00.000Z' });
    expect(blocks({}, { standing: [aConsent({ by: 'self', ageWhenDeclared: 15 }), later] })).toEqual([]);
  });
});

describe('consent to provision abroad, art. 28(2), Rules 17', () => {
  const party = { class: 'REINSURER' as const, location: 'FOREIGN_OTHER' as const, country: 'BM' };
  const told = { country: 'BM', system: true, measures: true, unknownReason: null };
  const consented = (foreignInfo: typeof told | { [key in keyof typeof told]: unknown }, ground: GroundFacts = {}) =>
    blocks(
      { party, ground },
      { standing: [aStanding({ kind: 'FOREIGN_CONSENT', foreignInfo: foreignInfo as never })] },
    );

  it('is informed where the member was told of country, system and measures', () => {
    expect(consented(told)).toEqual([]);
    expect(consented({ ...told, system: false })).toEqual(['FOREIGN_INFO_MISSING']);
    expect(consented({ ...told, measures: false, unknownReason: '提供先が未定' })).toEqual([]);
    expect(consented({ ...told, country: null, system: false, unknownReason: '国が未定' })).toEqual([]);
  });

  it('is not informed by what was told of another country', () => {
    expect(consented({ ...told, country: 'US' })).toEqual(['FOREIGN_INFO_MISSING']);
    const infoGiven = { country: true, system: true, measures: true, unknownReason: null };
    const untold = { ...told, system: false };
    expect(consented(untold, { foreign: { country: 'US', infoGiven } })).toEqual(['FOREIGN_INFO_MISSING']);
    expect(consented(untold, { foreign: { country: 'バミューダ', infoGiven } })).toEqual([]);
  });
});

describe('a country of equivalent protection, art. 28(1)', () => {
  const to = (country: string | null) =>
    blocks({ party: { class: 'REINSURER', location: 'FOREIGN_ADEQUATE', country } });

  it('is of the EEA or the United Kingdom', () => {
    expect([to('DE'), to('GB'), to('IS'), to(null)]).toEqual([[], [], [], ['COUNTRY_MISSING']]);
    expect(to('US')).toEqual(['COUNTRY_NOT_ADEQUATE']);
  });

  it('or has an equivalent system, whose yearly check falls due', () => {
    expect(equivalenceOverdueFrom(ruleset, '2025-02-28')).toBe('2026-02-28');
    expect(equivalenceOverdueFrom(ruleset, null)).toBeNull();
  });
});

describe('opt-out, art. 27(2)', () => {
  const optOut = { filingNo: '第1号', published: true };
  const send = (over: Partial<ArrangementFacts> = {}, said: Partial<GroundFacts['optOut'] & object> = {}) =>
    blocks({ arrangement: anArrangement(over), ground: { route: 'O', optOut: { ...optOut, ...said } } });

  it('passes items as filed, announced before', () => {
    expect(send()).toEqual([]);
  });

  it('blocks what no arrangement announced, and what comes before the first day filed', () => {
    expect(blocks({ arrangement: null, ground: { route: 'O', optOut } })).toEqual(['OPTOUT_NOT_FILED']);
    expect(send({ optOutStartsOn: '2026-04-02' })).toEqual(['OPTOUT_NOT_STARTED']);
    expect(send({ optOutStartsOn: '2026-04-01' })).toEqual([]);
  });

  it('blocks an item that was not filed, also where the list is open', () => {
    expect(send({ items: ['NAME'], itemsOpen: true })).toEqual(['OPTOUT_ITEM_NOT_FILED']);
  });

  it('blocks what was announced on the day of the send, or with matters missing', () => {
    expect(send({ announcedFrom: '2026-04-01' })).toEqual(['OPTOUT_NOT_FILED']);
    expect(send({}, { matters: ['operator', 'purpose', 'items'] })).toEqual(['OPTOUT_MATTERS_MISSING']);
  });
});

describe('Number Act items with conditions of their own, Number Act 19', () => {
  const send = (ground: GroundFacts, line: Partial<LineFacts> = {}) =>
    blocks(
      { ground, party: { class: ground.numItem === 'vi' ? 'ENTRUSTEE' : 'EMPLOYER', location: 'JP' } },
      { hasMyNumber: true, standing: [], ...line },
    );

  it.each<[string, GroundFacts, string[]]>([
    ['(iv) without consent', { numItem: 'iv' }, ['CONSENT_MISSING']],
    ['(vi) without a contract', { numItem: 'vi' }, ['CONTRACT_MISSING']],
    ['(vi) with one', { numItem: 'vi', contractRef: 'c' }, []],
    ['(xvi) without what is protected', { numItem: 'xvi', whyConsentDifficult: 'w' }, ['PROTECTION_MISSING']],
    ['(xvi) without difficulty or consent', { numItem: 'xvi', protects: 'p' }, ['PROTECTION_MISSING']],
    ['(xvi) with both', { numItem: 'xvi', protects: 'p', whyConsentDifficult: 'w' }, []],
  ])('judges item %s', (_, ground, expected) => {
    expect(send(ground)).toEqual(expected);
  });

  it('takes consent for (iv) and (xvi)', () => {
    const standing = [aConsent()];
    expect(send({ numItem: 'iv' }, { standing })).toEqual([]);
    expect(send({ numItem: 'xvi', protects: 'p' }, { standing })).toEqual([]);
  });
});

describe('an analysis of few persons, OSH 66-10', () => {
  const settled = anArrangement({ routeChosen: null, basisChosen: 'NOT_PERSONAL' });
  const analysis = (groupSize: number | null, lineCount: number, line: Partial<LineFacts> = {}) =>
    blocks(
      { dataKind: 'STATISTICS', groupSize, lineCount, arrangement: groupSize === 6 ? anArrangement() : settled },
      line,
    );

  it('A59: of six persons needs everybody named, with a consent each', () => {
    expect(analysis(6, 6)).toEqual([]);
    expect(analysis(6, 6, { standing: [] })).toEqual(['SMALL_GROUP_CONSENT']);
    expect(analysis(6, 5)).toEqual(['SMALL_GROUP_CONSENT']);
    expect(analysis(10, 1, { standing: [] })).toEqual([]);
    expect(analysis(null, 1, { standing: [] })).toEqual([]);
  });
});

describe('data of the dead, art. 2(1)', () => {
  const silent = { standing: [] };
  it('is outside the Act from the day of death', () => {
    expect(judge({}, { ...silent, deceasedOn: '2026-04-01' })).toMatchObject({
      allowed: true,
      basis: 'NOT_PERSONAL',
      duty: 'NONE',
    });
    expect(blocks({}, { ...silent, deceasedOn: '2026-04-02' })).toEqual(['CONSENT_MISSING']);
  });

  it('stays inside where it is also data of a living relative', () => {
    expect(blocks({}, { ...silent, deceasedOn: '2026-01-01', aboutLivingRelative: true })).toEqual(['CONSENT_MISSING']);
  });
});

describe('what else a line must show', () => {
  it('a route of its own for person-related information, art. 31', () => {
    const art31 = { howChecked: '確認書', foreignInfo: false };
    expect(blocks({ dataKind: 'PERSON_RELATED', arrangement: null, ground: { art31 } })).toEqual(['NO_ROUTE']);
  });

  it('a reason for X4, also of scattered information', () => {
    const exclusion = { code: 'X4' as const, reason: '', approvedBy: '' };
    const ground = { route: 'C1' as const, exclusion };
    expect(blocks({ direction: 'IN', dataKind: 'PERSONAL_INFO_ONLY', ground })).toContain('EXCLUSION_UNREASONED');
  });

  it('no symbol and number asked for by a mutual-aid association, Health Insurance Act 194-2', () => {
    const association = { ...aTransfer().association, class: 'MUTUAL_AID' as const };
    const asked = { direction: 'IN' as const, association, arrangement: anArrangement({ items: ['SYMBOL_NUMBER'] }) };
    expect(blocks(asked, { items: ['SYMBOL_NUMBER'] })).toContain('SYMBOL_NUMBER_ASKED');
    expect(blocks({ ...asked, association: aTransfer().association }, { items: ['SYMBOL_NUMBER'] })).not.toContain(
      'SYMBOL_NUMBER_ASKED',
    );
  });

  it('nothing that looks like an individual number, Number Act 19 and 20', () => {
    const judged = judge({ numberSuspected: true });
    expect(judged).toMatchObject({ allowed: false, duty: 'REC_CONSENT_27' });
    expect(codesOf(judged)).toEqual(['MY_NUMBER_SUSPECTED']);
  });
});
