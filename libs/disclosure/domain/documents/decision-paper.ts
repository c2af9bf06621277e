import { requestKindOf, type Day } from '#statute';
import { toldWithheld } from '../requests/told-withheld.js';
import { complaintsBlocks, deskData } from './complaints.js';
import { DECISION_TEXTS as TEXTS, DONE_TEXTS } from './decision-texts.js';
import { withheldBlocks } from './disclosure-paper.js';
import type { BuiltDocument } from './issued-document.js';
import type { Paper, PaperBlock, PaperFact } from './paper.js';
import {
  paperData,
  plainDay,
  requestBlock,
  requestData,
  requestPaper,
  shownDay,
  tableOf,
  type ShowDay,
  withLaw,
  wordsOf,
  wordsWithLaw,
} from './paper-words.js';
import { recordNumbers } from './record-numbers.js';
import type { DecidedFacts } from './request-facts.js';
import { SHARED_TEXTS } from './shared-texts.js';

/** What was decided on a disclosure request, why, how it is answered, and where to complain: arts. 32(3), 33(3), 34(3), 35(7), 36. */
export function decisionPaper(facts: DecidedFacts): BuiltDocument {
  const paper = requestPaper(facts, { title: TEXTS.title, blocks: blocksOf(facts, shownDay), isComplete: false });
  return { paper, table: tableOf(facts, paper, blocksOf(facts, plainDay)), data: dataOf(facts, paper) };
}

function blocksOf(facts: DecidedFacts, show: ShowDay): PaperBlock[] {
  const { language } = facts.head;
  const numbers = recordNumbers(facts.frozen ?? [], facts.decision.withheld);
  return [
    { kind: 'text', text: TEXTS.intro[language] },
    requestBlock(facts, show),
    { kind: 'heading', text: TEXTS.what[language] },
    { kind: 'facts', facts: outcomeFacts(facts, show) },
    { kind: 'list', items: doneItems(facts) },
    ...reasonBlocks(facts),
    ...withheldBlocks(facts, numbers),
    { kind: 'heading', text: TEXTS.how[language] },
    { kind: 'facts', facts: methodFacts(facts) },
    ...methodBlocks(facts),
    ...complaintsBlocks(facts),
    ...suitBlocks(facts, show),
  ];
}

function outcomeFacts({ decision, ruleset, head: { language } }: DecidedFacts, show: ShowDay): PaperFact[] {
  const { labels } = SHARED_TEXTS;
  return [
    [labels.outcome[language], ruleset.requests.outcomes[decision.outcome][language]],
    [labels.decidedOn[language], show(decision.decidedOn, language)],
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

/** From when a suit is possible; null where there is none, or where whoever asked is told that they are not the person. */
function toldSuit({ suitFrom, decision: { outcome, reason }, ruleset }: DecidedFacts): Day | null {
  const refusal = ruleset.requests.refusals.find(({ code }) => code === reason);
  return outcome === 'GRANTED' || refusal?.ofStranger ? null : suitFrom;
}

function suitBlocks(facts: DecidedFacts, show: ShowDay): PaperBlock[] {
  const { decision, ruleset, head } = facts;
  const { language } = head;
  const suitFrom = toldSuit(facts);
  if (suitFrom === null) return [];
  const text =
    decision.outcome === 'REFUSED' ? TEXTS.suitAtOnce[language] : TEXTS.suitFrom[language](show(suitFrom, language));
  return [
    { kind: 'heading', text: TEXTS.suit[language] },
    { kind: 'text', text: withLaw(text, ruleset.requests.suit.cites, facts) },
  ];
}

function dataOf(facts: DecidedFacts, paper: Paper): object {
  const { decision, text, state, ruleset } = facts;
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
    ...paperData(paper),
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
    suitFrom: toldSuit(facts),
  };
}
