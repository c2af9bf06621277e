import { citation, type Day, type Ruleset } from '#statute';
import { deadlineState, judgementOf, leftToDo } from '../domain/breach.js';
import type { BreachAnswer, BreachDeadlineAnswer, BreachReasonAnswer } from './breach.answer.js';
import type { KnownBreach } from './breach-reader.js';

/** A breach as it stands on a day. */
export function describeBreach({ breach, ruleset, events }: KnownBreach, today: Day): BreachAnswer {
  const { stated, matters, preliminary, finals, notices, closed } = breach;
  const judged = judgementOf(breach, ruleset);
  const { deadlines } = judged;
  const law = ruleset.breach;
  const within = { ruleset, today };
  return {
    id: stated.breachId,
    state: closed ? 'closed' : 'open',
    knewOn: stated.knewOn,
    entrusteeNoticeOn: stated.entrusteeNoticeOn,
    persons: stated.persons,
    transfers: [...stated.transfers],
    reportable: judged.reportable,
    reasons: judged.reasons.map((one) => reasonOf(one, ruleset)),
    exempt: judged.exempt && reasonOf(judged.exempt, ruleset),
    countsFrom: deadlines?.countsFrom ?? null,
    preliminary: deadlineOf(
      deadlines?.preliminary ?? null,
      preliminary?.data.reportedOn,
      law.preliminary.cites,
      within,
    ),
    // The first one counts for being in time, whatever was to follow.
    final: deadlineOf(deadlines?.final ?? null, finals[0]?.data.reportedOn, law.final.cites, within),
    notice: noticeOf(notices.at(-1)?.data.notifiedOn, judged.reportable, law.noticeCites, ruleset),
    matters: law.matters.map((one) => ({ ...one, text: matters[one.code] ?? null })),
    left: leftToDo(breach, judged),
    ruleset: ruleset.id,
    position: events.at(-1)!.stored.position,
    history: events.map(({ stored: { position, envelope } }) => ({
      type: envelope.type,
      position,
      recordedAt: envelope.recordedAt,
    })),
  };
}

function reasonOf(
  {
    code,
    ja,
    en,
    cites,
  }: { readonly code: string; readonly ja: string; readonly en: string; readonly cites: readonly string[] },
  ruleset: Ruleset,
): BreachReasonAnswer {
  return { code, ja, en, citations: cites.map((ref) => citation(ruleset, ref)) };
}

interface Due {
  readonly dueOn: Day;
  readonly warnOn?: Day;
  readonly isCertain?: boolean;
}

function deadlineOf(
  due: Due | null,
  doneOn: Day | undefined,
  cites: readonly string[],
  { ruleset, today }: { readonly ruleset: Ruleset; readonly today: Day },
): BreachDeadlineAnswer {
  return {
    state: deadlineState(due, doneOn ?? null, today),
    warnOn: due?.warnOn ?? null,
    dueOn: due?.dueOn ?? null,
    certain: due?.isCertain ?? true,
    doneOn: doneOn ?? null,
    citations: cites.map((ref) => citation(ruleset, ref)),
  };
}

/** The Act sets no day for the notice: it is promptly, according to the situation. */
function noticeOf(
  doneOn: Day | undefined,
  isAsked: boolean,
  cites: readonly string[],
  ruleset: Ruleset,
): BreachDeadlineAnswer {
  const state = doneOn ? 'done' : isAsked ? 'running' : 'not-asked';
  const citations = cites.map((ref) => citation(ruleset, ref));
  return { state, warnOn: null, dueOn: null, certain: true, doneOn: doneOn ?? null, citations };
}
