import { COURTESY_OUTCOMES } from '../domain/courtesy-law.js';
import { FAMILY_RELATIONS } from '../domain/family-relations.js';
import { requestDeadlines, type RequestDays } from '../domain/request-clock.js';
import { REQUEST_FORMATS, REQUEST_METHODS } from '../domain/answer-forms.js';
import { REQUEST_ASKERS, REQUEST_CHANNELS, REQUEST_KINDS, REQUEST_OUTCOMES } from '../domain/request-law.js';
import {
  assuranceOf,
  channelRule,
  isOffered,
  mayAsk,
  missingIdentity,
  offeredAnswers,
  requestFee,
} from '../domain/request-rules.js';
import { DEFAULT_SETTINGS } from '../domain/settings.js';
import { currentRuleset } from './index.js';
import { comesOfAgeOn } from './majority.js';
import { WORKING_DAYS } from './working-days.js';

const ruleset = currentRuleset('2026-11-22');
const { requests: law } = ruleset;
const days = (over: Partial<RequestDays> = {}): RequestDays => ({
  kind: 'RQ3',
  arrivedOn: '2026-04-01',
  completeOn: '2026-04-01',
  extendedTo: null,
  refusedOn: null,
  ...over,
});
const deadlines = (over: Partial<RequestDays> = {}, settings = DEFAULT_SETTINGS) =>
  requestDeadlines(law, days(over), settings, WORKING_DAYS);

describe('the requests of art. 32 to 35', () => {
  it('are of six kinds, by the vocabulary that the code knows', () => {
    const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code);
    expect(codes(law.kinds)).toEqual([...REQUEST_KINDS]);
    expect(codes(law.askers)).toEqual([...REQUEST_ASKERS]);
    expect(codes(law.channels)).toEqual([...REQUEST_CHANNELS]);
    expect(codes(law.methods)).toEqual([...REQUEST_METHODS]);
    expect(codes(law.formats)).toEqual([...REQUEST_FORMATS]);
    const outcomes = law.kinds.flatMap((kind) => kind.outcomes);
    expect(REQUEST_OUTCOMES.filter((one) => !outcomes.includes(one))).toEqual([]);
  });

  it('speak of nothing that is not stated', () => {
    const refs = [
      ...[
        ...law.kinds,
        ...law.grounds,
        ...law.refusals,
        ...law.alternatives,
        law.methodInstead,
        law.methodNotOffered,
        law.inquiry,
        ...law.about,
      ].flatMap(({ cites }) => cites),
      ...[law.voluntary, law.protection, law.stopOfUse, law.arrival, law.answerWithin, law.suit, law.fee].flatMap(
        ({ cites }) => cites,
      ),
      ...law.askersCites,
    ];
    expect(refs.filter((ref) => ruleset.citations[ref] === undefined)).toEqual([]);
    const grounds = law.kinds.flatMap((kind) => kind.grounds);
    expect(grounds.filter((code) => !law.grounds.some((one) => one.code === code))).toEqual([]);
    expect(law.kinds.filter(({ object }) => !law.objects[object])).toEqual([]);
    const papers = law.askers.flatMap(({ evidence }) => evidence);
    expect(papers.filter((code) => !law.evidence[code])).toEqual([]);
  });

  it('can be refused, each of them, and identified by every channel as strongly as it asks', () => {
    for (const kind of law.kinds) {
      expect(law.refusals.some(({ kinds, beforeIdentity }) => !beforeIdentity && kinds.includes(kind.code))).toBe(true);
      for (const channel of REQUEST_CHANNELS) {
        const ways = law.identity.filter((one) => one.channels.includes(channel) && one.assurance >= kind.assurance);
        expect([kind.code, channel, ways.length > 0]).toEqual([kind.code, channel, true]);
      }
    }
  });

  it.each(['RQ1', 'RQ2', 'RQ3'] as const)('%s may cost the fee that was published, art. 38(1)', (kind) => {
    expect(requestFee(law, kind, { disclosureFeeYen: 800 })).toBe(800);
  });

  it.each(['RQ4', 'RQ5', 'RQ6'] as const)('A34: %s costs nothing, whatever the fee for disclosure', (kind) => {
    expect(requestFee(law, kind, { disclosureFeeYen: 800 })).toBe(0);
  });

  it('ask for a ground where arts. 34 and 35 do, and for none where arts. 32 and 33 do not', () => {
    const asked = law.kinds.filter(({ grounds }) => grounds.length > 0).map(({ code }) => code);
    expect(asked).toEqual(['RQ4', 'RQ5', 'RQ6']);
  });
});

