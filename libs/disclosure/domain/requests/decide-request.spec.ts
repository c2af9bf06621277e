import { sayNothingToDo } from '../../../../test/harness/what-to-do.js';
import {
  aContent,
  context,
  CORRECTED,
  courseOf,
  decide,
  DELIVER,
  LICENCE,
  OTHER_ID,
  receive,
  RECORD,
  REQUEST_ID,
} from '../../testing/a-request.js';
import { decideRequest, deadlinesOf } from './decide-request.js';
import { withheldYet } from './hindrance.js';
import type { RequestCommand } from './request-commands.js';
import type { RequestRecordsFrozen } from './request-events.js';
import type { RequestFault } from './request-faults.js';
import { requestProblems } from './request-problems.js';
import type { RequestStateName } from './request-state.js';

/** Pointers of what does not fit in the last command. */
function misfits(commands: readonly RequestCommand[], known = context()): string[] {
  const { state } = courseOf(commands.slice(0, -1), known);
  const outcome = decideRequest(state, commands.at(-1)!, known) as RequestFault;
  return (outcome.facts?.errors ?? []).map(({ pointer }) => pointer);
}
const types = (commands: readonly RequestCommand[], known = context()) =>
  courseOf(commands, known).events.map(({ type }) => type);

describe('a request at the counter', () => {
  const whole = [receive(), LICENCE, decide(), DELIVER, { do: 'close', text: null }] as const;

  it('goes from being received to being closed', () => {
    expect(types(whole)).toEqual([
      'RequestReceived',
      'RequestIdentityShown',
      'RequestDecided',
      'RequestDelivered',
      'RequestClosed',
    ]);
    const states = whole.map((_, index) => courseOf(whole.slice(0, index + 1)).state!.state);
    expect(states).toEqual(['received', 'in-preparation', 'decided', 'delivered', 'closed']);
  });

  it('freezes the records that it discloses, up to a position', () => {
    const { state } = courseOf(whole);
    expect(state!.decision!.records).toEqual({ asOf: '12', list: [{ record: RECORD, version: 1 }] });
  });

  it('is asked what exactly is wanted, and decided as it was asked where nobody says so, art. 37(2)', () => {
    const asked = [receive(), LICENCE, { do: 'ask-target', text: 'どの期間でしょうか' }] as const;
    expect(courseOf(asked).state!.state).toBe('target-asked');
    expect(courseOf([...asked, decide()]).state!.state).toBe('decided');
    const answer = { do: 'answer-target', answeredOn: '2026-04-05', narrowed: false, text: 'すべて' } as const;
    expect(courseOf([...asked, answer]).state!.state).toBe('in-preparation');
  });

  it('counts its days from the identification, not from the receipt', () => {
    const { state } = courseOf([receive(), LICENCE]);
    expect(deadlinesOf(state!, context()).answer).toMatchObject({ alertOn: '2026-04-12', dueOn: '2026-04-16' });
  });

  it('is extended with a notice, to a later day', () => {
    const extend = { do: 'extend', noticedOn: '2026-04-10', channel: 'POST', text: '量が多い' } as const;
    const told = courseOf([receive(), LICENCE, { ...extend, dueOn: '2026-04-30' }]);
    expect(deadlinesOf(told.state!, context()).answer!.dueOn).toBe('2026-04-30');
    expect(misfits([receive(), LICENCE, { ...extend, dueOn: '2026-04-16' }])).toEqual(['/dueOn']);
    expect(misfits([receive(), LICENCE, { ...extend, dueOn: '2026-04-30', noticedOn: '2026-04-11' }])).toEqual([
      '/noticedOn',
    ]);
  });

  it('is taken back before it is decided, and not afterwards', () => {
    const withdraw = { do: 'withdraw', withdrawnOn: '2026-04-03', text: null } as const;
    expect(courseOf([receive(), withdraw]).state).toMatchObject({ state: 'withdrawn', endedOn: '2026-04-03' });
    expect(courseOf([...whole.slice(0, 3), withdraw]).fault).toBe('disclosure-request-state');
  });

  it('is the duplicate of another one of its kind that goes on', () => {
    const same = { do: 'mark-duplicate', of: OTHER_ID, text: '同じ内容' } as const;
    expect(courseOf([receive(), same]).state).toMatchObject({ state: 'duplicate', duplicateOf: OTHER_ID });
    expect(misfits([receive({ kind: 'RQ2' }), same])).toEqual(['/of']);
    expect(misfits([receive(), { ...same, of: receive().requestId }])).toEqual(['/of']);
  });

  it.each(['withdrawn', 'duplicate', 'decided', 'delivered', 'closed'] as const)(
    'is no duplicate of one that is %s, which answers nothing of it',
    (state) => {
      const known = context({ others: new Map([[OTHER_ID, { kind: 'RQ3', state }]]) });
      expect(misfits([receive(), { do: 'mark-duplicate', of: OTHER_ID, text: '同じ内容' }], known)).toEqual(['/of']);
    },
  );

  it('is extended so far and no further, however often', () => {
    const extend = { do: 'extend', noticedOn: '2026-04-10', channel: 'POST', text: '量が多い' } as const;
    // Due on the 16th of April; 60 days after that.
    const once = [receive(), LICENCE, { ...extend, dueOn: '2026-06-15' }] as const;
    expect(courseOf(once).state!.extendedTo).toBe('2026-06-15');
    expect(misfits([...once, { ...extend, dueOn: '2026-06-16' }])).toEqual(['/dueOn']);
    expect(misfits([receive(), LICENCE, { ...extend, dueOn: '2126-01-01' }])).toEqual(['/dueOn']);
  });

  it('is about the records of a period, where it says so or is narrowed to one', () => {
    const period = { from: '2026-01-01', to: '2026-03-31' };
    expect(courseOf([receive({ period })]).state!.period).toEqual(period);
    expect(courseOf([receive()]).state).not.toHaveProperty('period');
    const asked = [receive(), LICENCE, { do: 'ask-target', text: 'どの期間でしょうか' }] as const;
    const answer = { do: 'answer-target', answeredOn: '2026-04-05', narrowed: true, text: '1月から', period } as const;
    expect(courseOf([...asked, answer]).state!.period).toEqual(period);
    expect(misfits([...asked, { ...answer, narrowed: false }])).toEqual(['/period']);
    expect(misfits([receive({ period: { from: '2026-03-31', to: '2026-01-01' } })])).toEqual(['/period/to']);
    expect(misfits([receive({ kind: 'RQ2', period })])).toEqual(['/period']);
  });
});

