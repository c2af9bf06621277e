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
  received,
  ruleset,
} from '../testing/builders.js';
import { assess, prepare } from './assess.js';
import type { ArrangementFacts, GroundFacts, LineFacts, TransferFacts } from './facts.js';
import type { NumItem, PartyClass } from './vocabulary.js';

function blocks(transfer: Partial<TransferFacts>, line: Partial<LineFacts> = {}): string[] {
  return blocksOf(assess(ruleset, aTransfer(transfer), aLine(line)));
}

function grounds(ground: GroundFacts, transfer: Partial<TransferFacts> = {}): string[] {
  return blocks({ ground, arrangement: null, ...transfer }, { standing: [] });
}

function joint(arrangement: Partial<ArrangementFacts>, transfer: Partial<TransferFacts> = {}): string[] {
  return blocks({ arrangement: aJointUse(arrangement), ...transfer }, { standing: [] });
}

const tried = (transfer: Partial<TransferFacts>, line: Partial<LineFacts> = {}) =>
  assess(ruleset, aTransfer(transfer), aLine(line)).tried.map((one) => one.rule);

describe('G0, individual numbers, Number Act 19 and 30(2)', () => {
  it('blocks a readable number without an item of art. 19', () => {
    expect(blocks({}, { hasMyNumber: true })).toEqual(['NUM_NOT_ALLOWED']);
    expect(blocks({}, { items: ['INDIVIDUAL_NUMBER'] })).toEqual(['NUM_NOT_ALLOWED']);
  });

  it('passes a number under an item, and asks no later gate', () => {
    const passed = {
      ground: { numItem: 'viii' as const },
      party: { class: 'LOCAL_BODY' as const, location: 'JP' as const },
    };
    expect(blocks(passed, { hasMyNumber: true })).toEqual([]);
    expect(tried(passed, { hasMyNumber: true })).not.toContain('G3.purpose-not-published');
  });

  it('takes nothing out of the Act by a claim of art. 19 without a number', () => {
    const claimed = { ground: { numItem: 'viii' as const }, arrangement: null };
    const judged = assess(ruleset, aTransfer(claimed), aLine({ standing: [] }));
    expect(judged).toMatchObject({ allowed: false, basis: null, duty: 'NONE' });
    expect(blocksOf(judged)).toEqual(['NO_ROUTE']);
    expect(grounds({ basis: 'NUM', numItem: 'viii' })).toEqual(['NO_ROUTE']);
  });

  it.each<[string, Partial<ArrangementFacts>, 'NUM' | null]>([
    ['includes the party', {}, 'NUM'],
    ['does not include the party', { partyIncluded: false }, null],
    ['has ended', { endsOn: '2026-03-31' }, null],
    ['rests on something else', { basisChosen: null, routeChosen: null }, null],
  ])('takes a transfer without a number for one where the arrangement under the Number Act %s', (_, over, basis) => {
    const arrangement = anArrangement({ routeChosen: null, basisChosen: 'NUM', numItem: 'viii', ...over });
    const network = { arrangement, party: { class: 'LOCAL_BODY' as const, location: 'JP' as const } };
    expect(assess(ruleset, aTransfer(network), aLine({ standing: [] })).basis).toBe(basis);
  });

  it.each<[NumItem, PartyClass, string, string[]]>([
    ['viii', 'EMPLOYER', 'U08', ['NUM_PARTY_OUTSIDE']],
    ['i', 'EMPLOYER', 'U08', ['NUM_PURPOSE_OUTSIDE']],
    ['i', 'EMPLOYER', 'U01', []],
    ['xiii', 'EMPLOYER', 'U08', ['NUM_PARTY_OUTSIDE']],
    ['xiii', 'STATE_ORGAN', 'U99', []],
    ['ii', 'STATE_ORGAN', 'U99', ['PURPOSE_NOT_PUBLISHED']],
    ['iii', 'PRIVATE_PERSON', 'U01', ['NUM_PARTY_OUTSIDE']],
    ['iv', 'INSURER', 'U01', ['NUM_PARTY_OUTSIDE', 'CONSENT_MISSING']],
    ['v', 'OTHER_OPERATOR', 'U01', []],
    ['vi', 'EMPLOYER', 'U01', ['NUM_PARTY_OUTSIDE']],
    ['xv', 'INSURER', 'U01', ['NUM_PARTY_OUTSIDE']],
    ['xvii', 'INSURER', 'U99', []],
  ])('asks whether art. 19(%s) fits %s for %s', (numItem, partyClass, purpose, expected) => {
    const association = {
      class: 'KENPO' as const,
      purposes: [
        { code: 'U01', publishedFrom: '2022-04-01' },
        { code: 'U08', publishedFrom: '2022-04-01' },
      ],
    };
    const party = { class: partyClass, location: 'JP' as const };
    const ground = { numItem, contractRef: 'c' };
    expect(blocks({ association, purpose, party, ground }, { hasMyNumber: true })).toEqual(expected);
  });

  it('passes an item of individual numbers that was masked', () => {
    const transfer = {
      ground: { masking: ['INDIVIDUAL_NUMBER'] },
      arrangement: anArrangement({ items: ['INDIVIDUAL_NUMBER'] }),
    };
    expect(blocks(transfer, { items: ['INDIVIDUAL_NUMBER'] })).toEqual([]);
  });

  it('blocks a mutual-aid association under items that only a user of numbers has', () => {
    const purposes = [{ code: 'U16', publishedFrom: '2022-04-01' }];
    const association = { class: 'MUTUAL_AID' as const, purposes };
    const party = { class: 'STATE_ORGAN' as const, location: 'JP' as const };
    const send = { association, party, purpose: 'U16' };
    expect(blocks({ ...send, ground: { numItem: 'viii' } }, { hasMyNumber: true })).toEqual(['NUM_NOT_USER']);
    expect(blocks({ ...send, ground: { numItem: 'ii' } }, { hasMyNumber: true })).toEqual([]);
  });
});

