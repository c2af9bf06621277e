import { assess } from './domain/assess.js';
import type { ArrangementFacts, LineFacts, TransferFacts } from './domain/facts.js';
import {
  aConsent,
  aJointUse,
  aLine,
  anArrangement,
  anImpliedMatter,
  aTransfer,
  codesOf,
  ruleset,
} from './testing/builders.js';

const kenpo = (...codes: string[]): TransferFacts['association'] => ({
  class: 'KENPO',
  purposes: codes.map((code) => ({ code, publishedFrom: '2022-04-01' })),
});
const mutualAid: TransferFacts['association'] = {
  class: 'MUTUAL_AID',
  purposes: [{ code: 'W01', publishedFrom: '2022-04-01' }],
};
const to = (partyClass: TransferFacts['party']['class']) => ({ party: { class: partyClass, location: 'JP' as const } });
const asPrinted = { name: '常務理事', address: null, representative: null };

function judge(transfer: Partial<TransferFacts>, items: string[], line: Partial<LineFacts> = {}) {
  return assess(ruleset, aTransfer(transfer), aLine({ items, ...line }));
}

function feed(over: Partial<ArrangementFacts>): ArrangementFacts {
  return anArrangement({ contract: { ref: '取扱契約' }, ...over });
}

describe('feeds of a kenpo', () => {
  it('B01: high-cost subsidy with the federation is joint use without a record, art. 27(5)(iii)', () => {
    const items = ['CLAIM_COPY', 'NAME', 'SEX', 'CLAIM_AMOUNT'];
    const arrangement = aJointUse({ items, itemsOpen: true, purposes: ['U06'], responsible: asPrinted });
    const judged = judge({ association: kenpo('U06'), purpose: 'U06', ...to('FEDERATION'), arrangement }, items, {
      standing: [],
    });
    expect(judged).toMatchObject({
      allowed: true,
      route: 'N3',
      duty: 'NONE',
      decidedBy: 'OUT.entrustment-succession-joint-use',
      retainUntil: null,
    });
    expect(codesOf(judged)).toEqual(['JOINT_RESPONSIBLE_INCOMPLETE']);
  });

  it('B03: checkup data with employers is joint use without a record, and an open list only remarks', () => {
    const arrangement = aJointUse({ items: ['NAME', 'SYMBOL_NUMBER', 'CHECKUP_DATA_STATUTORY'], itemsOpen: true });
    const judged = judge({ arrangement }, ['SYMBOL_NUMBER', 'CHECKUP_DATA_STATUTORY', 'DEPARTMENT'], { standing: [] });
    expect(judged).toMatchObject({ allowed: true, route: 'N3', duty: 'NONE' });
    expect(judged.findings).toMatchObject([{ code: 'JOINT_ITEM_OUTSIDE', severity: 'warning', pointer: '/items/2' }]);
  });

  it('B04: attendance to the employer is by consent, recorded in a batch, Rules 20(1)(ii)', () => {
    const arrangement = anArrangement({ recordMethod: 'BATCH' });
    const record = { method: null, madeOn: '2026-05-01', seriesClosed: true, lastOn: '2026-04-30' };
    expect(judge({ arrangement, record }, ['NAME', 'CHECKUP_ATTENDANCE'])).toMatchObject({
      allowed: true,
      duty: 'REC_CONSENT_27',
      method: 'BATCH',
      retainUntil: '2029-04-29',
      consentId: 'consent-1',
    });
  });

  it('B05: the household notice rests on implied consent and is excluded from the record, casebook Q351', () => {
    const exclusion = { code: 'X2' as const, reason: '世帯主は本人と一体', approvedBy: '常務理事' };
    const arrangement = anImpliedMatter({ items: ['HOUSEHOLD_MEDICAL_COST'], purposes: ['U06'], exclusion });
    const transfer = {
      association: kenpo('U06'),
      purpose: 'U06',
      ...to('HOUSEHOLD'),
      arrangement,
      means: 'PAPER' as const,
    };
    expect(judge(transfer, ['HOUSEHOLD_MEDICAL_COST'], { standing: [] })).toMatchObject({
      allowed: true,
      route: 'C1i',
      exclusion: 'X2',
      duty: 'NONE',
      decidedBy: 'OUT.X2',
    });
  });

  it('B10: an individual number goes under Number Act 19 and is logged there', () => {
    const arrangement = anArrangement({
      items: ['INDIVIDUAL_NUMBER'],
      routeChosen: null,
      basisChosen: 'NUM',
      numItem: 'viii',
    });
    const judged = judge({ ...to('LOCAL_BODY'), arrangement }, ['INDIVIDUAL_NUMBER'], {
      hasMyNumber: true,
      standing: [],
    });
    expect(judged).toMatchObject({
      allowed: true,
      route: null,
      basis: 'NUM',
      duty: 'NUM_LOG',
      method: null,
      findings: [],
    });
    expect(judged.citations.map((one) => one.ref)).toContain('NUM 30(2)');
  });

  const transferOfClaims = feed({ items: ['CLAIM_DATA'], purposes: ['U04'], routeChosen: null });
  const d04 = { association: kenpo('U04'), purpose: 'U04', arrangement: transferOfClaims };
  it('D04: claims to another kenpo by consent are recorded, casebook Q352', () => {
    expect(judge({ ...d04, ...to('KENPO'), ground: { route: 'C1' } }, ['CLAIM_DATA'])).toMatchObject({
      allowed: true,
      duty: 'REC_CONSENT_27',
    });
  });

  it('D04: claims by law or to municipal insurance are not', () => {
    const law = { act: '高確法', article: '17', requestRef: '照会1' };
    expect(
      judge({ ...d04, ...to('KENPO'), ground: { route: 'E1', law } }, ['CLAIM_DATA'], { standing: [] }),
    ).toMatchObject({
      allowed: true,
      decidedBy: 'OUT.exception',
    });
    expect(judge({ ...d04, ...to('LOCAL_BODY'), ground: { route: 'C1' } }, ['CLAIM_DATA'])).toMatchObject({
      duty: 'NONE',
      decidedBy: 'OUT.art-16-2',
    });
  });

  const recovery = feed({ items: ['THIRD_PARTY_ACT_FILE', 'CLAIM_COPY'], purposes: ['U14'], routeChosen: null });
  const d10 = { association: kenpo('U14'), purpose: 'U14', arrangement: recovery, ...to('INSURER') };
  it('D10: a recovery claim to protect property is not recorded, casebook Q344', () => {
    const ground = {
      route: 'E2' as const,
      protects: '組合の求償権',
      whyConsentDifficult: '本人と連絡不能',
      masking: ['MEDICAL_INSTITUTION'],
    };
    expect(judge({ ...d10, ground }, ['CLAIM_COPY'], { standing: [] })).toMatchObject({
      allowed: true,
      duty: 'NONE',
      findings: [],
    });
  });

  it('D10: a recovery claim by consent is recorded', () => {
    expect(judge({ ...d10, ground: { route: 'C1' } }, ['CLAIM_COPY'])).toMatchObject({
      allowed: true,
      duty: 'REC_CONSENT_27',
    });
  });

  it('M18: checkup items beyond the statutory ones go by consent and are recorded', () => {
    expect(judge({}, ['CHECKUP_DATA_OTHER'])).toMatchObject({
      allowed: true,
      route: 'C1',
      duty: 'REC_CONSENT_27',
      retainUntil: '2029-04-01',
    });
    expect(judge({}, ['CHECKUP_DATA_OTHER'], { standing: [] }).allowed).toBe(false);
  });
});