describe('who asks', () => {
  it('A31: an insured husband without a mandate is refused at once, and told so', () => {
    const husband = receive({ asker: 'INSURED', representative: '夫' });
    expect(types([husband])).toEqual(['RequestReceived', 'RequestDecided']);
    expect(courseOf([husband]).state!.decision).toMatchObject({ outcome: 'REFUSED', reason: 'NOT_REPRESENTATIVE' });
    expect(courseOf([husband, LICENCE]).fault).toBe('disclosure-request-state');
    expect(courseOf([husband, DELIVER]).state!.state).toBe('delivered');
  });

  it('A32: a mother of a child of nine shows who she is, and the family register', () => {
    const child = context({ birthDate: '2017-03-01' });
    const mother = receive({ asker: 'PARENT', representative: '母' });
    const licence = { ...LICENCE, role: 'REPRESENTATIVE' } as const;
    const register = { do: 'show-evidence', papers: ['FAMILY_REGISTER'], shownOn: '2026-04-02', note: null } as const;
    expect(courseOf([mother, licence], child).state!.state).toBe('identity-pending');
    expect(courseOf([mother, licence, register], child).state!.state).toBe('in-preparation');
    expect(courseOf([mother, register, licence], child).state!.state).toBe('in-preparation');
    expect(courseOf([mother, licence, register], context()).fault).toBe('disclosure-request-state');
  });

  describe('a parent', () => {
    const mother = receive({ asker: 'PARENT', representative: '母' });
    const licence = { ...LICENCE, role: 'REPRESENTATIVE' } as const;
    const register = { do: 'show-evidence', papers: ['FAMILY_REGISTER'], shownOn: '2026-04-02', note: null } as const;
    const shown = [mother, licence, register] as const;
    const child = context({ birthDate: '2008-04-15' });
    const grown = context({ birthDate: '2008-04-15', today: '2026-04-15' });
    const refuse = decide({ outcome: 'REFUSED', reason: 'NOT_REPRESENTATIVE', text: '成年に達しています' });

    it('of somebody whose birth date nobody knows is answered nothing before it is known', () => {
      const unknown = context({ birthDate: null });
      expect(courseOf(shown, unknown).state!.state).toBe('in-preparation');
      expect(courseOf([...shown, decide()], unknown).fault).toBe('disclosure-birth-date-unknown');
      expect(courseOf([...shown, refuse], unknown).state!.state).toBe('decided');
    });

    it('of a grown-up is refused at once, whatever days are stated of the request', () => {
      const long = receive({ ...mother, receivedAt: '2010-01-01T00:00:00.000Z', arrivedOn: '2010-01-01' });
      const adult = context({ birthDate: '1995-01-01' });
      for (const one of [mother, long]) expect(types([one], adult)).toEqual(['RequestReceived', 'RequestDecided']);
      expect(misfits([{ ...mother, arrivedOn: '2026-03-01' }])).toEqual(['/arrivedOn']);
      expect(courseOf([{ ...mother, arrivedOn: '2026-03-02' }], child).fault).toBeNull();
    });

    it('whose child came of age since is answered by a refusal alone, whatever was decided before', () => {
      const { state } = courseOf(shown, child);
      const late = (command: RequestCommand, before = state) => decideRequest(before, command, grown);
      expect(late(decide())).toMatchObject({ fault: 'disclosure-asker-not-entitled' });
      expect(late(refuse)).toMatchObject([{ type: 'RequestDecided' }]);
      const decided = courseOf([...shown, decide()], child).state;
      expect(late({ ...DELIVER, deliveredOn: '2026-04-15' }, decided)).toMatchObject({
        fault: 'disclosure-asker-not-entitled',
      });
      expect(late(decide(), decided)).toMatchObject({ fault: 'disclosure-request-state' });
      expect(late(refuse, decided)).toMatchObject([{ type: 'RequestDecided', data: { outcome: 'REFUSED' } }]);
      // Where nothing is in the way, what was decided stays.
      expect(decideRequest(decided, refuse, child)).toMatchObject({ fault: 'disclosure-request-state' });
    });
  });

  it('is asked of an agent for both persons, with the mandate', () => {
    const agent = receive({ asker: 'AGENT', representative: '代理人' });
    const mandate = { do: 'show-evidence', papers: ['MANDATE_LETTER'], shownOn: '2026-04-02', note: null } as const;
    const both = [agent, { ...LICENCE, role: 'REPRESENTATIVE' }, mandate] as const;
    expect(courseOf([...both, decide()]).fault).toBe('disclosure-identity-missing');
    expect(courseOf([...both, LICENCE, decide()]).state!.state).toBe('decided');
  });

  it.each([
    ['a way of another channel', { ...LICENCE, method: 'SIGNED_IN' }, '/method'],
    ['a way that nobody knows', { ...LICENCE, method: 'FACE' }, '/method'],
    ['somebody who is not asked for', { ...LICENCE, role: 'REPRESENTATIVE' as const }, '/role'],
    ['a day to come', { ...LICENCE, shownOn: '2026-04-11' }, '/shownOn'],
    ['a day before it arrived', { ...LICENCE, shownOn: '2026-03-31' }, '/shownOn'],
  ])('is not shown by %s', (_, command, pointer) => {
    expect(misfits([receive(), command])).toEqual([pointer]);
  });

  it('has to be shown before anything is decided but that it was not shown', () => {
    expect(courseOf([receive(), decide()]).fault).toBe('disclosure-identity-missing');
    const refused = decide({ outcome: 'REFUSED', reason: 'IDENTITY_NOT_SHOWN', text: '確認できませんでした' });
    expect(courseOf([receive(), { do: 'ask-identity', text: null }, refused]).state!.state).toBe('decided');
  });
});

