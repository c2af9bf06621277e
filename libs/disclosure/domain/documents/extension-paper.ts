import { DECISION_TEXTS } from './decision-texts.js';
import { complaintsBlocks, deskData } from './complaints.js';
import type { BuiltDocument } from './issued-document.js';
import type { PaperBlock } from './paper.js';
import {
  paperData,
  plainDay,
  requestBlock,
  requestData,
  requestPaper,
  shownDay,
  tableOf,
  withLaw,
  type ShowDay,
} from './paper-words.js';
import type { RequestFacts } from './request-facts.js';

const TEXTS = {
  title: { ja: '回答期限の延長通知書', en: 'Notice that an answer takes longer' },
  intro: {
    ja: '次の請求について、個人情報の保護に関する法律（以下「個人情報保護法」という。）に基づく回答の期限を次のとおり延長しますので通知します。',
    en: 'The answer to the following request under the Act on the Protection of Personal Information (APPI) will take longer than you were told. The new day is below.',
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
  const { dueOn, noticedOn, text, ruleset } = facts;
  const paper = requestPaper(facts, { title: TEXTS.title, blocks: blocksOf(facts, shownDay), isComplete: false });
  return {
    paper,
    table: tableOf(facts, paper, blocksOf(facts, plainDay)),
    data: {
      ...paperData(paper),
      request: requestData(facts),
      ruleset: ruleset.id,
      dueOn,
      noticedOn,
      text,
      complaints: deskData(facts),
    },
  };
}

function blocksOf(facts: ExtensionFacts, show: ShowDay): PaperBlock[] {
  const { dueOn, noticedOn, text, ruleset, head } = facts;
  const { language } = head;
  return [
    { kind: 'text', text: TEXTS.intro[language] },
    requestBlock(facts, show),
    {
      kind: 'facts',
      facts: [
        [TEXTS.dueOn[language], show(dueOn, language)],
        [TEXTS.noticedOn[language], show(noticedOn, language)],
      ],
    },
    { kind: 'heading', text: DECISION_TEXTS.why[language] },
    ...(text === null
      ? []
      : [{ kind: 'text', text: withLaw(text, ruleset.requests.answerWithin.cites, facts) } as const]),
    ...complaintsBlocks(facts),
  ];
}
