import { aDecision, aHead, aState, OUTCOMES, someFacts, textsOf } from '../../testing/a-paper.js';
import { decisionPaper } from './decision-paper.js';
import { DONE_TEXTS } from './decision-texts.js';
import type { DecidedFacts } from './request-facts.js';

const paperOf = (over: Partial<DecidedFacts>) => textsOf(decisionPaper(someFacts(over)).paper);
const english = { head: aHead({ language: 'en' }) };

describe('the notice of a decision', () => {
  it.each(OUTCOMES)('says of %s %s what was done, in both languages', (kind, outcome) => {
    const facts = { state: aState({ kind }), decision: aDecision({ outcome }), text: 'X' };
    const done = DONE_TEXTS[kind][outcome]!;
    expect(paperOf(facts)).toContain(done.ja);
    expect(paperOf({ ...facts, ...english })).toContain(done.en);
  });

  it('has no sentence for an outcome that its kind of request does not know', () => {
    const known = Object.entries(DONE_TEXTS).flatMap(([kind, by]) => Object.keys(by).map((one) => `${kind} ${one}`));
    expect(known.toSorted()).toEqual(OUTCOMES.map((one) => one.join(' ')).toSorted());
  });

  it('tells to whom it goes, what was asked, and law dates by both calendars', () => {
    const text = paperOf({ state: aState({ kind: 'RQ6', grounds: ['BREACH'], fee: 1300 }) });
    for (const part of ['見本 花子 様', '第三者提供の停止の請求', '漏えい等の事態が生じた', '令和8年4月1日', '1,300円'])
      expect(text).toContain(part);
    expect(paperOf({ ...english })).toContain('2026-04-20');
  });

  it('gives the reason of a refusal with the articles, and what the association says of it (art. 36)', () => {
    const refused = aDecision({ outcome: 'REFUSED', reason: 'BUSINESS' });
    const text = paperOf({ decision: refused, text: '同じ請求が繰り返されているため' });
    expect(text).toContain('業務の適正な実施に著しい支障');
    expect(text).toContain('33条2項2号');
    expect(text).toContain('同じ請求が繰り返されているため');
  });

  it('tells of a refusal that a suit is possible at once, of what is granted in part from which day (art. 39)', () => {
    expect(paperOf({ decision: aDecision({ outcome: 'REFUSED', reason: 'HARM' }) })).toContain('2週間の経過を待たずに');
    const part = { outcome: 'PART', withheld: [{ record: null, field: null, reason: 'HARM' }] } as const;
    expect(paperOf({ decision: aDecision(part) })).toContain('令和8年4月16日');
    expect(paperOf({ decision: aDecision() })).not.toContain('訴え');
    const noSuit = { suitFrom: null, state: aState({ kind: 'RQ1' }) };
    expect(paperOf({ ...noSuit, decision: aDecision({ outcome: 'NO_RECORD' }) })).not.toContain('訴え');
  });

  it('tells nobody of a suit who is neither the person nor a representative', () => {
    const built = decisionPaper(
      someFacts({ decision: aDecision({ outcome: 'REFUSED', reason: 'NOT_REPRESENTATIVE' }) }),
    );
    expect(textsOf(built.paper)).not.toContain('訴え');
    expect(built.data).toMatchObject({ suitFrom: null });
    const unshown = aDecision({ outcome: 'REFUSED', reason: 'IDENTITY_NOT_SHOWN' });
    expect(paperOf({ decision: unshown })).toContain('訴え');
  });

  it('names the act in full, and no brackets within brackets', () => {
    const text = paperOf({ decision: aDecision({ outcome: 'REFUSED', reason: 'NOT_REPRESENTATIVE' }) });
    expect(text).toContain('個人情報の保護に関する法律（以下「個人情報保護法」という。）');
    expect(text).toContain('代理人とも認められない（個人情報保護法施行令13条）');
    expect(text).not.toMatch(/（[^）]*（/);
  });

  it('calls a record by the number that the disclosure gives it', () => {
    const list = ['whole:1', 'a:1', 'b:1'].map((record) => ({ record, version: 1 }));
    const withheld = [
      { record: 'whole:1', field: null, reason: 'HARM' },
      { record: 'b:1', field: 'items', reason: 'HARM' },
    ];
    const decision = aDecision({ outcome: 'PART', records: { asOf: '12', list }, withheld });
    expect(paperOf({ decision, frozen: list })).toContain('番号2の記録の「個人データの項目」');
  });

  it('names where to complain: the own desk for it or the general one, and the commission', () => {
    expect(paperOf({})).toMatch(/苦情相談窓口 03-0000-0001[^]*個人情報保護委員会/);
    const issuer = { ...someFacts().issuer, complaintDesk: null };
    expect(paperOf({ issuer })).toContain('総務課 03-0000-0000');
  });

  it('says why paper takes the place of a file, and what is offered instead (art. 33(3))', () => {
    const state = aState({ method: 'ELECTRONIC' });
    const answer = { method: 'PAPER', instead: true, agreed: false } as const;
    expect(paperOf({ state, decision: aDecision({ answer }) })).toContain('書面により開示する');
    const agreed = paperOf({ state, decision: aDecision({ answer: { ...answer, agreed: true } }) });
    expect(agreed).toContain('同意により方法を変更しました');
    expect(agreed).not.toContain('書面により開示する');
    const notOffered = { methods: ['PAPER'], formats: ['PDF'] } as const;
    const told = paperOf({ state, decision: aDecision({ answer: { ...answer, notOffered } }) });
    expect(told).toContain('対応している方法及び形式：書面の交付、PDF');
  });

  it('tells what was corrected, which stop was entered, and which measure takes its place', () => {
    const corrected = aDecision({ corrections: ['55555555-5555-4555-8555-555555555556'] });
    expect(paperOf({ state: aState({ kind: 'RQ4' }), decision: corrected })).toContain('555555555556');
    const stopped = aDecision({ standingId: '66666666-6666-4666-8666-666666666666' });
    expect(paperOf({ state: aState({ kind: 'RQ6' }), decision: stopped })).toContain('666666666666');
    const measure = aDecision({ outcome: 'ALTERNATIVE', alternative: 'KEPT_BY_LAW' });
    expect(paperOf({ state: aState({ kind: 'RQ5' }), decision: measure })).toContain('35条6項');
  });

  it('neither names nor counts a record that is withheld as a whole', () => {
    const records = {
      asOf: '12',
      list: [
        { record: 'a:1', version: 1 },
        { record: 'secret:1', version: 1 },
      ],
    };
    const withheld = [
      { record: 'secret:1', field: null, reason: 'HARM' },
      { record: 'secret:1', field: 'items', reason: 'OTHER_LAW' },
    ];
    const decision = aDecision({ outcome: 'PART', records, withheld });
    const built = decisionPaper(someFacts({ decision, frozen: records.list, text: 'X' }));
    expect(textsOf(built.paper)).toContain('開示する記録は1件');
    for (const one of [textsOf(built.paper), JSON.stringify(built.data), JSON.stringify(built.table)])
      expect(one).not.toContain('secret');
  });

  it('says the same as a table, each fact and sentence with what it is under', () => {
    const { table } = decisionPaper(someFacts());
    expect(table[0]).toEqual(['項目', '内容']);
    expect(table).toContainEqual(['決定', '全部認める']);
    expect(table.slice(1, 5)).toEqual([
      ['書面の名称', '開示等の請求に対する決定通知書'],
      ['発行者', '見本健康保険組合'],
      ['宛先', '見本 花子 様'],
      ['発行日', '2026-04-21'],
    ]);
    expect(table).toContainEqual(['決定日', '2026-04-20']);
    expect(JSON.stringify(table)).not.toContain('令和');
    expect(table.every((row) => row.length === 2)).toBe(true);
  });
});
