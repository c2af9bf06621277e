import { compiledLaw, type CompiledLaw } from './compiled-law.js';
import { deriveLine, deriveStanding, isOfTheDead, lensOf, likenessOf, type DerivedStanding } from './derive-line.js';
import { deriveTransfer } from './derive-transfer.js';
import { note, placeOf, type FactSheet } from './fact-sheet.js';
import type { Assessment, Citation, Day, Finding, LineFacts, TransferFacts } from './facts.js';
import { findingsOf, inquiryOf, type Inquiry } from './findings.js';
import { anchorOf, isSeries, methodThatCounts, retainUntil } from './retention.js';
import type { DutyRule, Ruleset } from './ruleset.js';
import type { Basis, RecordMethod, Route } from './vocabulary.js';

/** Judges one line under one ruleset: art. 27 to 31 of the Act, or the Number Act where a number is sent. */
export function assess(ruleset: Ruleset, facts: TransferFacts, line: LineFacts): Assessment {
  return prepare(ruleset, facts)(line);
}

/**
 * What is common to the lines of one transfer is worked out once; the function returned judges each line. Lines that
 * are alike to the law share one judgement and differ only in the consent that carried them.
 */
export function prepare(ruleset: Ruleset, transfer: TransferFacts): (line: LineFacts) => Assessment {
  const law = compiledLaw(ruleset);
  const common = deriveTransfer(ruleset, transfer);
  resolveRoute(law, common);
  const lens = lensOf(ruleset, law.items, transfer);
  const judged = new Map<string, Assessment>();
  return (line) => {
    const standing = deriveStanding(lens, line);
    const isDead = isOfTheDead(transfer, line);
    const key = likenessOf(line, standing, isDead);
    let assessment = judged.get(key);
    if (assessment === undefined) {
      const facts = common.slice();
      note(facts, deriveLine(lens, line, standing));
      if (isDead) facts[DATA_KIND] = 'DECEASED';
      assessment = judge(law, transfer, facts);
      if (judged.size < LIKENESSES_MAX) judged.set(key, assessment);
    }
    const consentId = carrierOf(assessment.route, standing);
    return consentId === null ? assessment : { ...assessment, consentId };
  };
}

/** Bounds the memory of one prepared transfer; further kinds of lines are judged one by one. */
const LIKENESSES_MAX = 1_000;

const BASIS = placeOf('basis');
const ROUTE = placeOf('route');
const EXCEPTION = placeOf('exception');
const EXCLUSION = placeOf('exclusion');
const DATA_KIND = placeOf('dataKind');
const DUTY = placeOf('duty');
const METHOD_CHOSEN = placeOf('methodChosen');
const PROXY_METHOD = placeOf('proxyMethod');

function judge(law: CompiledLaw, transfer: TransferFacts, facts: FactSheet): Assessment {
  facts[BASIS] = law.bases.find((one) => one.test(facts))?.basis ?? null;
  const inquiry = inquiryOf();
  runGates(law, facts, inquiry);
  const decided = decideDuty(law, transfer, facts, inquiry);
  facts[DUTY] = decided.duty;
  for (const check of law.checks) findingsOf(law, check, facts, inquiry);
  return conclude(law, { transfer, facts, decided, inquiry });
}

function resolveRoute(law: CompiledLaw, facts: FactSheet): void {
  const resolved = law.routes.find((one) => one.test(facts));
  if (resolved !== undefined) facts[ROUTE] = resolved.rule.route;
}

// The rules of one gate are all read, so that everything it misses is named at once; a later gate is not asked.
function runGates(law: CompiledLaw, facts: FactSheet, inquiry: Inquiry): void {
  for (const gate of law.gates) {
    let ends = false;
    for (const tested of gate) {
      const hit = findingsOf(law, tested, facts, inquiry);
      if (hit && tested.rule.ends === true) ends = true;
    }
    if (ends || inquiry.findings.some((finding) => finding.severity === 'blocking')) return;
  }
}

