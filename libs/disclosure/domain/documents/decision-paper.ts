import { requestKindOf } from '#statute';
import { toldWithheld } from '../requests/told-withheld.js';
import { complaintsBlocks, deskData } from './complaints.js';
import { DECISION_TEXTS as TEXTS, DONE_TEXTS } from './decision-texts.js';
import { withheldBlocks } from './disclosure-paper.js';
import type { BuiltDocument } from './issued-document.js';
import type { PaperBlock, PaperFact } from './paper.js';
import {
  requestBlock,
  requestData,
  requestPaper,
  shownDay,
  tableOf,
  withLaw,
  wordsOf,
  wordsWithLaw,
} from './paper-words.js';
import type { DecidedFacts } from './request-facts.js';
import { SHARED_TEXTS } from './shared-texts.js';

/** What was decided on a disclosure request, why, how it is answered, and where to complain: arts. 32(3), 33(3), 34(3), 35(7), 36. */
export function decisionPaper(facts: DecidedFacts): BuiltDocument {
  const { language } = facts.head;
  const blocks: PaperBlock[] = [
    { kind: 'text', text: TEXTS.intro[language] },
    requestBlock(facts),
    { kind: 'heading', text: TEXTS.what[language] },
    { kind: 'facts', facts: outcomeFacts(facts) },
    { kind: 'list', items: doneItems(facts) },
    ...reasonBlocks(facts),
    ...withheldBlocks(facts),
    { kind: 'heading', text: TEXTS.how[language] },
    { kind: 'facts', facts: methodFacts(facts) },
    ...methodBlocks(facts),
    ...complaintsBlocks(facts),
    ...suitBlocks(facts),
  ];
  return {
    paper: requestPaper(facts, { title: TEXTS.title, blocks, isComplete: false }),
    table: tableOf(blocks, language),
    data: dataOf(facts),
  };
}

function outcomeFacts({ decision, ruleset, head: { language } }: DecidedFacts): PaperFact[] {
  const { labels } = SHARED_TEXTS;
  return [
    [labels.outcome[language], ruleset.requests.outcomes[decision.outcome][language]],
    [labels.decidedOn[language], shownDay(decision.decidedOn, language)],
  ];
}

function doneItems(facts: DecidedFacts): string[] {
  const { decision, state, head } = facts;
  const { language } = head;
  const { outcome, alternative, corrections = [], registrations = [], standingId } = decision;
  const done = DONE_TEXTS[state.kind][outcome];
  const count = countOf(facts);
  return [
    ...(done ? [done[language]] : []),
    ...(count === null ? [] : [TEXTS.records[language](count)]),
    ...(alternative === null ? [] : [wordsWithLaw(facts.ruleset.requests.alternatives, alternative, facts)]),
    ...(corrections.length === 0 ? [] : [TEXTS.corrected[language](corrections.join(language === 'ja' ? '、' : ', '))]),
    ...(registrations.length === 0 ? [] : [registeredAnew(registrations, facts)]),
    ...(standingId === null ? [] : [TEXTS.stopped[language](standingId)]),
  ];
}

function registeredAnew(codes: readonly string[], { ruleset, head: { language } }: DecidedFacts): string {
  const names = codes.map((code) => wordsOf(ruleset.requests.registrations, code, language));
  return TEXTS.registered[language](names.join(language === 'ja' ? '、' : ', '));
}

/** Records that are disclosed: those that are withheld as a whole are not counted. */
function countOf({ frozen, decision: { withheld } }: DecidedFacts): number | null {
  if (frozen === null) return null;
  const whole = new Set(withheld.flatMap(({ record, field }) => (field === null ? [record] : [])));
  return frozen.filter(({ record }) => !whole.has(record)).length;
}

function reasonBlocks(facts: DecidedFacts): PaperBlock[] {
  const { decision, text, state, ruleset, head } = facts;
  const { reason, outcome } = decision;
  const law = ruleset.requests;
  const told = reason === null ? [] : [wordsWithLaw(law.refusals, reason, facts)];
  const own = text === null ? [] : [text];
  if (told.length + own.length === 0) return [];
  // Where nothing has a reason of its own, the articles of the request tell by which the person is told.
  const isBare = told.length === 0 && outcome !== 'GRANTED';
  const cites = isBare ? requestKindOf(law, state.kind).cites : [];
  const all = [...told, ...own.map((one) => withLaw(one, cites, facts))];
  return [
    { kind: 'heading', text: TEXTS.why[head.language] },
    ...all.map((one) => ({ kind: 'text', text: one }) as const),
  ];
}

function methodFacts({ decision: { answer }, state, ruleset, head: { language } }: DecidedFacts): PaperFact[] {
  const { methods, formats } = ruleset.requests;
  return [
    [TEXTS.method[language], wordsOf(methods, answer.method, language)],
    ...(answer.instead ? [[TEXTS.wanted[language], wordsOf(methods, state.method, language)] as const] : []),
    ...(answer.format ? [[TEXTS.format[language], wordsOf(formats, answer.format, language)] as const] : []),
    [SHARED_TEXTS.labels.fee[language], SHARED_TEXTS.yen[language](state.fee)],
  ];
}

/** Art. 33(3): that the wanted method is costly, hard or not offered is told with what takes its place. */
function methodBlocks(facts: DecidedFacts): PaperBlock[] {
  const { decision, ruleset, head } = facts;
  const { language } = head;
  const { instead, agreed, notOffered } = decision.answer;
  const { methodInstead, methodNotOffered, methods, formats } = ruleset.requests;
  const items: string[] = [];
  if (instead) {
    items.push(agreed ? TEXTS.agreed[language] : withLaw(methodInstead[language], methodInstead.cites, facts));
  }
  if (notOffered) {
    const named = [
      ...notOffered.methods.map((code) => wordsOf(methods, code, language)),
      ...notOffered.formats.map((code) => wordsOf(formats, code, language)),
    ];
    items.push(withLaw(methodNotOffered[language], methodNotOffered.cites, facts));
    items.push(TEXTS.offered[language](named.join(language === 'ja' ? '、' : ', ')));
  }
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

function suitBlocks(facts: DecidedFacts): PaperBlock[] {
  const { suitFrom, decision, ruleset, head } = facts;
  const { language } = head;
  if (suitFrom === null || decision.outcome === 'GRANTED') return [];
  const text =
    decision.outcome === 'REFUSED'
      ? TEXTS.suitAtOnce[language]
      : TEXTS.suitFrom[language](shownDay(suitFrom, language));
  return [
    { kind: 'heading', text: TEXTS.suit[language] },
    { kind: 'text', text: withLaw(text, ruleset.requests.suit.cites, facts) },
  ];
}

function dataOf(facts: DecidedFacts): object {
  const { decision, text, state, ruleset, suitFrom } = facts;
  const {
    outcome,
    decidedOn,
    reason,
    alternative,
    answer,
    corrections = [],
    registrations = [],
    standingId,
  } = decision;
  return {
    request: requestData(facts),
    ruleset: ruleset.id,
    outcome,
    decidedOn,
    reason,
    alternative,
    text,
    wantedMethod: state.method,
    answer,
    recordCount: countOf(facts),
    withheld: toldWithheld(decision.withheld, 'person'),
    corrections,
    registrations,
    standingId,
    complaints: deskData(facts),
    suitFrom: decision.outcome === 'GRANTED' ? null : suitFrom,
  };
}
