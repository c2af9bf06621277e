import type { ExtraField, VoluntaryExtra } from '#statute';
import type { DisclosedContent, Withheld } from './disclosed-content.js';

interface Named {
  readonly code: string;
  readonly ja: string;
  readonly en: string;
}

/** What is told of a movement although no law asks for it; null where it is no field of it, or withheld. */
export interface VoluntaryContent {
  /** Transfer id and line: also the name of the record, where one tells of it. */
  readonly record: string;
  readonly version: number;
  readonly extra: VoluntaryExtra;
  /** What the law calls the movement. */
  readonly label: Named;
  readonly direction: 'OUT' | 'IN';
  readonly fields: readonly ExtraField[];
  readonly date: string | null;
  readonly party: DisclosedContent['party'];
  readonly items: readonly Named[] | null;
  readonly purpose: Named | null;
  readonly means: string | null;
}

export interface KnownExtras {
  /** Position up to which they are known. */
  readonly asOf: string;
  /** Newest first. */
  readonly list: readonly VoluntaryContent[];
  /** True where there are more, which are older. */
  readonly isCut: boolean;
}

/** A movement as it is read of the member view, before it is decided what of it is told. */
export interface VoluntaryMovement extends Omit<VoluntaryContent, 'fields' | 'date'> {
  readonly occurredOn: string;
  /** How it appears to the person: a generic one tells nothing but its day and what it is. */
  readonly view: 'show' | 'generic';
}

const ALL: readonly ExtraField[] = ['date', 'party', 'items', 'purpose', 'means'];

/**
 * What is told of a movement: what the record of it does not say by law, and of a generic one no more than the person
 * sees of it. Null where nothing is left.
 */
export function voluntaryContent(
  { occurredOn, view, ...movement }: VoluntaryMovement,
  statutory: readonly string[],
): VoluntaryContent | null {
  const shown: readonly ExtraField[] = view === 'generic' ? ['date'] : ALL;
  const fields = shown.filter((one) => !statutory.includes(one));
  // The day alone names a movement, and adds nothing to a record of it.
  const addsNothing = statutory.length > 0 && fields.every((one) => one === 'date');
  if (fields.length === 0 || addsNothing) return null;
  return emptied({ ...movement, fields, date: occurredOn }, (field) => fields.includes(field));
}

/** As they go out: without what is withheld, of them or of the record that tells of the same movement. */
export function extrasToDisclose(all: readonly VoluntaryContent[], withheld: readonly Withheld[]): VoluntaryContent[] {
  const isWithheld = (record: string, field: string | null) =>
    withheld.some((one) => one.record === record && one.field === field);
  return all
    .filter(({ record }) => !isWithheld(record, null))
    .map((one) => emptied(one, (field) => !isWithheld(one.record, field)));
}

function emptied(content: VoluntaryContent, isTold: (field: ExtraField) => boolean): VoluntaryContent {
  const hidden = ALL.filter((field) => !isTold(field)).map((field) => [field, null]);
  return { ...content, ...(Object.fromEntries(hidden) as object) };
}