describe('what is asked', () => {
  it.each([
    ['a ground where the law asks for none', { grounds: ['NOT_TRUE'] }, '/grounds/0'],
    ['no ground where it asks for one', { kind: 'RQ6' as const }, '/grounds'],
    ['a ground of another kind', { kind: 'RQ4' as const, grounds: ['NO_LONGER_NEEDED'] }, '/grounds/0'],
    ['an instant to come', { receivedAt: '2026-04-11T00:00:00.000Z' }, '/receivedAt'],
    ['an instant before the Act', { receivedAt: '0001-01-01T00:00:00.000Z', arrivedOn: '0001-01-01' }, '/receivedAt'],
    ['an arrival before the Act', { arrivedOn: '2005-03-31' }, '/arrivedOn'],
    ['an arrival after the receipt', { arrivedOn: '2026-04-02' }, '/arrivedOn'],
    ['a representative of oneself', { representative: '誰か' }, '/representative'],
    ['nobody who represents', { asker: 'AGENT' as const }, '/representative'],
  ])('is not taken with %s', (_, over, pointer) => {
    expect(misfits([receive(over)])).toEqual([pointer]);
  });

  it('costs what was published, and a correction nothing (A34)', () => {
    const known = context({ settings: { disclosureFeeYen: 800 } });
    expect(courseOf([receive()], known).state!.fee).toBe(800);
    expect(courseOf([receive({ kind: 'RQ4', grounds: ['NOT_TRUE'] })], known).state!.fee).toBe(0);
  });

  it('is no more than twenty at once online, and as many as come at the counter', () => {
    const open = (count: number, state: RequestStateName) =>
      context({ others: new Map(Array.from({ length: count }, (_, index) => [`${index}`, { kind: 'RQ1', state }])) });
    const online = receive({ channel: 'ONLINE' });
    expect(courseOf([online], open(19, 'in-preparation')).fault).toBeNull();
    expect(courseOf([online], open(20, 'decided')).fault).toBe('disclosure-requests-open');
    expect(courseOf([online], open(20, 'delivered')).fault).toBeNull();
    expect(courseOf([receive()], open(20, 'in-preparation')).fault).toBeNull();
  });

  it('does not come by a channel that the association closed', () => {
    const known = context({ settings: { requestsByFax: 'refuse' } });
    expect(courseOf([receive({ channel: 'FAX' })], known).fault).toBe('disclosure-channel-closed');
    expect(courseOf([receive({ channel: 'EMAIL' })], known).fault).toBeNull();
  });
});

