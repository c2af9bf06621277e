import { addDays, addMonths, announceBy, currentRuleset, DEFAULT_SETTINGS } from '#statute';
import type { ArrangementEvent } from './arrangement-events.js';
import { lastCheckOf, versionFor } from './arrangement-version.js';
import type { AssociationEvent } from './association-events.js';
import { associationOn } from './association.js';
import type { PartyEvent } from './party-events.js';
import { partyOn } from './party.js';
import type { ArrangementVersionAnnounced, ResponsibleEntity } from './registration-events.js';

export const TASK_KINDS = ['announce-change', 'equivalence-check'] as const;

/** Something that the law wants done about an arrangement (期限のある作業). */
export interface ArrangementTask {
  readonly kind: (typeof TASK_KINDS)[number];
  readonly arrangement: string;
  /** Day since which there is reason for it. */
  readonly since: string;
  readonly overdueFrom: string;
  readonly cites: string;
}

export interface TaskSources {
  readonly association: readonly AssociationEvent[];
  readonly parties: ReadonlyMap<string, readonly PartyEvent[]>;
  readonly today: string;
}

/** What is to be done about an arrangement today, in time or late. */
export function tasksOf(arrangement: readonly ArrangementEvent[], sources: TaskSources): ArrangementTask[] {
  const { today } = sources;
  const version = versionFor(arrangement, null, today);
  if (!version || !isInEffect(version, today)) return [];
  return [...changeToAnnounce(version, sources), ...checkToMake(version, arrangement, sources)];
}

function isInEffect({ data }: ArrangementVersionAnnounced, today: string): boolean {
  return data.effectiveFrom <= today && (data.endsOn === null || data.endsOn >= today);
}

/** Art. 27(6): name, address or representative of the responsible entity is another than was announced. */
function changeToAnnounce({ data, sealed }: ArrangementVersionAnnounced, sources: TaskSources): ArrangementTask[] {
  const { association, today } = sources;
  const announced = sealed?.responsible;
  if (data.kind !== 'joint-use' || !announced?.name) return [];
  const known = responsibleParty(announced, sources);
  if (!known) return [];
  const since = differsSince(announced, known, today);
  if (since === null) return [];
  const { settings } = associationOn(association, today)!;
  const { announceWithinDays } = { ...DEFAULT_SETTINGS, ...settings };
  const from = since > data.effectiveFrom ? since : data.effectiveFrom;
  const overdueFrom = addDays(announceBy(from, announceWithinDays), 1);
  return [{ kind: 'announce-change', arrangement: data.arrangementId, since: from, overdueFrom, cites: 'APPI 27(6)' }];
}

interface Particulars {
  readonly name: string;
  readonly address: string | null;
  readonly representative: string | null;
}

/** What is registered of the responsible entity, by the day. */
interface ResponsibleParty {
  readonly on: (day: string) => Particulars | null;
  /** Days from which anything of it was amended. */
  readonly days: readonly string[];
}

function responsibleParty(
  { name, party }: ResponsibleEntity,
  { association, parties }: TaskSources,
): ResponsibleParty | null {
  if (party) {
    const events = parties.get(party) ?? [];
    return { days: daysOf(events), on: (day) => partyOn(events, day)?.sealed ?? null };
  }
  const on = (day: string) => {
    const known = associationOn(association, day);
    return known?.sealed ? { ...known.sealed, name: known.name.ja } : null;
  };
  const days = daysOf(association);
  // It is the association itself where it ever had the name that was announced.
  return [FIRST_DAY, ...days].some((day) => on(day)?.name === name) ? { on, days } : null;
}

const FIRST_DAY = '0000-01-01';

function daysOf(events: readonly (AssociationEvent | PartyEvent)[]): string[] {
  const days = events.flatMap(({ data }) => ('effectiveFrom' in data ? [data.effectiveFrom] : []));
  return [...new Set(days)].toSorted();
}

/** Day since which particulars are others than announced, without a break until today; null where they are not. */
function differsSince(announced: ResponsibleEntity, known: ResponsibleParty, today: string): string | null {
  const days = [FIRST_DAY, ...known.days.filter((day) => day <= today)];
  const differs = days.map((day) => isOther(announced, known.on(day)));
  if (!differs.at(-1)) return null;
  return days[differs.lastIndexOf(false) + 1]!;
}

// What was not announced is a matter that the announcement lacks, and no change of it.
function isOther(announced: ResponsibleEntity, known: Particulars | null): boolean {
  if (known === null) return false;
  return (['name', 'address', 'representative'] as const).some(
    (part) => announced[part] !== null && announced[part] !== known[part],
  );
}

/** Art. 28(3), Rules 18(1)(i): whether the recipient abroad goes on taking equivalent measures. */
function checkToMake(
  { data }: ArrangementVersionAnnounced,
  arrangement: readonly ArrangementEvent[],
  { parties, today }: TaskSources,
): ArrangementTask[] {
  const isEquivalent = data.parties.some(
    (id) => partyOn(parties.get(id) ?? [], today)?.data.location === 'FOREIGN_EQUIV_SYSTEM',
  );
  if (!isEquivalent) return [];
  const since = data.equivalenceLastCheckedOn ?? lastCheckOf(arrangement, today)?.checkedOn ?? data.effectiveFrom;
  const { equivalenceCheckMonths } = currentRuleset(today);
  const overdueFrom = data.equivalenceLastCheckedOn === null ? since : addMonths(since, equivalenceCheckMonths);
  return [{ kind: 'equivalence-check', arrangement: data.arrangementId, since, overdueFrom, cites: 'APPI 28(3)' }];
}