describe('G1, pseudonymised data, art. 41(6)', () => {
  it('blocks it under consent', () => {
    expect(blocks({ dataKind: 'PSEUDONYMISED' })).toEqual(['PSEUDONYMISED_BANNED']);
  });

  it('passes it under joint use', () => {
    expect(joint({}, { dataKind: 'PSEUDONYMISED' })).toEqual([]);
  });

  it('passes it by law only under art. 27(1)(i)', () => {
    expect(
      grounds({ route: 'E1', law: { act: '高確法', article: '142', requestRef: 'r' } }, { dataKind: 'PSEUDONYMISED' }),
    ).toEqual([]);
    expect(grounds({ route: 'E2', protects: '本人' }, { dataKind: 'PSEUDONYMISED' })).toEqual(['PSEUDONYMISED_BANNED']);
  });
});

describe('G2, data outside art. 27 to 30, art. 2(1), 43(4)', () => {
  const settled = (over: Partial<ArrangementFacts> = {}) =>
    anArrangement({ routeChosen: null, basisChosen: 'NOT_PERSONAL', ...over });

  it.each(['ANONYMISED', 'STATISTICS', 'DECEASED'] as const)('ends the check for %s', (dataKind) => {
    const transfer = { dataKind, purpose: 'U99', arrangement: settled() };
    expect(blocks(transfer, { standing: [], deceasedOn: '2026-03-01' })).toEqual([]);
    expect(tried(transfer)).not.toContain('G3.purpose-not-published');
  });

  it.each(['ANONYMISED', 'STATISTICS'] as const)('does not believe in %s that names a person', (dataKind) => {
    expect(blocks({ dataKind })).toEqual(['PERSON_NAMED']);
    expect(blocks({ dataKind, direction: 'IN' })).toEqual(['PERSON_NAMED']);
    expect(blocks({ dataKind, arrangement: null })).toEqual(['PERSON_NAMED']);
    expect(blocks({ dataKind, arrangement: settled({ partyIncluded: false }) })).toEqual(['PERSON_NAMED']);
    expect(blocks({ dataKind, groupSize: 6, lineCount: 6, ground: { exception: 'E2' } })).toEqual(['PERSON_NAMED']);
  });

  it('does not believe in a death that nobody recorded', () => {
    const dead = { dataKind: 'DECEASED' as const };
    expect(blocks(dead)).toEqual(['DEATH_NOT_RECORDED']);
    expect(blocks(dead, { deceasedOn: '2026-04-02' })).toEqual(['DEATH_NOT_RECORDED']);
    expect(blocks(dead, { deceasedOn: '2026-03-01', aboutLivingRelative: true })).toEqual(['DEATH_NOT_RECORDED']);
    expect(blocks(dead, { deceasedOn: '2026-03-01' })).toEqual([]);
  });

  it('remarks anonymised data that was not announced before the send', () => {
    const arrangement = settled({ announcedFrom: '2026-04-01' });
    expect(codesOf(assess(ruleset, aTransfer({ dataKind: 'ANONYMISED', arrangement }), aLine()))).toContain(
      'ANONYMISED_NOT_ANNOUNCED',
    );
  });
});