describe('a decision', () => {
  const ready = [receive(), LICENCE] as const;
  const withheld = [{ record: RECORD, field: 'items', reason: 'HARM' }];

  it('A24: discloses a part, with a reason for each field that is withheld, art. 33(2)(i)', () => {
    const part = decide({ outcome: 'PART', withheld, text: '医師の意見による' });
    const { state, events } = courseOf([...ready, part]);
    expect(state!.decision).toMatchObject({ outcome: 'PART', withheld });
    expect(events.at(-1)!.sealed).toEqual({ text: '医師の意見による', disclosed: [aContent({ items: null })] });
  });

  it.each([
    ['a part without saying which', decide({ outcome: 'PART', text: '一部' }), ['/withheld']],
    ['a part of what is granted whole', decide({ withheld }), ['/withheld']],
    ['a refusal without a reason', decide({ outcome: 'REFUSED', text: '拒否' }), ['/reason']],
    ['a reason of another kind', decide({ outcome: 'REFUSED', reason: 'NO_GROUND', text: '拒否' }), ['/reason']],
    ['a refusal that explains nothing', decide({ outcome: 'REFUSED', reason: 'HARM' }), ['/text']],
    [
      'a measure in place of disclosure',
      decide({ outcome: 'ALTERNATIVE', text: '代替' }),
      ['/outcome', '/alternative'],
    ],
    [
      'a record of nobody',
      decide({ outcome: 'PART', withheld: [{ ...withheld[0]!, record: 'x' }], text: '一部' }),
      ['/withheld/0/record'],
    ],
    [
      'a field that is no statutory one',
      decide({ outcome: 'PART', withheld: [{ ...withheld[0]!, field: 'memo' }], text: '一部' }),
      ['/withheld/0/field'],
    ],
    [
      'a reason that withholds no part',
      decide({ outcome: 'PART', withheld: [{ ...withheld[0]!, reason: 'NOT_REPRESENTATIVE' }], text: '一部' }),
      ['/withheld/0/reason'],
    ],
  ])('is not %s', (_, command, pointers) => {
    expect(misfits([...ready, command])).toEqual(pointers);
  });

  it('says that there is no record where there is none, and never where there is one', () => {
    const none = context({ records: { asOf: '12', list: [] } });
    const noRecord = decide({ outcome: 'NO_RECORD', text: '記録はありません' });
    expect(courseOf([...ready, noRecord], none).state!.decision).toMatchObject({ outcome: 'NO_RECORD', records: null });
    expect(courseOf([...ready, decide()], none).fault).toBe('disclosure-records-none');
    expect(courseOf([...ready, noRecord]).fault).toBe('disclosure-records-exist');
  });

  it('A29: answers on paper where the wanted method is too hard, and says why; another only where it is agreed', () => {
    const audio = [receive({ method: 'OTHER' }), LICENCE] as const;
    const paper = decide({ text: '音声では提供できません' });
    const notOffered = { methods: ['ELECTRONIC', 'PAPER'], formats: ['PDF', 'CSV', 'CSV_SHIFT_JIS', 'JSON'] };
    expect(courseOf(audio).state).toMatchObject({ notOffered });
    const { answer } = courseOf([...audio, paper]).state!.decision!;
    expect(answer).toEqual({ method: 'PAPER', instead: true, agreed: false, notOffered });
    expect(misfits([...audio, decide({ method: 'OTHER', text: '音声' })])).toEqual(['/method']);
    expect(misfits([...audio, decide()])).toEqual(['/text']);
    const file = decide({ method: 'ELECTRONIC', text: '音声では提供できません' });
    expect(misfits([...audio, file])).toEqual(['/method']);
    expect(courseOf([...audio, { ...file, agreed: true }]).state!.decision!.answer.agreed).toBe(true);
  });

  it('A28: answers in the format that was asked for, or in the first that is offered', () => {
    const csv = [receive({ method: 'ELECTRONIC', format: 'CSV' }), LICENCE] as const;
    const answers = (settings: Parameters<typeof context>[0], over: Parameters<typeof decide>[0] = {}) =>
      courseOf([...csv, decide({ method: 'ELECTRONIC', ...over })], context(settings)).state!.decision?.answer;
    expect(answers({})).toEqual({ method: 'ELECTRONIC', format: 'CSV', instead: false, agreed: false });
    const few = { settings: { answerFormats: ['PDF', 'JSON'] } } as const;
    expect(courseOf(csv, context(few)).state!.notOffered).toEqual({
      methods: ['ELECTRONIC', 'PAPER'],
      formats: ['PDF', 'JSON'],
    });
    expect(answers(few, { text: 'CSVには対応していません' })).toMatchObject({ format: 'PDF', instead: false });
    expect(answers(few, { format: 'JSON', text: 'CSVには対応していません' })).toMatchObject({ format: 'JSON' });
    const wrong = (over: Parameters<typeof decide>[0]) =>
      misfits([...csv, decide({ method: 'ELECTRONIC', ...over })], context(few));
    expect([wrong({}), wrong({ format: 'CSV' })]).toEqual([['/text'], ['/format']]);
    expect(misfits([...csv, decide({ format: 'PDF', text: '書面' })])).toEqual(['/format']);
    expect(misfits([receive({ format: 'PDF' })])).toEqual(['/format']);
    const paperOnly = context({ settings: { answerMethods: [] } });
    expect(misfits([...csv, decide({ method: 'ELECTRONIC', text: '電子' })], paperOnly)).toEqual(['/method']);
    expect(courseOf([...csv, decide({ text: '書面のみ' })], paperOnly).state!.decision!.answer).toMatchObject({
      method: 'PAPER',
      instead: true,
    });
  });

  it('asks the medical institution before claims are disclosed, and its days run on, law.md 4.3', () => {
    const ask = { do: 'ask-institution', inquiryId: OTHER_ID, askedOn: '2026-04-03', institution: '見本病院' } as const;
    const answer = { do: 'answer-inquiry', inquiryId: OTHER_ID, answeredOn: '2026-04-08', answer: 'PART' } as const;
    const claims = [receive({ kind: 'RQ2', about: ['CLAIMS'] }), LICENCE] as const;
    const asked = [...claims, { ...ask, text: null }] as const;
    const known = [...asked, { ...answer, text: '精神科の記載' }] as const;
    const withheld = context().ruleset.items[0]!.code;
    const decision = decide({
      outcome: 'PART',
      withheld: [{ record: null, field: withheld, reason: 'HARM' }],
      text: '診療に支障',
    });
    expect(courseOf([...claims, decision]).fault).toBe('disclosure-inquiry-open');
    expect(courseOf([...asked, decision]).fault).toBe('disclosure-inquiry-open');
    expect(courseOf([...asked, decide({ outcome: 'REFUSED', reason: 'HARM', text: '支障' })]).state!.state).toBe(
      'decided',
    );
    const before = deadlinesOf(courseOf(claims).state!, context()).answer!.dueOn;
    expect(deadlinesOf(courseOf(known).state!, context()).answer!.dueOn).toBe(before);
    expect(courseOf([...known, decision]).state!.state).toBe('decided');
    // What it answered tells of the treatment.
    expect(JSON.stringify(courseOf(known).events.map(({ data }) => data))).not.toContain('PART');
    expect(misfits([...asked, { ...answer, inquiryId: REQUEST_ID, text: null }])).toEqual(['/inquiry']);
    expect(misfits([...asked, { ...answer, answer: 'PERHAPS', text: null }])).toEqual(['/answer']);
    expect(misfits([...asked, { ...answer, answeredOn: '2026-04-02', text: null }])).toEqual(['/answeredOn']);
    expect(misfits([...known, { ...answer, text: null }])).toEqual(['/inquiry']);
    expect(misfits([receive(), LICENCE, { ...ask, text: null }])).toEqual(['/inquiry']);
    expect(misfits([receive({ about: ['CLAIMS'] })])).toEqual(['/about/0']);
  });

  it('names what of the registration was corrected because of it, art. 34(2)', () => {
    const correct = [receive({ kind: 'RQ4', grounds: ['NOT_TRUE'] }), LICENCE] as const;
    expect(courseOf([...correct, decide({ registrations: ['NAME'] })]).state!.decision!.registrations).toEqual([
      'NAME',
    ]);
    expect(misfits([...correct, decide({ registrations: ['IDENTIFIERS'] })])).toEqual(['/registrations/0']);
    expect(misfits([...ready, decide({ registrations: ['NAME'] })])).toEqual(['/registrations']);
  });

  it('A55: does not erase what the law has kept, and takes the measure in its place', () => {
    const erase = [receive({ kind: 'RQ5', grounds: ['NO_LONGER_NEEDED'] }), LICENCE] as const;
    expect(courseOf([...erase, decide()]).fault).toBe('disclosure-records-kept');
    const instead = decide({
      outcome: 'ALTERNATIVE',
      alternative: 'KEPT_BY_LAW',
      text: '保存期間の満了後に消去します',
    });
    expect(courseOf([...erase, instead]).state!.decision).toMatchObject({ alternative: 'KEPT_BY_LAW', records: null });
  });

  it('A52: corrects by events of its own, which a granted correction names, art. 34(2)', () => {
    const correct = [receive({ kind: 'RQ4', grounds: ['NOT_TRUE'] }), LICENCE] as const;
    const { state } = courseOf([...correct, decide({ corrections: [CORRECTED, CORRECTED] })]);
    expect(state!.decision!.corrections).toEqual([CORRECTED]);
    expect(courseOf([...correct, decide()]).state!.decision).not.toHaveProperty('corrections');
    expect(misfits([...correct, decide({ corrections: [RECORD] })])).toEqual(['/corrections/0']);
    const refused = decide({ outcome: 'REFUSED', reason: 'CONTENT_TRUE', text: '事実', corrections: [CORRECTED] });
    expect(misfits([...correct, refused])).toEqual(['/corrections']);
    expect(misfits([...ready, decide({ corrections: [CORRECTED] })])).toEqual(['/corrections']);
  });

  it('freezes more records than one event holds in several, the decision last, and has an end', () => {
    const many = (count: number) => {
      const list = Array.from({ length: count }, (_, line) => aContent({ record: `r:${line}` }));
      return context({ records: { asOf: '12', list } });
    };
    const withheld = [{ record: 'r:1', field: null, reason: 'HARM' }] as const;
    const part = decide({ outcome: 'PART', withheld, text: '一部' });
    const { events, state } = courseOf([...ready, part], many(1_001));
    expect(events.map(({ type }) => type).slice(2)).toEqual([
      'RequestRecordsFrozen',
      'RequestRecordsFrozen',
      'RequestDecided',
    ]);
    expect(state!.decision!.records).toEqual({ asOf: '12', list: [{ record: 'r:1000', version: 1 }], parts: 2 });
    const first = events[2] as RequestRecordsFrozen;
    // What is withheld as a whole is named for the association, and goes out to nobody.
    expect([first.data.list.length, first.sealed.disclosed.map(({ record }) => record).includes('r:1')]).toEqual([
      500,
      false,
    ]);
    expect(courseOf([...ready, decide()], many(500)).state!.decision!.records).not.toHaveProperty('parts');
    expect(courseOf([...ready, decide()], many(5_001)).fault).toBe('disclosure-records-too-many');
    // A refusal freezes none of them, so however many there are it can be said.
    const refused = decide({ outcome: 'REFUSED', reason: 'HARM', text: '害するおそれ' });
    expect(courseOf([...ready, refused], many(5_001)).state!.state).toBe('decided');
    expect(courseOf([...ready, decide({ outcome: 'NO_RECORD', text: 'ない' })], many(5_001)).fault).toBe(
      'disclosure-records-exist',
    );
  });
});