describe('feeds of a mutual-aid association', () => {
  const common = { association: mutualAid, purpose: 'W01' };
  it('P01: reinsurance goes by consent and is recorded', () => {
    const arrangement = feed({ items: ['NAME', 'MEDICAL_HISTORY'], purposes: ['W01'] });
    expect(judge({ ...common, ...to('REINSURER'), arrangement }, ['NAME', 'MEDICAL_HISTORY'])).toMatchObject({
      allowed: true,
      duty: 'REC_CONSENT_27',
    });
  });

  it('P03: partner clinics get certificates electronically, in an open batch', () => {
    const arrangement = feed({
      items: ['CERTIFICATE_NUMBER', 'BENEFIT_PAID_ON'],
      purposes: ['W01'],
      recordMethod: 'BATCH',
    });
    const record = { method: null, madeOn: '2026-04-01', seriesClosed: false, lastOn: '2026-04-01' };
    const judged = judge({ ...common, ...to('MEDICAL_INSTITUTION'), arrangement, record }, [
      'CERTIFICATE_NUMBER',
      'BENEFIT_PAID_ON',
    ]);
    expect(judged).toMatchObject({ allowed: true, duty: 'REC_CONSENT_27', method: 'BATCH', retainUntil: null });
    expect(judged.statutoryFields.find((one) => one.code === 'date')).toEqual({ code: 'date', statutory: false });
  });

  it('P04: the group-contract holder gets data by consent, the contract standing for the record, Rules 19(3)', () => {
    const arrangement = feed({ items: ['NAME', 'PREMIUM'], purposes: ['W01'], recordMethod: 'CONTRACT' });
    const record = {
      method: null,
      madeOn: '2026-04-01',
      seriesClosed: true,
      lastOn: '2026-04-01',
      servesPerson: true,
    };
    expect(judge({ ...common, ...to('GROUP_CONTRACTOR'), arrangement, record }, ['NAME', 'PREMIUM'])).toMatchObject({
      allowed: true,
      method: 'CONTRACT',
      retainUntil: '2027-03-31',
    });
  });

  const inbound = {
    ...common,
    direction: 'IN' as const,
    arrangement: feed({ kind: 'receipt-feed', items: ['NAME'], purposes: ['W01'], routeChosen: 'C1' }),
  };
  const confirmation = { providerHow: '登記簿', acquisition: '本人からの申込み', acquisitionHow: '申込書の写し' };
  it('P07: a receipt is confirmed and recorded, Rules 24(1)(ii)', () => {
    const judged = judge({ ...inbound, ...to('REINSURER'), confirmation }, ['NAME'], { standing: [aConsent()] });
    expect(judged).toMatchObject({ allowed: true, duty: 'REC_24_1_II', findings: [] });
    expect(judged.statutoryFields.map((one) => one.code)).toContain('acquisition');
  });

  it('P07: a receipt from a private person is recorded under Rules 24(1)(iv)', () => {
    expect(judge({ ...inbound, ...to('PRIVATE_PERSON'), confirmation }, ['NAME'])).toMatchObject({
      allowed: true,
      duty: 'REC_24_1_IV',
    });
  });

  it('P07: a receipt without the circumstances of acquisition goes to quarantine, art. 30(1)', () => {
    const judged = judge({ ...inbound, ...to('REINSURER'), confirmation: null }, ['NAME']);
    expect(judged).toMatchObject({
      allowed: false,
      duty: 'REC_24_1_II',
      missing: ['confirmation.acquisition', 'confirmation.providerHow'],
    });
    expect(codesOf(judged)).toEqual(['NO_ORIGIN', 'PROVIDER_NOT_CONFIRMED']);
  });
});