describe('what is no provision, art. 27 and GL 3-6-1', () => {
  const to = (partyClass: PartyClass) => ({ party: { class: partyClass, location: 'JP' as const } });
  it('takes an answer to the person for one only where it goes to a person', () => {
    const self = { ground: { basis: 'SELF' as const } };
    expect(blocks(self, { standing: [] })).toEqual(['NO_ROUTE']);
    expect(blocks({ ...self, direction: 'IN' }, { standing: [] })).toContain('NO_ROUTE');
    expect(blocks({ ...self, ...to('PRIVATE_PERSON') }, { standing: [] })).toEqual([]);
    expect(blocks({ ...self, ...to('HOUSEHOLD') }, { standing: [] })).toEqual([]);
    expect(blocks({ ...self, ...to('HOUSEHOLD'), arrangement: anImpliedMatter() })).toEqual(['NO_ROUTE']);
    expect(blocks({ arrangement: anArrangement({ routeChosen: null, basisChosen: 'SELF' }) })).toEqual([]);
  });

  it('takes use within the association for one only where the arrangement chose it', () => {
    const internal = (over: Partial<ArrangementFacts>) =>
      anArrangement({ routeChosen: null, basisChosen: 'INTERNAL', ...over });
    expect(blocks({ ground: { basis: 'INTERNAL' } })).toEqual(['NO_ROUTE']);
    expect(blocks({ arrangement: internal({}) })).toEqual([]);
    expect(blocks({ arrangement: internal({ partyIncluded: false }) })).toEqual(['NO_ROUTE']);
  });

  it('asks for an arrangement there too', () => {
    const alone = { arrangement: null, ground: { basis: 'SELF' as const }, ...to('PRIVATE_PERSON') };
    expect(codesOf(assess(ruleset, aTransfer(alone), aLine()))).toEqual(['NO_ARRANGEMENT']);
  });
});

describe('G3, purpose of use, art. 17 and 18', () => {
  it('A63: blocks a purpose that is not published', () => {
    expect(blocks({ purpose: 'U06' })).toEqual(['PURPOSE_NOT_PUBLISHED']);
  });

  it('blocks a purpose published only after the send', () => {
    const association = { class: 'KENPO' as const, purposes: [{ code: 'U08', publishedFrom: '2026-04-02' }] };
    expect(blocks({ association })).toEqual(['PURPOSE_NOT_PUBLISHED']);
  });

  it('passes an exception of art. 18(3) without it', () => {
    expect(
      grounds({ route: 'E2', protects: '本人の生命', whyConsentDifficult: '意識がない' }, { purpose: 'U99' }),
    ).toEqual([]);
  });
});

describe('G4, opt-out, art. 27(2) proviso', () => {
  const optOut = { filingNo: '第1号', published: true };
  it('blocks data that was itself received by opt-out', () => {
    expect(grounds({ route: 'O', optOut: { ...optOut, tainted: true } })).toEqual(['OPTOUT_TAINTED']);
  });

  it('passes data that is not sensitive', () => {
    expect(blocks({ ground: { route: 'O', optOut } })).toEqual([]);
  });

  it('holds an item that the ruleset does not know to be sensitive', () => {
    expect(blocks({ ground: { route: 'O', optOut } }, { items: ['SOMETHING_NEW'] })).toEqual(['OPTOUT_SENSITIVE']);
  });
});

describe('G5, sale of claims, casebook Q348', () => {
  it('blocks it even with consent, and passes what is not sold', () => {
    const arrangement = anArrangement({ items: ['CLAIM_COPY'] });
    expect(blocks({ arrangement, ground: { sale: true } }, { items: ['CLAIM_COPY'] })).toEqual(['CLAIMS_SALE']);
    expect(blocks({ arrangement }, { items: ['CLAIM_COPY'] })).toEqual([]);
  });
});

