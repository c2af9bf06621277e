import { addDays } from './calendar.js';
import { changedMatters, isComplete, type AnnouncedMatters, type ChangeNotice } from './changed-matters.js';
import type { Day, Finding } from './facts.js';
import type { ChangeRule, Ruleset } from './ruleset.js';

export interface MatterChanged {
  readonly matter: string;
  readonly rule: string;
  readonly tell: ChangeRule['tell'];
}

export interface ChangeJudgement {
  readonly changes: readonly MatterChanged[];
  /** Blocking: the change is not possible so. Warning: it is, and was told too late. */
  readonly findings: readonly Finding[];
}

const NOTHING: ChangeJudgement = { changes: [], findings: [] };

/**
 * Judges what changed between two versions of an announcement: of joint use art. 27(6), of opt-out art. 27(3). An
 * announcement of joint use that lacked one of the five matters was none: what completes it changes nothing.
 */
export function judgeChange(
  ruleset: Ruleset,
  law: ChangeRule['law'],
  versions: { readonly before: AnnouncedMatters; readonly after: AnnouncedMatters },
  notice: ChangeNotice,
): ChangeJudgement {
  const { before, after } = versions;
  if (law === 'joint-use' && !isComplete(before)) return NOTHING;
  const matters = changedMatters(law, before, after, notice);
  const found = matters.flatMap((matter) => {
    const rule = ruleset.changes.rules.find((one) => one.law === law && one.matters.includes(matter));
    return rule ? [{ matter, rule }] : [];
  });
  const findings = found.flatMap(({ rule }) => objectionTo(ruleset, rule, after, notice) ?? []);
  return {
    changes: found.map(({ matter, rule }) => ({ matter, rule: rule.id, tell: rule.tell })),
    findings: findings.filter(({ code }, index) => findings.findIndex((one) => one.code === code) === index),
  };
}

/** The last day on which a change of particulars is announced without delay. */
export function announceBy(changedOn: Day, announceWithinDays: number): Day {
  return addDays(changedOn, announceWithinDays);
}

function objectionTo(
  ruleset: Ruleset,
  rule: ChangeRule,
  after: AnnouncedMatters,
  notice: ChangeNotice,
): Finding | null {
  const finding = (code: string, pointer: string, severity: Finding['severity'] = 'blocking'): Finding => {
    const { ja = code, en = code } = ruleset.changes.findings[code] ?? {};
    return { code, severity, pointer, ja, en, citations: rule.cites };
  };
  const own = () => finding(rule.finding!, rule.pointer ?? '');
  switch (rule.tell) {
    case 'never':
      if (!notice.reason || !(rule.unless ?? []).includes(notice.reason)) return own();
      return isBefore(after) ? null : finding('CHANGE_NOT_BEFORE', '/terms/announcedFrom');
    case 'before':
      if (rule.asks && notice[rule.asks] !== true) return own();
      return isBefore(after) ? null : finding('CHANGE_NOT_BEFORE', '/terms/announcedFrom');
    case 'after': {
      const changedOn = notice.changedOn ?? after.effectiveFrom;
      const isLate =
        after.announcedFrom !== null && after.announcedFrom > announceBy(changedOn, notice.announceWithinDays);
      return isLate ? finding('CHANGE_ANNOUNCED_LATE', '/terms/announcedFrom', 'warning') : null;
    }
    default:
      return rule.tell satisfies never;
  }
}

// It holds from the first hour of its day: an announcement of that day is not shown to have been before it.
function isBefore({ announcedFrom, effectiveFrom }: AnnouncedMatters): boolean {
  return announcedFrom !== null && announcedFrom < effectiveFrom;
}