describe('a person whom a flag protects', () => {
  const guarded = (...flags: string[]) => context({ flags, flagsSince: flags, birthDate: '2017-03-01' });
  const father = receive({ asker: 'PARENT', representative: '父' });
  const licence = { ...LICENCE, role: 'REPRESENTATIVE' } as const;
  const register = { do: 'show-evidence', papers: ['FAMILY_REGISTER'], shownOn: '2026-04-02', note: null } as const;
  const shown = [father, licence, register] as const;

  const approve = { do: 'approve-decision', text: null } as const;

  it.each(['NON_DISCLOSURE', 'NO_OWN_VIEW'])('%s: is disclosed to a parent once a second officer agreed', (flag) => {
    const known = guarded(flag);
    expect(courseOf([...shown, decide(), DELIVER], known).fault).toBe('disclosure-approval-missing');
    expect(courseOf([...shown, decide(), approve, DELIVER], known).state!.state).toBe('delivered');
    const alone = courseOf([...shown, decide(), approve], { ...known, approval: 'same-person' });
    expect(alone.fault).toBe('disclosure-approval-same-person');
    const refuse = decide({ outcome: 'REFUSED', reason: 'HARM', text: '害するおそれ' });
    expect(courseOf([...shown, refuse, DELIVER], guarded(flag)).state!.state).toBe('delivered');
    // It was set after the decision and before the delivery.
    const { state } = courseOf([...shown, decide()], guarded());
    expect(decideRequest(state, DELIVER, guarded(flag))).toMatchObject({ fault: 'disclosure-approval-missing' });
    expect(decideRequest(state, refuse, guarded(flag))).toMatchObject([{ type: 'RequestDecided' }]);
  });

  it('waits for the second officer also where the flag was lifted since the request came in', () => {
    const lifted = { ...guarded(), flagsSince: ['NON_DISCLOSURE'] };
    expect(courseOf([...shown, decide(), DELIVER], lifted).fault).toBe('disclosure-approval-missing');
    expect(courseOf([...shown, decide(), approve, DELIVER], lifted).state!.state).toBe('delivered');
  });

  it('has no paper of it go out before either, as it has none once the child is of age; a refusal does', () => {
    const known = guarded('NON_DISCLOSURE');
    const { state } = courseOf([...shown, decide()], known);
    expect(withheldYet(state!, known)).toEqual({ fault: 'disclosure-approval-missing' });
    expect(withheldYet(state!, guarded())).toBeNull();
    expect(withheldYet(courseOf([...shown, decide(), approve], known).state!, known)).toBeNull();
    const grown = { ...guarded(), birthDate: '2001-03-01' };
    expect(withheldYet(state!, grown)).toEqual({ fault: 'disclosure-asker-not-entitled' });
    expect(withheldYet(state!, { ...grown, birthDate: null })).toEqual({ fault: 'disclosure-birth-date-unknown' });
    const refuse = decide({ outcome: 'REFUSED', reason: 'HARM', text: '害するおそれ' });
    expect(
      withheldYet(courseOf([...shown, refuse], known).state!, { ...known, birthDate: grown.birthDate }),
    ).toBeNull();
  });

  it('is told of to a guardian and an agent likewise, and by itself without a second officer', () => {
    const known = context({ flagsSince: ['NON_DISCLOSURE'] });
    const papers = { GUARDIAN: 'GUARDIAN_CERTIFICATE', AGENT: 'MANDATE_LETTER' } as const;
    for (const asker of ['GUARDIAN', 'AGENT'] as const) {
      const asked = [
        receive({ asker, representative: '代理' }),
        ...(asker === 'AGENT' ? [LICENCE] : []),
        licence,
        { ...register, papers: [papers[asker]] },
        decide(),
      ] as const;
      expect([asker, courseOf([...asked, DELIVER], known).fault]).toEqual([asker, 'disclosure-approval-missing']);
      expect(courseOf([...asked, approve, DELIVER], known).state!.state).toBe('delivered');
    }
    expect(courseOf([receive(), LICENCE, decide(), DELIVER], known).state!.state).toBe('delivered');
  });

  it('is decided anew without the approval of what was decided before', () => {
    const refuse = decide({ outcome: 'REFUSED', reason: 'HARM', text: '害するおそれ' });
    const again = courseOf([...shown, decide(), refuse], guarded('NON_DISCLOSURE'));
    expect(again.state).toMatchObject({ decision: { outcome: 'REFUSED' }, approvedOn: null });
    expect(courseOf([...shown, decide(), approve, refuse], guarded('NON_DISCLOSURE')).fault).toBe(
      'disclosure-request-state',
    );
    expect(courseOf([...shown, refuse, approve], guarded('NON_DISCLOSURE')).fault).toBe('disclosure-request-state');
  });

  it('may ask that nothing more is sent by whoever represents the person: that discloses nothing', () => {
    const stop = receive({ ...father, kind: 'RQ6', grounds: ['RIGHTS_AT_RISK'] });
    expect(courseOf([stop, licence, register, decide()], guarded('NON_DISCLOSURE')).state!.state).toBe('decided');
  });

  it.each([
    ['NON_DISCLOSURE', false, { ONLINE: 'open', COUNTER: 'open', POST: 'risk', EMAIL: 'shut', FAX: 'shut' }],
    ['NO_OWN_VIEW', false, { ONLINE: 'shut', COUNTER: 'open', POST: 'risk', EMAIL: 'shut', TELEPHONE: 'shut' }],
    ['NON_DISCLOSURE', true, { ONLINE: 'shut', COUNTER: 'open', POST: 'shut', EMAIL: 'shut' }],
  ] as const)('%s: is answered by some channels alone (elsewhere: %s)', (flag, isElsewhere, channels) => {
    const known = { ...guarded(flag), isElsewhere };
    const { state } = courseOf([receive(), LICENCE, decide()], known);
    for (const [channel, rule] of Object.entries(channels)) {
      const deliver = (atOwnRisk: boolean) =>
        decideRequest(state, { ...DELIVER, channel: channel as 'POST', atOwnRisk }, known);
      const shut = { fault: 'disclosure-channel-protected' };
      const out = [{ type: 'RequestDelivered', data: { atOwnRisk: rule === 'risk' } }];
      expect([channel, deliver(true)]).toMatchObject([channel, rule === 'shut' ? shut : out]);
      if (rule === 'risk') expect(deliver(false)).toMatchObject({ fault: 'disclosure-channel-risk' });
    }
  });
});