describe('G6, withdrawn, objected, stopped', () => {
  const stop = aStanding({ id: 'stop', kind: 'STOP' });
  it('blocks a stopped line under consent', () => {
    expect(blocks({}, { standing: [aConsent(), stop] })).toEqual(['STOPPED']);
  });

  it('passes a stopped line that rests on joint use or the law', () => {
    expect(blocks({ arrangement: aJointUse() }, { standing: [stop] })).toEqual([]);
  });

  it('blocks consent once an objection came after it', () => {
    const objection = aStanding({
      id: 'o',
      kind: 'OBJECTION',
      receivedAt: '2025-07-01T00:00:00.000Z',
      effectiveFrom: '2025-07-01T00:00:00.000Z',
    });
    expect(blocks({}, { standing: [aConsent(), objection] })).toEqual(['OBJECTED']);
  });
});

describe('an objection to a matter of implied consent, K345', () => {
  const objection = aStanding({ id: 'o', kind: 'OBJECTION' });
  const exclusion = (code: 'X1' | 'X2' | 'X3') => ({ code, reason: '本人と一体', approvedBy: '常務理事' });
  const send = (ground: GroundFacts, kind: 'OBJECTION' | 'RESERVATION' | 'STOP' = 'OBJECTION') =>
    blocks({ arrangement: anImpliedMatter(), ground }, { standing: [{ ...objection, kind }] });

  it('is not outrun by an exclusion from the record in place of a route', () => {
    expect(send({ route: 'X', exclusion: exclusion('X2') })).toEqual(['OBJECTED']);
    expect(send({ route: 'X', exclusion: exclusion('X1') })).toEqual(['OBJECTED']);
    const judged = assess(
      ruleset,
      aTransfer({ arrangement: anImpliedMatter(), ground: { route: 'X', exclusion: exclusion('X2') } }),
      aLine({ standing: [] }),
    );
    expect(judged).toMatchObject({ allowed: true, route: 'C1i', decidedBy: 'OUT.X2' });
  });

  it('is not outrun by any other route but an item of art. 27(1)', () => {
    const contract = { contractRef: 'c', supervisionRef: 's' };
    expect(send({ route: 'N1', ...contract })).toEqual(['OBJECTED']);
    expect(send({ route: 'N2', ...contract }, 'RESERVATION')).toEqual(['OBJECTED']);
    expect(send({ route: 'N1', ...contract }, 'STOP')).toEqual(['STOPPED']);
    expect(send({ exception: 'E2', protects: '本人の生命', whyConsentDifficult: '意識がない' })).toEqual([]);
  });

  it('is taken back by a later consent', () => {
    const consent = aConsent({ effectiveFrom: '2025-07-01T00:00:00.000Z' });
    expect(
      blocks({ arrangement: anImpliedMatter(), ground: { route: 'C1' } }, { standing: [objection, consent] }),
    ).toEqual([]);
  });

  it('is not needed for an exclusion that is no route to be none', () => {
    expect(grounds({ route: 'X', exclusion: exclusion('X2') })).toEqual(['EXCLUSION_NO_ROUTE']);
    expect(grounds({ route: 'X', exclusion: exclusion('X3') })).toEqual(['EXCLUSION_NO_ROUTE']);
    expect(grounds({ route: 'X', exclusion: exclusion('X1') })).toEqual([]);
  });
});

