import { assess } from './domain/assess.js';
import type { TransferFacts } from './domain/facts.js';
import { myNumberSuspects } from './domain/my-number.js';
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
} from './testing/builders.js';

const mutualAid: TransferFacts['association'] = {
  class: 'MUTUAL_AID',
  purposes: [{ code: 'U08', publishedFrom: '2022-04-01' }],
};
const reinsurer = (location: TransferFacts['party']['location']) => ({ class: 'REINSURER' as const, location });

describe('acceptance', () => {
  it('A01: a send after the withdrawal is blocked, the one before stays lawful and recorded', () => {
    const standing = [aConsent({ withdrawnAt: '2026-04-05T01:00:00.000Z' })];
    expect(assess(ruleset, aTransfer(), aLine({ standing }))).toMatchObject({ allowed: true, duty: 'REC_CONSENT_27' });
    const later = aTransfer({ occurredAt: null, occurredOn: '2026-04-06' });
    const blocked = assess(ruleset, later, aLine({ standing }));
    expect(blocksOf(blocked)).toEqual(['CONSENT_WITHDRAWN']);
    expect(blocked).toMatchObject({ allowed: false, duty: 'REC_CONSENT_27', consentId: null });
  });

  it('A06: an open batch has no end', () => {
    const record = { method: 'BATCH' as const, madeOn: '2026-04-01', seriesClosed: false, lastOn: '2026-04-01' };
    expect(assess(ruleset, aTransfer({ record }), aLine()).retainUntil).toBeNull();
  });

  it('A08: opt-out with claims is blocked in spite of a filing, art. 27(2) proviso', () => {
    const transfer = aTransfer({
      ground: { route: 'O', optOut: { filingNo: '第1号', published: true } },
      arrangement: null,
    });
    const judged = assess(ruleset, transfer, aLine({ items: ['NAME', 'CLAIM_COPY'] }));
    expect(judged.findings[0]).toMatchObject({ code: 'OPTOUT_SENSITIVE', severity: 'blocking', pointer: '/items/1' });
    expect(judged.allowed).toBe(false);
  });

  it.each(['BATCH', 'CONTRACT'] as const)('A10: an opt-out record by %s is refused, Rules 19(2)', (method) => {
    const record = { method, madeOn: '2026-04-01', seriesClosed: false, lastOn: '2026-04-01' };
    const transfer = aTransfer({ ground: { route: 'O', optOut: { filingNo: '第1号', published: true } }, record });
    const judged = assess(ruleset, transfer, aLine());
    expect(judged).toMatchObject({ allowed: false, method: 'EACH', retainUntil: '2029-04-01' });
    expect(blocksOf(judged)).toEqual(['RECORD_METHOD_CLOSED']);
  });

  it('A11: a number in full-width digits is suspected, and its line leaves art. 29', () => {
    expect(myNumberSuspects('１２３４ ５６７８ ９０１８')).toHaveLength(1);
    expect(assess(ruleset, aTransfer(), aLine({ hasMyNumber: true }))).toMatchObject({ basis: 'NUM', duty: 'NUM_LOG' });
  });

  it('A13: consent does not carry an individual number to the employer, Number Act 19', () => {
    const judged = assess(
      ruleset,
      aTransfer({ ground: { route: 'C1' } }),
      aLine({ hasMyNumber: true, consentId: 'consent-1' }),
    );
    expect(blocksOf(judged)).toEqual(['NUM_NOT_ALLOWED']);
    expect(judged).toMatchObject({ allowed: false, consentId: null });
  });

  it('A15: joint use of an item outside the announced list is blocked, art. 27(5)(iii)', () => {
    const judged = assess(
      ruleset,
      aTransfer({ arrangement: aJointUse() }),
      aLine({ items: ['NAME', 'INCOME'], standing: [] }),
    );
    expect(judged.findings).toMatchObject([{ code: 'JOINT_ITEM_OUTSIDE', severity: 'blocking', pointer: '/items/1' }]);
    expect(judged.findings[0]?.en).toContain('consent');
  });

  it('A16: joint use announced after the send is blocked, art. 27(5)(iii)', () => {
    const judged = assess(
      ruleset,
      aTransfer({ arrangement: aJointUse({ announcedFrom: '2026-04-02' }) }),
      aLine({ standing: [] }),
    );
    expect(blocksOf(judged)).toEqual(['JOINT_NOT_ANNOUNCED']);
  });

  it('A39: a mutual-aid association cannot use implied consent, kenpo guidance III-7(3)', () => {
    const judged = assess(
      ruleset,
      aTransfer({ association: mutualAid, arrangement: anImpliedMatter() }),
      aLine({ standing: [] }),
    );
    expect(blocksOf(judged)).toEqual(['IMPLIED_KENPO_ONLY']);
  });

  it('A42: an answer to municipal insurance keeps its route and needs no record, art. 16(2)(ii)', () => {
    const judged = assess(ruleset, aTransfer({ party: { class: 'LOCAL_BODY', location: 'JP' } }), aLine());
    expect(judged).toMatchObject({ allowed: true, route: 'C1', duty: 'NONE', decidedBy: 'OUT.art-16-2' });
  });

  it('A44: property protection is remarked where consent is not shown to be difficult, casebook Q344', () => {
    const party = { class: 'INSURER' as const, location: 'JP' as const };
    const ground = { route: 'E2' as const, protects: '組合の財産', masking: ['MEDICAL_INSTITUTION'] };
    const judged = assess(
      ruleset,
      aTransfer({ party, ground, arrangement: anArrangement({ routeChosen: null }) }),
      aLine({ standing: [] }),
    );
    expect(judged).toMatchObject({ allowed: true, missing: ['ground.whyConsentDifficult'] });
    expect(codesOf(judged)).toEqual(['CONSENT_NOT_DIFFICULT']);
    const onFile = assess(ruleset, aTransfer({ party, ground: { ...ground, whyConsentDifficult: '多忙' } }), aLine());
    expect(codesOf(onFile)).toContain('CONSENT_NOT_DIFFICULT');
  });

  it('A46: a reinsurer in Bermuda needs consent to provision abroad, art. 28(1)', () => {
    const judged = assess(ruleset, aTransfer({ party: reinsurer('FOREIGN_OTHER') }), aLine());
    expect(blocksOf(judged)).toEqual(['FOREIGN_CONSENT_MISSING']);
    expect(judged).toMatchObject({ route: 'F', duty: 'REC_CONSENT_28', consentId: null });
  });

  it('A46: with informed consent the send passes and is recorded, even as entrustment', () => {
    const foreign = { country: 'BM', infoGiven: { country: true, system: true, measures: true, unknownReason: null } };
    const standing = [aStanding({ id: 'f', kind: 'FOREIGN_CONSENT', ...received('2026-03-01T00:00:00.000Z') })];
    const abroad = aTransfer({ party: reinsurer('FOREIGN_OTHER'), ground: { foreign } });
    expect(assess(ruleset, abroad, aLine({ standing }))).toMatchObject({
      allowed: true,
      duty: 'REC_CONSENT_28',
      consentId: 'f',
    });
    const entrusted = { ...abroad, ground: { route: 'N1' as const, contractRef: 'c', supervisionRef: 's', foreign } };
    expect(assess(ruleset, entrusted, aLine({ standing }))).toMatchObject({
      allowed: true,
      route: 'N1',
      duty: 'REC_CONSENT_28',
    });
  });

  it('A48: a reinsurer in Germany under announced joint use needs neither art. 28 consent nor a record', () => {
    const judged = assess(
      ruleset,
      aTransfer({ party: { ...reinsurer('FOREIGN_ADEQUATE'), country: 'DE' }, arrangement: aJointUse() }),
      aLine({ standing: [] }),
    );
    expect(judged).toMatchObject({ allowed: true, route: 'N3', duty: 'NONE', findings: [] });
  });

  it.each([
    ['2025-02-01', ['EQUIV_CHECK_OVERDUE']],
    ['2025-04-01', ['EQUIV_CHECK_OVERDUE']],
    ['2025-04-02', []],
  ])('A49: equivalent measures last checked on %s, Rules 18', (equivalenceLastCheckedOn, expected) => {
    const arrangement = anArrangement({ equivalenceLastCheckedOn });
    const judged = assess(ruleset, aTransfer({ party: reinsurer('FOREIGN_EQUIV_SYSTEM'), arrangement }), aLine());
    expect(blocksOf(judged)).toEqual(expected);
  });
});
