import { randomUUID } from 'node:crypto';
import { EVENT_STORE, type EventStore } from '#event-store';
import { Clock } from '#platform';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { aPost, type Answer, B04, type Problem } from '../harness/recording.js';

interface Deadline {
  readonly state: string;
  readonly warnOn: string | null;
  readonly dueOn: string | null;
  readonly certain: boolean;
  readonly doneOn: string | null;
}
interface Breach {
  readonly id: string;
  readonly state: string;
  readonly reportable: boolean;
  readonly reasons: readonly { readonly code: string; readonly citations: readonly { readonly ref: string }[] }[];
  readonly exempt: { readonly code: string } | null;
  readonly countsFrom: string | null;
  readonly preliminary: Deadline;
  readonly final: Deadline;
  readonly notice: Deadline;
  readonly matters: readonly { readonly code: string; readonly text: string | null }[];
  readonly left: readonly string[];
  readonly history: readonly { readonly type: string }[];
}

const KNEW_ON = '2026-11-22';
/** All nine matters of Rules 8(1). */
const MATTERS = {
  outline: '受診結果を別の住所に郵送した',
  items: '氏名、レセプトの写し',
  persons: '1名',
  cause: '宛名の取り違え',
  secondaryDamage: 'なし',
  response: '本人に謝罪し、回収した',
  publication: '行わない',
  prevention: '二人での照合',
  other: 'なし',
};

let kiroku: KirokuInProcess;
let officer: string;

beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  officer = await kiroku.token('officer', B04.association);
}, 120_000);
afterAll(() => kiroku.stop());
beforeEach(() => onDay('2026-11-23'));

/** From now on it is noon in Japan of a day. */
function onDay(day: string): void {
  kiroku.app.get(Clock, { strict: false }).now = () => new Date(`${day}T03:00:00Z`);
}

const facts = (over: object = {}) => ({ knewOn: KNEW_ON, sensitive: true, persons: 1, ...over });
const open = (over: object = {}, id: string = randomUUID(), token = officer) =>
  kiroku.post<Breach & Problem>('/v1/breaches', token, { id, ...facts(over) });
const change = (id: string, what: string, body: object) =>
  kiroku.post<Breach & Problem>(`/v1/breaches/${id}/${what}`, officer, body);

describe('A56: the receipt of one member that was mailed to a wrong house', () => {
  it('has to be reported: within days, and finally within 30, the day of knowledge being the first', async () => {
    const integrator = await kiroku.token('integrator', B04.association);
    const { body: sent } = await kiroku.post<Answer>('/v1/transfers', integrator, aPost('wrong-house'));
    const { status, body } = await open({ transfers: [sent.id] });
    expect([status, body.reportable, body.reasons.map(({ code }) => code)]).toEqual([201, true, ['SENSITIVE']]);
    expect(body.reasons[0]!.citations[0]!.ref).toBe('Rules 7(i)');
    expect([body.countsFrom, body.preliminary, body.final]).toMatchObject([
      KNEW_ON,
      { state: 'running', warnOn: '2026-11-24', dueOn: '2026-11-26' },
      { state: 'running', dueOn: '2026-12-21', certain: true },
    ]);
    for (const [day, preliminary, final] of [
      ['2026-11-24', 'warning', 'running'],
      ['2026-11-27', 'overdue', 'running'],
      ['2026-12-22', 'overdue', 'overdue'],
    ] as const) {
      onDay(day);
      const { body: now } = await kiroku.get<Breach>(`/v1/breaches/${body.id}`, officer);
      expect([day, now.preliminary.state, now.final.state]).toEqual([day, preliminary, final]);
    }
  });

  it('is reported, told to the member and closed, in this order and no sooner', async () => {
    const { body } = await open();
    expect((await change(body.id, 'close', { text: '早すぎる' })).body.code).toBe('breach-not-done');
    const early = { reportedOn: '2026-11-21', to: 'PPC' };
    expect((await change(body.id, 'preliminary-report', early)).status).toBe(400);
    expect((await change(body.id, 'preliminary-report', { ...early, reportedOn: '2026-11-24' })).status).toBe(400);
    const preliminary = { reportedOn: '2026-11-23', to: 'PPC', reference: '速報-1' };
    expect((await change(body.id, 'preliminary-report', preliminary)).body.preliminary.state).toBe('done');
    expect((await change(body.id, 'preliminary-report', preliminary)).status).toBe(200);
    const other = { ...preliminary, to: 'MINISTER' };
    expect((await change(body.id, 'preliminary-report', other)).body.code).toBe('breach-reported');

    onDay('2026-12-21');
    const final = { reportedOn: '2026-12-21', to: 'PPC' };
    const lacking = await change(body.id, 'final-report', final);
    expect([lacking.status, lacking.body.code, lacking.body['missing']]).toEqual([
      422,
      'breach-incomplete',
      Object.keys(MATTERS),
    ]);
    const { cause, ...known } = MATTERS;
    expect((await change(body.id, 'amendments', facts({ matters: known }))).status).toBe(201);
    expect((await change(body.id, 'final-report', { ...final, toFollow: ['outline'] })).body.code).toBe(
      'breach-incomplete',
    );
    const reported = await change(body.id, 'final-report', { ...final, toFollow: ['cause'] });
    expect([reported.body.final.state, reported.body.left]).toEqual(['done', ['matter:cause', 'notice']]);
    await change(body.id, 'amendments', facts({ matters: { ...known, cause } }));
    onDay('2027-01-15');
    const rest = await change(body.id, 'final-report', { ...final, reportedOn: '2027-01-15' });
    expect([rest.body.final.state, rest.body.final.doneOn, rest.body.left]).toEqual(['done', '2026-12-21', ['notice']]);
    const told = { notifiedOn: '2026-11-25', persons: 1, how: '書面と電話' };
    expect((await change(body.id, 'notice', told)).body.notice.state).toBe('done');
    const closed = await change(body.id, 'close', { text: '回収し、再発防止策を実施した' });
    expect([closed.status, closed.body.state, closed.body.left]).toEqual([201, 'closed', []]);
    expect((await change(body.id, 'amendments', facts({ persons: 2 }))).body.code).toBe('breach-closed');
    expect(closed.body.history.map(({ type }) => type)).toEqual([
      'BreachOpened',
      'PreliminaryReported',
      'BreachAmended',
      'FinalReported',
      'BreachAmended',
      'FinalReported',
      'PersonsNotified',
      'BreachClosed',
    ]);
  });
});