describe('G7, recipients abroad, art. 28(1)', () => {
  const party = { class: 'REINSURER' as const, location: 'FOREIGN_OTHER' as const };
  const foreign = { country: 'BM', infoGiven: { country: true, system: true, measures: true, unknownReason: null } };
  const consent = aStanding({ kind: 'FOREIGN_CONSENT' });
  it('blocks entrustment abroad without consent to it', () => {
    expect(blocks({ party, ground: { route: 'N1', contractRef: 'c' } })).toEqual(['FOREIGN_CONSENT_MISSING']);
  });

  it('blocks consent given without the information of art. 28(2)', () => {
    expect(blocks({ party }, { standing: [consent] })).toEqual(['FOREIGN_INFO_MISSING']);
  });

  it('blocks consent that was withdrawn', () => {
    const withdrawn = { ...consent, withdrawnAt: '2026-01-01T00:00:00.000Z' };
    expect(blocks({ party, ground: { foreign } }, { standing: [withdrawn] })).toEqual(['CONSENT_WITHDRAWN']);
  });

  it('passes informed consent', () => {
    expect(blocks({ party, ground: { foreign } }, { standing: [consent] })).toEqual([]);
  });

  it('passes what was unknown and said to be so, Rules 17(3)', () => {
    const infoGiven = { country: true, system: false, measures: true, unknownReason: '制度を特定できない' };
    expect(blocks({ party, ground: { foreign: { country: 'BM', infoGiven } } }, { standing: [consent] })).toEqual([]);
  });

  it.each(['N1', 'N2', 'N3'] as const)('rests on the consent alone for %s: stop and objection end it', (route) => {
    const send = (kind?: 'OBJECTION' | 'STOP') =>
      blocks(
        { party, ground: { route, foreign, supervisionRef: 's' } },
        {
          standing: [consent, ...(kind ? [aStanding({ id: 'x', kind, ...received('2025-07-01T00:00:00.000Z') })] : [])],
        },
      );
    expect(send()).toEqual([]);
    expect(send('OBJECTION')).toEqual(['OBJECTED']);
    expect(send('STOP')).toEqual(['STOPPED']);
  });

  it('is not asked where an item of art. 27(1) holds', () => {
    expect(
      blocks(
        { party, ground: { route: 'F', exception: 'E2', protects: '本人', whyConsentDifficult: '緊急' } },
        { standing: [] },
      ),
    ).toEqual([]);
  });
});