describe('the clock of a request', () => {
  it('A35: a request that arrives on 1 April can be sued for from 16 April, art. 39(1) and GL 3-8-9', () => {
    expect(deadlines().suit).toEqual({ alertOn: '2026-04-11', possibleFrom: '2026-04-16' });
  });

  it('lets a refusal open the way at once, and a late one move nothing', () => {
    expect(deadlines({ refusedOn: '2026-04-08' }).suit!.possibleFrom).toBe('2026-04-08');
    expect(deadlines({ refusedOn: '2026-04-20' }).suit!.possibleFrom).toBe('2026-04-16');
  });

  it('knows no suit for notice of the purpose, which art. 39 does not name', () => {
    expect(deadlines({ kind: 'RQ1' }).suit).toBeNull();
  });

  it('counts the own days from the complete request, with an alert before', () => {
    expect(deadlines({ completeOn: '2026-04-03' }).answer).toEqual({
      alertOn: '2026-04-13',
      dueOn: '2026-04-17',
      openUntil: '2026-04-17',
      isCertain: true,
    });
    expect(deadlines({ completeOn: null }).answer).toBeNull();
    const quick = { ...DEFAULT_SETTINGS, requestAnswerDays: 5, requestAlertDays: 9 };
    expect(deadlines({}, quick).answer).toMatchObject({ alertOn: '2026-04-06', dueOn: '2026-04-06' });
  });

  it('moves both days with an extension that was told', () => {
    expect(deadlines({ extendedTo: '2026-05-01' }).answer).toMatchObject({
      alertOn: '2026-04-27',
      dueOn: '2026-05-01',
    });
  });

  it.each([
    // Golden week, a Saturday, the end of the year, and a year whose holidays are computed.
    ['2026-04-21', '2026-05-05', '2026-05-01', true],
    ['2026-11-21', '2026-12-05', '2026-12-04', true],
    ['2026-12-18', '2027-01-01', '2026-12-28', true],
    ['2030-04-01', '2030-04-15', '2030-04-15', false],
  ])(
    'of a request complete on %s it is %s, and offices are open until %s',
    (completeOn, dueOn, openUntil, isCertain) => {
      expect(deadlines({ completeOn }).answer).toMatchObject({ dueOn, openUntil, isCertain });
    },
  );

  it('counts the days on which offices are open', () => {
    expect(WORKING_DAYS.openBetween('2026-05-01', '2026-05-07')).toBe(2);
    expect(WORKING_DAYS.openBetween('2026-12-29', '2027-01-03')).toBe(0);
    expect(WORKING_DAYS.openBetween('2026-05-08', '2026-05-07')).toBe(0);
  });
});