describe('an answer', () => {
  const decided = [receive(), LICENCE, decide()] as const;

  it('goes out by fax nowhere where the association says so, and by e-mail at the own risk alone', () => {
    const known = context({ settings: { answersByFax: 'refuse', answersByEmail: 'warn' } });
    expect(courseOf([...decided, { ...DELIVER, channel: 'FAX' }], known).fault).toBe('disclosure-channel-closed');
    const mail = { ...DELIVER, channel: 'EMAIL' } as const;
    expect(courseOf([...decided, mail], known).fault).toBe('disclosure-channel-risk');
    expect(courseOf([...decided, { ...mail, atOwnRisk: true }], known).state!.state).toBe('delivered');
  });

  it('is delivered on no day before it was decided, nor to come', () => {
    expect(misfits([...decided, { ...DELIVER, deliveredOn: '2026-04-09' }])).toEqual(['/deliveredOn']);
    expect(misfits([...decided, { ...DELIVER, deliveredOn: '2026-04-11' }])).toEqual(['/deliveredOn']);
  });

  it('opens the way to a court at once where it is a refusal, art. 39(1)', () => {
    const refuse = decide({ outcome: 'REFUSED', reason: 'HARM', text: '害するおそれ' });
    const { state } = courseOf([receive(), LICENCE, refuse, DELIVER]);
    expect(deadlinesOf(state!, context()).suit!.possibleFrom).toBe('2026-04-10');
  });
});

it('every problem says in both languages what to do', () => {
  expect(sayNothingToDo(requestProblems)).toEqual([]);
});