function decideDuty(law: CompiledLaw, transfer: TransferFacts, facts: FactSheet, inquiry: Inquiry): DutyRule {
  for (const tested of law.duties[transfer.direction]) {
    if (!tested.test(facts)) {
      inquiry.tried.push(tested.passed);
      continue;
    }
    inquiry.tried.push(tested.hit);
    const { id, finding, cites } = tested.rule;
    if (finding !== undefined)
      inquiry.open(law, { id, finding, severity: 'blocking', cites, missing: ['ground.route'] }, '');
    return tested.rule;
  }
  throw new Error(`The duty rules of ${law.ruleset.id} do not end in a rule without a condition.`);
}

interface Judged {
  readonly transfer: TransferFacts;
  readonly facts: FactSheet;
  readonly decided: DutyRule;
  readonly inquiry: Inquiry;
}

function conclude(law: CompiledLaw, { transfer, facts, decided, inquiry }: Judged): Assessment {
  const basis = (facts[BASIS] ?? null) as Basis | null;
  const route = basis === null ? ((facts[ROUTE] ?? null) as Route | null) : null;
  const method = methodFor(law, facts);
  const { findings, tried } = inquiry;
  return {
    ruleset: law.ruleset.id,
    allowed: !findings.some((finding) => finding.severity === 'blocking'),
    route,
    basis,
    exception: basis === null ? ((facts[EXCEPTION] ?? null) as Assessment['exception']) : null,
    exclusion: basis === null ? ((facts[EXCLUSION] ?? null) as Assessment['exclusion']) : null,
    duty: decided.duty,
    decidedBy: decided.id,
    method,
    statutoryFields: law.ruleset.fields[decided.duty],
    retainUntil: method === null ? null : endFor(keptAs(law, method, facts), transfer, law.ruleset),
    consentId: null,
    missing: inquiry.missing,
    findings,
    citations: citationsOf(law, route, decided, findings),
    tried,
  };
}

function methodFor(law: CompiledLaw, facts: FactSheet): RecordMethod | null {
  if (law.ruleset.fields[facts[DUTY] as keyof Ruleset['fields']].every((field) => !field.statutory)) return null;
  const closed = law.methods.find((one) => one.test(facts));
  return closed?.rule.method ?? (facts[METHOD_CHOSEN] as RecordMethod);
}

// A record that the other side made follows the method that the other side used, where the law leaves it open to it.
function keptAs(law: CompiledLaw, method: RecordMethod, facts: FactSheet): RecordMethod {
  const counts = methodThatCounts(method, facts[PROXY_METHOD] as RecordMethod | null);
  if (method !== 'PROXY') return counts;
  const asMade = facts.slice();
  asMade[METHOD_CHOSEN] = counts;
  const closed = law.methods.find((one) => one.test(asMade));
  return closed?.rule.method ?? counts;
}

function endFor(method: RecordMethod, { record, occurredOn }: TransferFacts, ruleset: Ruleset): Day | null {
  const { madeOn, seriesClosed } = record;
  if (isSeries(method) && !seriesClosed) return null;
  const lastOn = isSeries(method) ? record.lastOn : occurredOn;
  return endOf(method, anchorOf({ method, madeOn, lastOn }), ruleset);
}

/** Ends of keeping that were worked out before: what is sent on one day mostly ends on one day. */
const ends = new WeakMap<Ruleset, Map<string, Day>>();
const ENDS_MAX = 1_000;

function endOf(method: RecordMethod, anchorDay: Day, ruleset: Ruleset): Day {
  const known = ends.get(ruleset) ?? new Map<string, Day>();
  ends.set(ruleset, known);
  const key = method + anchorDay;
  const end = known.get(key) ?? retainUntil(method, anchorDay, ruleset.retention);
  if (known.size < ENDS_MAX) known.set(key, end);
  return end;
}

function carrierOf(route: Route | null, { consent, foreignConsent }: DerivedStanding): string | null {
  const found = route === 'C1' ? consent : route === 'F' ? foreignConsent : null;
  return found?.state === 'VALID' ? (found.consent?.id ?? null) : null;
}

function citationsOf(
  law: CompiledLaw,
  route: Route | null,
  decided: DutyRule,
  findings: readonly Finding[],
): Citation[] {
  const refs = new Set(decided.cites);
  if (route !== null) for (const ref of law.ruleset.routeCites[route]) refs.add(ref);
  for (const finding of findings) for (const ref of finding.citations) refs.add(ref);
  return [...refs].flatMap((ref) => law.citations.get(ref) ?? []);
}
