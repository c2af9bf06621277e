import type { Assessment, Duty, RuleTried } from '#statute';
import { fromRanges, toRanges } from './line-ranges.js';
import type { DroppedLines, Explanation, Group, LineOutcome, StoredGroup } from './transfer-events.js';

/** How a line shows to its member and in which chain it stands: design choices of the arrangement, decided by the caller. */
export interface Appearance {
  readonly view: LineOutcome['view'];
  readonly chain: LineOutcome['chain'];
  /** Why a receipt is kept apart; left out where it is not. */
  readonly quarantine?: string;
}

const VIEWS_BY_OPENNESS = ['show', 'generic', 'hidden'] as const;

/**
 * What was shown once cannot be hidden later: an amended line stays at least as open as it was. What must not be known
 * to exist stays so: nobody turns it open by amending it.
 */
export function asItWasShown(now: Appearance, before: Appearance | undefined): Appearance {
  if (!before) return now;
  if (before.chain === 'restricted') return { ...now, view: 'hidden', chain: 'restricted' };
  const view = VIEWS_BY_OPENNESS.find((one) => one === now.view || one === before.view)!;
  return { ...now, view, chain: 'open' };
}

/** Joins the judgements of lines that came to the same for the same reasons, one after the other; counted from 1. */
export class LineGroups {
  readonly #groups = new Map<string, OpenGroup>();
  // Lines that are alike to the law share what was tried: their groups differ in how they appear, and need not be
  // written out again to be found.
  readonly #alike = new WeakMap<readonly RuleTried[], OpenGroup[]>();
  #lines = 0;

  constructor(private readonly trace: (tried: readonly RuleTried[]) => string) {}

  add(assessment: Assessment, appearance: Appearance): void {
    const known = this.#alike.get(assessment.tried) ?? [];
    let open = known.find(({ group }) => group.view === appearance.view && group.chain === appearance.chain);
    if (!open) {
      const group = { ...outcomeOf(assessment, appearance), ...explanationOf(assessment, this.trace) };
      const key = JSON.stringify(group);
      open = this.#groups.get(key) ?? { group, lines: [] };
      this.#groups.set(key, open);
      this.#alike.set(assessment.tried, [...known, open]);
    }
    this.#lines += 1;
    open.lines.push(this.#lines);
  }

  get groups(): Group[] {
    return [...this.#groups.values()].map(({ group, lines }) => ({ lines, ...group }));
  }
}

interface OpenGroup {
  readonly group: Omit<Group, 'lines'>;
  readonly lines: number[];
}

function outcomeOf(assessment: Assessment, appearance: Appearance): LineOutcome {
  const { allowed, route, basis, exception, exclusion, duty, decidedBy, method, retainUntil } = assessment;
  return { allowed, route, basis, exception, exclusion, duty, decidedBy, method, retainUntil, ...appearance };
}

function explanationOf(assessment: Assessment, trace: (tried: readonly RuleTried[]) => string): Explanation {
  return {
    missing: assessment.missing,
    findings: assessment.findings.map(({ code, severity, pointer }) => ({ code, severity, pointer })),
    citations: assessment.citations.map((citation) => citation.ref),
    trace: trace(assessment.tried),
  };
}

/** The blocked lines of a judged plan, with what blocked them. */
export function droppedLines(groups: readonly Group[]): DroppedLines[] {
  return groups
    .filter((group) => !group.allowed)
    .map(({ lines, findings }) => ({
      lines: toRanges(lines),
      findings: [...new Set(findings.filter((one) => one.severity === 'blocking').map((one) => one.code))],
    }));
}

/** A group as events hold it, and back. */
export function storedGroup(group: Group): StoredGroup {
  return { ...group, lines: toRanges(group.lines) };
}

export function groupOf(stored: StoredGroup): Group {
  return { ...stored, lines: fromRanges(stored.lines) };
}

/** The outcome alone, without lines and reasons. */
export function outcomeOnly(group: Group): LineOutcome {
  const {
    lines: _lines,
    missing: _missing,
    findings: _findings,
    citations: _citations,
    trace: _trace,
    ...outcome
  } = group;
  return outcome;
}

export function explanationOnly({ missing, findings, citations, trace }: Group): Explanation {
  return { missing, findings, citations, trace };
}

/** Provision record (art. 29), receipt record (art. 30), or neither. */
export function registerOf(duty: Duty): 'provision' | 'receipt' | null {
  switch (duty) {
    case 'REC_CONSENT_27':
    case 'REC_CONSENT_28':
    case 'REC_OPTOUT':
    case 'REC_31_3':
      return 'provision';
    case 'REC_24_1_I':
    case 'REC_24_1_II':
    case 'REC_24_1_III':
    case 'REC_24_1_IV':
      return 'receipt';
    case 'NUM_LOG':
    case 'NONE':
      return null;
    default:
      return duty satisfies never;
  }
}

/** The register of a line; a receipt that is kept apart is among the receipts, whatever it lacks. */
export function registerOfLine({ duty, quarantine }: LineOutcome): 'provision' | 'receipt' | null {
  return registerOf(duty) ?? (quarantine === undefined ? null : 'receipt');
}