describe('G8, evidence of the route', () => {
  it('never assumes a route', () => {
    expect(grounds({})).toEqual(['NO_ROUTE']);
    expect(grounds({}, { party: { class: 'LOCAL_BODY', location: 'JP' } })).toEqual(['NO_ROUTE']);
  });

  it.each<[string, GroundFacts, string[]]>([
    ['E1 without a law', { route: 'E1' }, ['LAW_MISSING']],
    [
      'E1 without the request',
      { route: 'E1', law: { act: '刑事訴訟法', article: '197', requestRef: '' } },
      ['REQUEST_MISSING'],
    ],
    ['E2 without the protected person', { route: 'E2', whyConsentDifficult: '不明' }, ['PROTECTION_MISSING']],
    ['E3 without need and difficulty', { route: 'E3' }, ['PUBLIC_HEALTH_NEED_MISSING']],
    ['E3 with both', { route: 'E3', protects: '感染症対策', whyConsentDifficult: '多数' }, []],
    ['E4 without body, duty and hindrance', { route: 'E4' }, ['STATE_DUTY_MISSING']],
    ['E4 without the body', { route: 'E4', duty: '労災調査', hindrance: '証拠隠滅' }, ['STATE_DUTY_MISSING']],
    ['E4 without the duty', { route: 'E4', body: '労働基準監督署', hindrance: '証拠隠滅' }, ['STATE_DUTY_MISSING']],
    ['E4 without the hindrance', { route: 'E4', body: '労働基準監督署', duty: '労災調査' }, ['STATE_DUTY_MISSING']],
    ['E4 with all three', { route: 'E4', body: '労働基準監督署', duty: '労災調査', hindrance: '証拠隠滅' }, []],
    ['E5, which is for research bodies', { route: 'E5' }, ['RESEARCH_BODY_ONLY']],
    ['E7 to an employer', { route: 'E7' }, ['RESEARCH_BODY_ONLY', 'RESEARCH_NOT_STATED']],
    ['O without a filing', { route: 'O' }, ['OPTOUT_NOT_FILED']],
    ['N1 without contract and supervision', { route: 'N1' }, ['CONTRACT_MISSING', 'SUPERVISION_MISSING']],
    ['N1 without supervision', { route: 'N1', contractRef: 'c-1' }, ['SUPERVISION_MISSING']],
    ['N1 with both', { route: 'N1', contractRef: 'c-1', supervisionRef: 's-1' }, []],
    ['N2 without a deed', { route: 'N2' }, ['SUCCESSION_DEED_MISSING']],
    ['F to a recipient in Japan', { route: 'F' }, ['ROUTE_F_DOMESTIC', 'NO_ROUTE']],
    ['X without an exclusion', { route: 'X' }, ['EXCLUSION_UNREASONED', 'NO_ROUTE']],
    [
      'X without a reason',
      { route: 'X', exclusion: { code: 'X1', reason: '', approvedBy: 'a' } },
      ['EXCLUSION_UNREASONED', 'NO_ROUTE'],
    ],
    ['X with both', { route: 'X', exclusion: { code: 'X1', reason: '本人の指図', approvedBy: 'a' } }, []],
    [
      'an exclusion that is for receipts',
      { route: 'X', exclusion: { code: 'X5', reason: 'r', approvedBy: 'a' } },
      ['EXCLUSION_RECEIPT_ONLY', 'NO_ROUTE'],
    ],
  ])('judges %s', (_, ground, expected) => {
    expect([...new Set(grounds(ground))]).toEqual(expected);
  });

  const law = { act: '高確法', article: '142' };
  it.each<[string, Partial<ArrangementFacts>, string[]]>([
    ['in force, for this party and purpose', {}, []],
    ['that states no law', { law: null }, ['LAW_MISSING']],
    ['of other parties', { partyIncluded: false }, ['LAW_MISSING']],
    ['for another purpose', { purposes: ['U22'] }, ['LAW_MISSING']],
    ['for no purpose that it lists', { purposes: [] }, ['LAW_MISSING']],
    ['that has ended', { endsOn: '2026-03-31' }, ['LAW_MISSING']],
    ['that is no statutory duty', { kind: 'provision-feed' }, ['LAW_MISSING']],
  ])('asks for no request under a statutory duty %s', (_, over, expected) => {
    const arrangement = anArrangement({ kind: 'statutory-duty', routeChosen: 'E1', law, ...over });
    expect(blocks({ arrangement }, { standing: [] })).toEqual(expected);
  });

  it('asks for the law itself where one was arranged for other sends, whatever was requested', () => {
    const arrangement = anArrangement({ kind: 'provision-feed', routeChosen: 'E1', law });
    const said = { route: 'E1', law: { act: '', article: '142', requestRef: 'r' } } as const;
    expect(grounds(said, { arrangement })).toEqual(['LAW_MISSING']);
  });

  it('passes E7 to a research body', () => {
    const party = { class: 'RESEARCH_BODY', location: 'JP' } as const;
    const research = { purpose: '疾病の疫学', noUnfairHarm: true };
    expect(grounds({ route: 'E7', research }, { party })).toEqual([]);
    expect(grounds({ route: 'E7' }, { party })).toEqual(['RESEARCH_NOT_STATED']);
    expect(grounds({ route: 'E7', research: { ...research, noUnfairHarm: false } }, { party })).toEqual([
      'RESEARCH_NOT_STATED',
    ]);
  });

  it.each<[string, Partial<ArrangementFacts>, string[]]>([
    ['with all five matters', {}, []],
    ['that is not announced', { announcedFrom: null }, ['JOINT_NOT_ANNOUNCED']],
    ['announced on the day of the send', { announcedFrom: '2026-04-01' }, ['JOINT_NOT_ANNOUNCED']],
    ['without users', { users: [] }, ['JOINT_MATTERS_MISSING']],
    ['without a responsible entity', { responsible: null }, ['JOINT_MATTERS_MISSING']],
    ['towards a party outside it', { partyIncluded: false }, ['JOINT_PARTY_OUTSIDE']],
    ['for a purpose outside it', { purposes: ['U09'] }, ['JOINT_PURPOSE_OUTSIDE']],
    ['that has ended', { endsOn: '2026-03-31' }, ['ARRANGEMENT_NOT_IN_FORCE']],
  ])('judges joint use %s, art. 27(5)(iii)', (_, arrangement, expected) => {
    expect(joint(arrangement)).toEqual(expected);
  });

  it('takes an entrustee among the users as an entrustee', () => {
    const transfer = aTransfer({ arrangement: aJointUse(), party: { class: 'ENTRUSTEE', location: 'JP' } });
    const judged = assess(ruleset, transfer, aLine({ standing: [] }));
    expect(judged).toMatchObject({ route: 'N1', allowed: false });
    expect(codesOf(judged)).toEqual(expect.arrayContaining(['CONTRACT_MISSING', 'JOINT_USER_IS_ENTRUSTEE']));
  });

  it('remarks a responsible entity without address and representative', () => {
    const arrangement = aJointUse({ responsible: { name: '常務理事', address: null, representative: null } });
    const judged = assess(ruleset, aTransfer({ arrangement }), aLine({ standing: [] }));
    expect(judged).toMatchObject({ allowed: true, missing: ['responsible.address', 'responsible.representative'] });
    expect(codesOf(judged)).toEqual(['JOINT_RESPONSIBLE_INCOMPLETE']);
  });

  it('asks the matter of implied consent to be announced before, and by a kenpo', () => {
    expect(blocks({ arrangement: anImpliedMatter() }, { standing: [] })).toEqual([]);
    expect(blocks({ arrangement: anImpliedMatter({ announcedFrom: '2026-04-01' }) }, { standing: [] })).toEqual([
      'IMPLIED_NOT_ANNOUNCED',
    ]);
    expect(blocks({ arrangement: anArrangement({ routeChosen: 'C1i' }) }, { standing: [] })).toEqual([
      'IMPLIED_NOT_ANNOUNCED',
    ]);
  });

  it('blocks stress-check results to an employer without explicit consent, OSH 66-10(2)', () => {
    const arrangement = anImpliedMatter({ items: ['STRESS_CHECK_RESULT'] });
    expect(blocks({ arrangement }, { items: ['STRESS_CHECK_RESULT'], standing: [] })).toEqual(['STRESS_CHECK_CONSENT']);
    expect(
      blocks({ arrangement: anArrangement({ items: ['STRESS_CHECK_RESULT'] }) }, { items: ['STRESS_CHECK_RESULT'] }),
    ).toEqual([]);
  });

  it.each(['REINSURER', 'OTHER_OPERATOR', 'GROUP_CONTRACTOR'] as const)(
    'blocks symbol and number to %s, Health Insurance Act 194-2',
    (partyClass) => {
      const arrangement = anArrangement({ items: ['SYMBOL_NUMBER'] });
      const party = { class: partyClass, location: 'JP' as const };
      expect(blocks({ arrangement, party }, { items: ['SYMBOL_NUMBER'] })).toEqual(['SYMBOL_NUMBER_OUTSIDE']);
      expect(
        blocks({ arrangement, party, ground: { masking: ['SYMBOL_NUMBER'] } }, { items: ['SYMBOL_NUMBER'] }),
      ).toEqual([]);
      expect(blocks({ arrangement }, { items: ['SYMBOL_NUMBER'] })).toEqual([]);
    },
  );

  it('blocks person-related information without the check of art. 31(1)', () => {
    const transfer = { dataKind: 'PERSON_RELATED' as const };
    expect(grounds({ route: 'P' }, transfer)).toEqual(['ART31_CHECK_MISSING']);
    const art31 = { howChecked: '確認書', foreignInfo: false };
    expect(grounds({ route: 'P', art31 }, transfer)).toEqual([]);
    const abroad = { ...transfer, party: { class: 'OTHER_OPERATOR' as const, location: 'FOREIGN_OTHER' as const } };
    expect(grounds({ route: 'P', art31 }, abroad)).toEqual(['ART31_FOREIGN_INFO_MISSING']);
    expect(grounds({ route: 'P', art31: { ...art31, foreignInfo: true } }, abroad)).toEqual([]);
  });
});

