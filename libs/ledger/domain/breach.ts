import { judgeBreach, WORKING_DAYS, type BreachJudgement, type Day, type Ruleset } from '#statute';
import type {
  BreachClosed,
  BreachEvent,
  BreachMatters,
  FinalReported,
  PersonsNotified,
  PreliminaryReported,
  StatedBreach,
} from './breach-events.js';

/** An event as it is read: what is sealed is null once its key was destroyed. */
export type ReadBreachEvent = {
  [Type in BreachEvent['type']]: {
    readonly type: Type;
    readonly data: Extract<BreachEvent, { type: Type }>['data'];
    readonly sealed: Extract<BreachEvent, { type: Type }>['sealed'] | null;
  };
}[BreachEvent['type']];

type Read<Event extends BreachEvent> = { readonly data: Event['data']; readonly sealed: Event['sealed'] | null };

/** A breach with all that became of it. */
export interface Breach {
  readonly stated: StatedBreach;
  readonly matters: BreachMatters;
  readonly preliminary: Read<PreliminaryReported> | null;
  /** Oldest first: what was to follow is reported in a later one. */
  readonly finals: readonly Read<FinalReported>[];
  readonly notices: readonly Read<PersonsNotified>[];
  readonly closed: Read<BreachClosed> | null;
}

/** Folds one breach from its events; null where nobody opened it. */
export function breachOf(events: Iterable<ReadBreachEvent>): Breach | null {
  let breach: Breach | null = null;
  for (const event of events) breach = evolve(breach, event);
  return breach;
}

function evolve(breach: Breach | null, event: ReadBreachEvent): Breach | null {
  if (event.type === 'BreachOpened') {
    const nothing = { preliminary: null, finals: [], notices: [], closed: null };
    return { stated: event.data, matters: event.sealed?.matters ?? {}, ...nothing };
  }
  if (!breach) return null;
  switch (event.type) {
    case 'BreachAmended':
      return { ...breach, stated: event.data, matters: event.sealed?.matters ?? {} };
    case 'PreliminaryReported':
      return { ...breach, preliminary: event };
    case 'FinalReported':
      return { ...breach, finals: [...breach.finals, event] };
    case 'PersonsNotified':
      return { ...breach, notices: [...breach.notices, event] };
    case 'BreachClosed':
      return { ...breach, closed: event };
    default:
      return event satisfies never;
  }
}

/** What the law asks about a breach, under the ruleset by which it was opened. */
export function judgementOf({ stated }: Breach, { breach: law }: Ruleset): BreachJudgement {
  return judgeBreach(law, stated, WORKING_DAYS);
}

export const DEADLINE_STATES = ['not-asked', 'running', 'warning', 'overdue', 'done', 'done-late'] as const;
export type DeadlineState = (typeof DEADLINE_STATES)[number];

/** How a report stands on a day. */
export function deadlineState(
  due: { readonly dueOn: Day; readonly warnOn?: Day } | null,
  doneOn: Day | null,
  today: Day,
): DeadlineState {
  if (!due) return doneOn ? 'done' : 'not-asked';
  if (doneOn) return doneOn <= due.dueOn ? 'done' : 'done-late';
  if (today > due.dueOn) return 'overdue';
  return due.warnOn && today >= due.warnOn ? 'warning' : 'running';
}

/** What has still to be done before a breach can be closed. */
export function leftToDo({ preliminary, finals, notices }: Breach, { reportable }: BreachJudgement): string[] {
  if (!reportable) return [];
  const last = finals.at(-1);
  return [
    ...(preliminary ? [] : ['preliminary-report']),
    ...(last ? [] : ['final-report']),
    ...(last?.data.toFollow ?? []).map((code) => `matter:${code}`),
    ...(notices.length > 0 ? [] : ['notice']),
  ];
}