describe('the clock', () => {
  it.each([
    ['a wrongful act has 60 days', { wrongfulAct: true }, KNEW_ON, '2027-01-20'],
    ['an entrustee told of it before', { entrusteeNoticeOn: '2026-11-20' }, '2026-11-20', '2026-12-21'],
    [
      'more than 1,000 persons later',
      { sensitive: false, persons: 1001, manyPersonsOn: '2026-11-23' },
      '2026-11-23',
      '2026-12-22',
    ],
  ])('%s', async (_, over, countsFrom, dueOn) => {
    const { body } = await open(over);
    expect([body.countsFrom, body.final.dueOn]).toEqual([countsFrom, dueOn]);
  });

  it('rolls over the turn of the year', async () => {
    onDay('2026-12-01');
    expect((await open({ knewOn: '2026-12-01' })).body.final.dueOn).toBe('2027-01-04');
  });

  it('does not run for what need not be reported, until more becomes known', async () => {
    const few = await open({ sensitive: false, persons: 1000 });
    expect([few.body.reportable, few.body.reasons, few.body.final.state]).toEqual([false, [], 'not-asked']);
    const encrypted = await open({ encrypted: true });
    expect([encrypted.body.reportable, encrypted.body.exempt!.code]).toEqual([false, 'ENCRYPTED']);
    const many = facts({ sensitive: false, persons: 1001, manyPersonsOn: '2026-11-23' });
    const { body } = await change(few.body.id, 'amendments', many);
    expect([body.reportable, body.countsFrom]).toEqual([true, '2026-11-23']);
    expect((await change(encrypted.body.id, 'close', { text: '対象外' })).status).toBe(201);
  });
});

describe('breaches', () => {
  it('are one under their id, and are listed with what is due first before the others', async () => {
    const id = randomUUID();
    expect([(await open({}, id)).status, (await open({}, id)).status]).toEqual([201, 200]);
    expect((await open({ persons: 2 }, id)).body.code).toBe('breach-differs');
    const auditor = await kiroku.token('auditor', B04.association);
    const { body } = await kiroku.get<{ on: string; breaches: Breach[] }>('/v1/breaches?state=open', auditor);
    expect(body.on).toBe('2026-11-23');
    const due = body.breaches.map((one) => (one.preliminary.doneOn ? '9' : (one.preliminary.dueOn ?? '9')));
    expect(due).toEqual([...due].sort());
    expect(body.breaches.map((one) => one.id)).toContain(id);
    expect(new Set(body.breaches.map(({ state }) => state))).toEqual(new Set(['open']));
  });

  it.each([
    ['/knewOn', { knewOn: '2026-11-24' }],
    ['/knewOn', { knewOn: '2026-02-30' }],
    ['/manyPersonsOn', { manyPersonsOn: '2026-11-01' }],
    ['/persons', { persons: 0 }],
    ['/persons', { persons: 10 ** 12 }],
    ['/transfers/0', { transfers: [randomUUID()] }],
    ['/matters/motive', { matters: { motive: 'x' } }],
  ])('are refused for %s of %j', async (pointer, over) => {
    const { status, body } = await open(over);
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('are for officers to keep, for auditors to see, and of their association alone', async () => {
    const { body } = await open();
    const [integrator, auditor] = [
      await kiroku.token('integrator', B04.association),
      await kiroku.token('auditor', B04.association),
    ];
    for (const token of [integrator, auditor]) expect((await open({}, randomUUID(), token)).status).toBe(403);
    expect((await kiroku.get('/v1/breaches', integrator)).status).toBe(403);
    const foreign = await kiroku.token('officer', 'mihon-unyu');
    expect((await kiroku.get<Problem>(`/v1/breaches/${body.id}`, foreign)).body.code).toBe('breach-unknown');
    expect((await change(randomUUID(), 'close', { text: 'x' })).body.code).toBe('breach-unknown');
  });

  it('keep their matters sealed, and no individual number in them', async () => {
    const { body } = await open({ matters: { outline: '番号 123456789018 が読めた' } });
    expect(body.matters.find(({ code }) => code === 'outline')!.text).not.toContain('123456789018');
    const log = await kiroku.app.get<EventStore>(EVENT_STORE).readLog(B04.association, null, 1_000);
    const bytes = Buffer.concat(log.map((event) => Buffer.from(event.bytes)));
    expect([bytes.includes('BreachOpened'), bytes.includes('が読めた')]).toEqual([true, false]);
  });
});