describe('a member of whom the household must not learn', () => {
  const HOUSEHOLD_PARTY = { class: 'HOUSEHOLD', location: 'JP' } as const;

  it('is in nothing that goes to the household, whatever it rests on', () => {
    expect(blocks({ party: HOUSEHOLD_PARTY }, { undisclosed: true })).toContain('HOUSEHOLD_WITHHELD');
    const number = { party: HOUSEHOLD_PARTY, ground: { numItem: 'i' as const } };
    expect(blocks(number, { undisclosed: true, hasMyNumber: true })).toContain('HOUSEHOLD_WITHHELD');
    expect(blocks({ party: HOUSEHOLD_PARTY, dataKind: 'DECEASED' }, { undisclosed: true })).toContain(
      'HOUSEHOLD_WITHHELD',
    );
  });

  it('is sent to anybody else, and received, as everybody is', () => {
    expect(blocks({}, { undisclosed: true })).toEqual([]);
    expect(blocks({ party: HOUSEHOLD_PARTY, direction: 'IN' }, { undisclosed: true })).not.toContain(
      'HOUSEHOLD_WITHHELD',
    );
    expect(blocks({ party: HOUSEHOLD_PARTY })).not.toContain('HOUSEHOLD_WITHHELD');
  });

  it('is not judged as others of the same transfer are', () => {
    const judgeLine = prepare(ruleset, aTransfer({ party: HOUSEHOLD_PARTY }));
    const codes = (undisclosed: boolean) => judgeLine(aLine({ undisclosed })).findings.map(({ code }) => code);
    expect([codes(false), codes(true), codes(false)].map((one) => one.includes('HOUSEHOLD_WITHHELD'))).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe('what is remarked without blocking', () => {
  it.each<[string, Partial<TransferFacts>, Partial<LineFacts>]>([
    ['ARRANGEMENT_NOT_IN_FORCE', { arrangement: anArrangement({ effectiveFrom: '2026-05-01' }) }, {}],
    ['ARRANGEMENT_NOT_IN_FORCE', { arrangement: anArrangement({ endsOn: '2026-03-31' }) }, {}],
    ['PARTY_OUTSIDE_ARRANGEMENT', { arrangement: anArrangement({ partyIncluded: false }) }, {}],
    ['ITEM_OUTSIDE_ARRANGEMENT', {}, { items: ['NAME', 'INCOME'] }],
    ['PURPOSE_OUTSIDE_ARRANGEMENT', { arrangement: anArrangement({ purposes: ['U09'] }) }, {}],
    ['MEANS_OUTSIDE_ARRANGEMENT', { means: 'PAPER', arrangement: anArrangement({ means: ['ELECTRONIC'] }) }, {}],
    ['PURPOSE_NOT_PUBLISHED', { direction: 'IN', purpose: 'U06' }, {}],
    ['NUM_ROUTE_IGNORED', { ground: { route: 'C1', numItem: 'i' } }, { hasMyNumber: true }],
    ['ITEMS_MISSING', {}, { items: [] }],
    ['ITEM_UNKNOWN', {}, { items: ['SOMETHING_NEW'] }],
    [
      'FOREIGN_LAW_DOES_NOT_COUNT',
      { ground: { route: 'E1' }, party: { class: 'STATE_ORGAN', location: 'FOREIGN_OTHER' } },
      {},
    ],
    ['INVESTIGATION_UNFOUNDED', { ground: { investigation: true } }, {}],
    ['MASKING_NOT_STATED', { ground: { route: 'E2', protects: 'p', whyConsentDifficult: 'w' } }, {}],
    ['PUBLIC_HEALTH_NO_LICENCE', { ground: { route: 'E3', protects: 'p', whyConsentDifficult: 'w' } }, {}],
    ['RESEARCH_BODY_ONLY', { direction: 'IN', ground: { route: 'E7' } }, {}],
    ['RESEARCH_BODY_ONLY', { direction: 'IN', ground: { route: 'E5' } }, {}],
    [
      'ORIGIN_NOT_SHOWN',
      { direction: 'IN', confirmation: { providerHow: 'h', acquisition: 'a', acquisitionHow: null } },
      {},
    ],
  ])('%s', (code, transfer, line) => {
    const judged = assess(ruleset, aTransfer(transfer), aLine(line));
    expect(judged.findings.filter((one) => one.severity === 'warning').map((one) => one.code)).toContain(code);
  });

  it('says nothing where nothing is wrong', () => {
    expect(assess(ruleset, aTransfer(), aLine()).findings).toEqual([]);
  });
});

describe('the order of the gates', () => {
  it('stops at the first gate that blocks', () => {
    const rules = tried({ purpose: 'U99' }, { standing: [] });
    expect(rules).toContain('G3.purpose-not-published');
    expect(rules).not.toContain('G8.C1.missing');
  });

  it('remarks a route that differs from the arrangement, and a missing arrangement', () => {
    const differs = assess(ruleset, aTransfer({ ground: { route: 'C1' }, arrangement: aJointUse() }), aLine());
    expect(codesOf(differs)).toEqual(['ROUTE_DIFFERS']);
    const lost = aTransfer({ ground: { route: 'E4', body: 'b', duty: 'd', hindrance: 'h' }, arrangement: null });
    expect(codesOf(assess(ruleset, lost, aLine()))).toEqual(['NO_ARRANGEMENT']);
  });
});
