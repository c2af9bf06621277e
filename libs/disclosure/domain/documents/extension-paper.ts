import { DECISION_TEXTS } from './decision-texts.js';
import { complaintsBlocks, deskData } from './complaints.js';
import type { BuiltDocument } from './issued-document.js';
import type { PaperBlock } from './paper.js';
import { requestBlock, requestData, requestPaper, shownDay, tableOf, withLaw } from './paper-words.js';
import type { RequestFacts } from './request-facts.js';

const TEXTS = {
  title: { ja: '回答期限の延長通知書', en: 'Notice that an answer takes longer' },
  intro: {
    ja: '次の請求について、回答までに要する期間を下記のとおり延長しますので通知します。',
    en: 'The answer to the following request takes longer than it was said, as follows.',
  },
  dueOn: { ja: '延長後の回答期限', en: 'It is answered by' },
  noticedOn: { ja: '延長の通知日', en: 'Told on' },
} as const;

export interface ExtensionFacts extends RequestFacts {
  readonly dueOn: string;
  readonly noticedOn: string;
  /** Why, as the person was told. */
  readonly text: string | null;
}

/** That an answer takes longer, until when, and why. */
export function extensionPaper(facts: ExtensionFacts): BuiltDocument {
  const { dueOn, noticedOn, text, ruleset, head } = facts;
  const { language } = head;
  const blocks: PaperBlock[] = [
    { kind: 'text', text: TEXTS.intro[language] },
    requestBlock(facts),
    {
      kind: 'facts',
      facts: [
        [TEXTS.dueOn[language], shownDay(dueOn, language)],
        [TEXTS.noticedOn[language], shownDay(noticedOn, language)],
      ],
    },
    { kind: 'heading', text: DECISION_TEXTS.why[language] },
    ...(text === null
      ? []
      : [{ kind: 'text', text: withLaw(text, ruleset.requests.answerWithin.cites, facts) } as const]),
    ...complaintsBlocks(facts),
  ];
  return {
    paper: requestPaper(facts, { title: TEXTS.title, blocks, isComplete: false }),
    table: tableOf(blocks, language),
    data: {
      request: requestData(facts),
      ruleset: ruleset.id,
      dueOn,
      noticedOn,
      text,
      complaints: deskData(facts),
    },
  };
}
