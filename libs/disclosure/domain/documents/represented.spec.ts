import { currentRuleset, type RequestAsker } from '#statute';
import { aHead, aState, someFacts, textsOf } from '../../testing/a-paper.js';
import { decisionPaper } from './decision-paper.js';
import { extensionPaper } from './extension-paper.js';
import type { PaperLanguage } from './paper.js';

const CHILD = '見本 太郎';
const { askers } = currentRuleset('2026-04-10').requests;
const isRepresentative = ({ code, accepted }: (typeof askers)[number]) => accepted && code !== 'SELF';
const accepted = askers.filter(isRepresentative);

const facts = (asker: RequestAsker, { isShown = true, language = 'ja' as PaperLanguage } = {}) =>
  someFacts({
    head: aHead({ language }),
    addressee: '見本 一郎',
    person: CHILD,
    state: aState({ asker, completeOn: isShown ? '2026-04-01' : null }),
  });
const saidOf = (of: ReturnType<typeof facts>) => {
  const { paper, table, data } = decisionPaper(of);
  return textsOf(paper) + JSON.stringify([table, data]);
};

describe('a paper that goes out to somebody else than the person', () => {
  it.each(accepted)('names whose data it is about, and for whom it goes out: $code', ({ code, ja, en }) => {
    const { addressee } = decisionPaper(facts(code)).paper;
    expect(addressee).toBe('見本 一郎 様');
    expect(saidOf(facts(code))).toContain(`本人（この書面の個人データの本人）：${CHILD}`);
    expect(saidOf(facts(code))).toContain(`請求者（本人に代わる者）：見本 一郎（${ja}）`);
    expect(saidOf(facts(code, { language: 'en' }))).toContain(`Goes out to, for that person：見本 一郎 (${en})`);
    expect(decisionPaper(facts(code)).data).toMatchObject({ request: { asker: code, person: CHILD } });
    const extension = extensionPaper({ ...facts(code), dueOn: '2026-05-01', noticedOn: '2026-04-20', text: null });
    expect(textsOf(extension.paper)).toContain(CHILD);
  });

  it.each(askers.filter((one) => !isRepresentative(one)))(
    'says nothing of the person to whoever may not ask, nor twice to the person: $code',
    ({ code }) => {
      expect(saidOf(facts(code))).not.toContain(CHILD);
    },
  );

  it('says nothing of the person before it was shown who asks', () => {
    for (const { code } of accepted) expect(saidOf(facts(code, { isShown: false }))).not.toContain(CHILD);
  });
});