describe('who may ask, Cabinet Order art. 13', () => {
  const may = (asker: (typeof REQUEST_ASKERS)[number], birthDate: string | null = null) =>
    mayAsk(law, asker, birthDate, { on: '2026-04-01', majorityOn: comesOfAgeOn });

  it('A31: a husband does not for his grown-up dependent without a mandate', () => {
    expect([may('SPOUSE'), may('INSURED'), may('OTHER')]).toEqual([false, false, false]);
    expect(may('AGENT')).toBe(true);
  });

  it('A32: a mother does for her child of nine, and no longer once the child is of age', () => {
    expect([may('PARENT', '2017-03-01'), may('PARENT', '2008-04-02'), may('PARENT', '2008-04-01')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(may('PARENT')).toBeNull();
  });

  it('asks of a parent the own identity and a paper that shows both', () => {
    const shown = { kind: 'RQ3', asker: 'PARENT', identities: [], evidence: [] } as const;
    expect(missingIdentity(law, shown)).toEqual(['REPRESENTATIVE', 'EVIDENCE']);
    const mother = { role: 'REPRESENTATIVE', method: 'DRIVING_LICENCE' } as const;
    expect(missingIdentity(law, { ...shown, identities: [mother], evidence: ['FAMILY_REGISTER'] })).toEqual([]);
    expect(missingIdentity(law, { ...shown, identities: [mother], evidence: ['MANDATE_LETTER'] })).toEqual([
      'EVIDENCE',
    ]);
  });

  it('asks of an agent the identity of both, and the mandate', () => {
    const agent = { role: 'REPRESENTATIVE', method: 'PASSPORT' } as const;
    const shown = { kind: 'RQ2', asker: 'AGENT', identities: [agent], evidence: ['MANDATE_LETTER'] } as const;
    expect(missingIdentity(law, shown)).toEqual(['PERSON']);
  });

  it('asks for no more than the request justifies: a call back will do for a stop, not for a disclosure', () => {
    const called = { role: 'PERSON', method: 'CALL_BACK' } as const;
    const shown = { asker: 'SELF', identities: [called], evidence: [] } as const;
    expect(missingIdentity(law, { ...shown, kind: 'RQ6' })).toEqual([]);
    expect(missingIdentity(law, { ...shown, kind: 'RQ3' })).toEqual(['PERSON']);
    expect(assuranceOf(law, { identities: [called, { ...called, method: 'PASSPORT' }] }, 'PERSON')).toBe(3);
    expect(assuranceOf(law, { identities: [{ ...called, method: 'NOTHING' }] }, 'PERSON')).toBe(0);
  });
});

it('A67: states a courtesy to the bereaved beside the law: it cites none of arts. 32 to 39', () => {
  const { courtesy } = law;
  expect(courtesy.relations.map(({ code }) => code)).toEqual([...FAMILY_RELATIONS]);
  expect(Object.keys(courtesy.outcomes)).toEqual([...COURTESY_OUTCOMES]);
  expect(courtesy.cites.filter((ref) => ruleset.citations[ref] === undefined)).toEqual([]);
  expect(JSON.stringify(courtesy)).not.toMatch(/APPI 3[2-9]|3[2-9]条/);
  expect(DEFAULT_SETTINGS.courtesyOffered).toBe(false);
});

describe('the ways in which an association answers, art. 33(2)', () => {
  it('are its own to say, and paper is one of them in any case', () => {
    expect(offeredAnswers(law, DEFAULT_SETTINGS)).toEqual({
      methods: ['ELECTRONIC', 'PAPER'],
      formats: [...REQUEST_FORMATS],
    });
    const few = offeredAnswers(law, { answerMethods: ['ELECTRONIC'], answerFormats: ['CSV'] });
    expect(few).toEqual({ methods: ['ELECTRONIC', 'PAPER'], formats: ['CSV'] });
    expect(isOffered(few, { method: 'ELECTRONIC', format: 'CSV' })).toBe(true);
    expect(isOffered(few, { method: 'ELECTRONIC', format: 'PDF' })).toBe(false);
    expect(isOffered(few, { method: 'OTHER' })).toBe(false);
  });

  it('have no formats where no files are offered', () => {
    const none = offeredAnswers(law, { answerMethods: [], answerFormats: ['CSV'] });
    expect(none).toEqual({ methods: ['PAPER'], formats: [] });
  });
});

it('takes whatever way the association does not close, art. 37(1)', () => {
  const settings = { ...DEFAULT_SETTINGS, answersByFax: 'refuse', requestsByEmail: 'warn' } as const;
  expect(channelRule(settings, 'FAX', 'answers')).toBe('refuse');
  expect(channelRule(settings, 'FAX', 'requests')).toBe('take');
  expect(channelRule(settings, 'EMAIL', 'requests')).toBe('warn');
  expect(channelRule(settings, 'POST', 'answers')).toBe('take');
});
