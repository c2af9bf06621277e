import { aLedger, keptEvents, NOW, OFFICER } from '../testing/a-ledger.js';
import { declareAndWithdraw, registerAll } from '../testing/sample-facts.js';
import { aRequest, ASSOCIATION, FIRST, MY_NUMBER, SECOND } from '../testing/statements.js';
import { AssessTransfer } from './assess-transfer.command.js';
import type { AssessTransferRequest } from './assess-transfer.request.js';

const DAY_MS = 86_400_000;
let ledger: ReturnType<typeof aLedger>;
beforeEach(async () => {
  ledger = aLedger();
  await registerAll(ledger);
});

function ask(over: Partial<AssessTransferRequest> = {}) {
  const request = { ...aRequest(), members: [{ ref: FIRST }], ...over } as AssessTransferRequest;
  return ledger.assessor.execute(new AssessTransfer(ASSOCIATION, OFFICER, request, 'request-1'));
}

const findingsOf = ({ groups }: Awaited<ReturnType<typeof ask>>) =>
  groups.map(({ findings }) => findings.filter(({ severity }) => severity === 'blocking').map(({ code }) => code));

describe('asking how a transfer would be judged', () => {
  it('answers what is blocked with the reasons, the rules tried and the articles as printed and as they are', async () => {
    const answer = await ask({ ground: { law: { act: '個人情報保護法', article: '23条1項', requestRef: 'R-1' } } });
    expect(answer).toMatchObject({
      allowed: false,
      phase: 'planned',
      dryRun: false,
      ruleset: { id: 'jp-appi-2022-04' },
    });
    expect(findingsOf(answer)).toEqual([['CONSENT_MISSING']]);
    const { tried } = answer.groups[0]!;
    expect(tried.filter(({ decided }) => decided).map(({ rule }) => rule)).toEqual(['G8.C1.missing', 'OUT.consent']);
    expect(answer.rules.map(({ rule }) => rule)).toEqual(tried.map(({ rule }) => rule));
    // The ground of today, and what the announcement of 2024 printed.
    expect(answer.articles.map(({ printed, current }) => [printed, current?.ref])).toEqual([
      ['個人情報保護法 23条1項', 'APPI 27(1)'],
      ['第23条第1項', 'APPI 27(1)'],
    ]);
  });

  it('answers each kind of line in a group of its own', async () => {
    await declareAndWithdraw(ledger);
    const items = [{ code: 'NAME' }];
    const answer = await ask({ items, occurredOn: '2026-06-11', members: [{ ref: FIRST }, { ref: SECOND }] });
    expect(answer.groups.map(({ lines, allowed }) => [lines, allowed])).toEqual([
      [[1], true],
      [[2], false],
    ]);
    expect(answer.allowed).toBe(false);
  });

  it('writes who asked about whom and to what purpose, and nothing else', async () => {
    const before = (await ledger.log()).length;
    await ask({ members: [{ ref: FIRST }, { ref: SECOND }] });
    const written = (await ledger.log()).slice(before).map(({ envelope }) => envelope);
    expect(written.map(({ type, stream, subject, causation }) => [type, stream, subject, causation])).toEqual([
      ['AssessmentAsked', 'looks-2026-06-11', FIRST, 'request-1'],
      ['AssessmentAsked', 'looks-2026-06-11', SECOND, 'request-1'],
    ]);
    expect((await keptEvents(ledger)).at(-1)).toEqual({
      type: 'AssessmentAsked',
      data: {
        direction: 'OUT',
        purpose: 'U08',
        phase: 'planned',
        ruleset: 'jp-appi-2022-04',
        asOf: null,
        chain: 'open',
      },
      sealed: { arrangement: 'B04', party: 'mihon-seizo' },
    });
  });

  it('keeps no individual number that somebody wrote into the name of the party', async () => {
    const party = { name: `山田 ${MY_NUMBER}`, class: 'EMPLOYER' as const, location: 'JP' as const };
    expect((await ask({ party })).masked).toBe(true);
    expect(JSON.stringify(await keptEvents(ledger))).not.toContain(MY_NUMBER);
  });
});

describe('asking by what was known at an earlier time', () => {
  it('does not know what was declared later', async () => {
    const items = [{ code: 'NAME' }];
    const occurredOn = '2026-06-11';
    ledger.pass(DAY_MS);
    await declareAndWithdraw(ledger);
    ledger.pass(DAY_MS);
    expect((await ask({ items, occurredOn })).allowed).toBe(true);
    const then = await ask({ items, occurredOn, asOf: '2026-06-11' });
    expect(findingsOf(then)).toEqual([['CONSENT_MISSING']]);
    expect(then).toMatchObject({ asOf: '2026-06-11T14:59:59.999Z', knowledgeAt: null });
    expect((await ask({ items, occurredOn, asOf: NOW })).allowed).toBe(false);
  });

  it('knows no member and no arrangement that was registered later', async () => {
    const ask2025 = ask({ asOf: '2025-04-01', occurredOn: '2025-04-01' });
    await expect(ask2025).rejects.toMatchObject({ code: 'member-unknown' });
  });

  it.each(['2026-06-12', '2026-06-11T03:00:00.001Z', '2026-02-30', '2026-02-30T00:00:00Z'])(
    'refuses %s, and writes nothing',
    async (asOf) => {
      const before = (await ledger.log()).length;
      await expect(ask({ asOf })).rejects.toMatchObject({ code: 'invalid-request' });
      expect((await ledger.log()).length).toBe(before);
    },
  );
});

describe('a dry run under another law', () => {
  it('says so, says which, and comes to what that law says', async () => {
    const ground = { exception: 'E3' as const, protects: '地域の感染症の調査' };
    const [now, then] = [await ask({ ground }), await ask({ ground, ruleset: 'jp-appi-r8-draft' })];
    expect([now.allowed, now.dryRun]).toEqual([false, false]);
    expect([then.allowed, then.dryRun]).toEqual([true, true]);
    expect(then.ruleset).toMatchObject({ id: 'jp-appi-r8-draft', inForceFrom: null, note: expect.anything() });
  });

  it('is none under the law that is in force', async () => {
    expect((await ask({ ruleset: 'jp-appi-2022-04' })).dryRun).toBe(false);
  });

  it('refuses a law that nobody knows', async () => {
    await expect(ask({ ruleset: 'jp-appi-2099-01' })).rejects.toMatchObject({ code: 'ruleset-unknown' });
  });
});
