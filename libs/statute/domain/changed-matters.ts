import type { ArrangementFacts, Day } from './facts.js';
import { isStated } from './ground.js';
import type { ChangeRule } from './ruleset.js';

/** What is announced of joint use, art. 27(5)(iii), or of opt-out, art. 27(2). */
export interface AnnouncedMatters extends Pick<
  ArrangementFacts,
  'announcedFrom' | 'effectiveFrom' | 'items' | 'itemsOpen' | 'purposes' | 'users' | 'responsible'
> {
  readonly optOut: Readonly<Partial<Record<OptOutMatter, string>>> | null;
}

const OPT_OUT_MATTERS = ['acquisition', 'provision', 'stopReception', 'updating', 'startsOn'] as const;
type OptOutMatter = (typeof OPT_OUT_MATTERS)[number];

/** What is said of a change beside its new text. */
export interface ChangeNotice {
  /** Another name of the responsible entity: the same under a new name, or another one. */
  readonly responsible?: 'particulars' | 'entity';
  /** Why items or users may be others: GL 3-6-3. */
  readonly reason?: 'consent' | 'name-only' | 'succession';
  /** The new purposes are within what the person can normally expect. */
  readonly withinExpectation?: boolean;
  /** Day on which the particulars changed. */
  readonly changedOn?: Day;
  /** "Without delay", as the association has settled it. */
  readonly announceWithinDays: number;
}

/** Whether all five matters of joint use are announced, as a closed list. */
export function isComplete({ items, itemsOpen, users, purposes, responsible }: AnnouncedMatters): boolean {
  const listed = items.length > 0 && !itemsOpen && users.length > 0 && purposes.length > 0;
  return listed && PARTICULARS.every((part) => isStated(responsible?.[part]));
}

/** Names of the matters that are others after than before, as rules of a ruleset name them. */
export function changedMatters(
  law: ChangeRule['law'],
  before: AnnouncedMatters,
  after: AnnouncedMatters,
  notice: ChangeNotice,
): string[] {
  const items = lists('items', before.items, [...after.items, ...(opened(before, after) ? [ANYTHING] : [])]);
  if (law === 'opt-out') {
    return [...items, ...OPT_OUT_MATTERS.filter((matter) => before.optOut?.[matter] !== after.optOut?.[matter])];
  }
  return [
    ...responsibleMatters(before, after, notice),
    ...items,
    ...lists('users', usersOf(before), usersOf(after)),
    ...lists('purposes', before.purposes, after.purposes),
  ];
}

const PARTICULARS = ['name', 'address', 'representative'] as const;
const ANYTHING = '…';

function responsibleMatters(
  { responsible: before }: AnnouncedMatters,
  { responsible: after }: AnnouncedMatters,
  notice: ChangeNotice,
): string[] {
  if (PARTICULARS.every((part) => before?.[part] === after?.[part])) return [];
  if (notice.responsible) return [`responsible.${notice.responsible}`];
  return [before?.name === after?.name ? 'responsible.particulars' : 'responsible.unsaid'];
}

function lists(matter: string, before: readonly string[], after: readonly string[]): string[] {
  const isAdded = after.some((one) => !before.includes(one));
  const isNarrowed = before.some((one) => !after.includes(one));
  return [...(isAdded ? [`${matter}.added`] : []), ...(isNarrowed ? [`${matter}.narrowed`] : [])];
}

function opened(before: AnnouncedMatters, after: AnnouncedMatters): boolean {
  return after.itemsOpen && !before.itemsOpen;
}

// An entrustee among the users stays an entrustee: whether it is named changes nothing.
function usersOf({ users }: AnnouncedMatters): string[] {
  return users.filter(({ entrustee }) => !entrustee).map(({ name }) => name);
}
