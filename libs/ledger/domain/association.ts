import type { AssociationFacts, AssociationSettings } from '#statute';
import type {
  AssociationEvent,
  AssociationRegistered,
  PublishedPurpose,
  RetainedPurposes,
} from './association-events.js';
import { inOrderOfDays } from './in-order-of-days.js';

/** An association as it is on a day. The sealed part is null once its key was destroyed. */
export interface KnownAssociation {
  readonly class: AssociationRegistered['data']['class'];
  readonly name: AssociationRegistered['data']['name'];
  readonly insurerNumber: string | null;
  readonly recordsHeldFrom: string;
  /** Every purpose that was ever published, with its days. */
  readonly purposes: readonly PublishedPurpose[];
  /** Points that it settled, as they hold on the day. */
  readonly settings: Partial<AssociationSettings>;
  readonly retainedPurposes?: RetainedPurposes;
  readonly sealed: AssociationRegistered['sealed'] | null;
}

/** What holds on a day: the registration, then every amendment that had come into effect, by its day. */
export function associationOn(events: readonly AssociationEvent[], day: string): KnownAssociation | null {
  const [registered, ...later] = events;
  if (registered?.type !== 'AssociationRegistered') return null;
  const { settings = {}, ...data } = registered.data;
  // A publication has days of its own, whatever the day of the amendment that tells of it.
  const purposes = later.reduce(published, data.purposes);
  const known: KnownAssociation = { ...data, purposes, settings, sealed: registered.sealed ?? null };
  return inOrderOfDays(later.filter(isLater), day).reduce(amended, known);
}

/** What the law asks of the association itself on the day of a send. */
export function associationFacts(known: KnownAssociation, day: string): AssociationFacts {
  const purposes = known.purposes
    .filter(({ publishedFrom, publishedUntil = day }) => publishedFrom <= day && day <= publishedUntil)
    .map(({ code, publishedFrom }) => ({ code, publishedFrom }));
  return { class: known.class, purposes, settings: known.settings };
}

type Later = Exclude<AssociationEvent, AssociationRegistered>;

function isLater(event: AssociationEvent): event is Later {
  return event.type !== 'AssociationRegistered';
}

function amended(known: KnownAssociation, event: Later): KnownAssociation {
  switch (event.type) {
    case 'SettingsChanged':
      return { ...known, settings: { ...known.settings, ...event.data.settings } };
    case 'AssociationAmended': {
      const { name = known.name, retainedPurposes = known.retainedPurposes } = event.data;
      const retained = retainedPurposes ? { retainedPurposes } : {};
      return { ...known, name, ...retained, sealed: sealedOf(known, event.sealed) };
    }
    default:
      return event satisfies never;
  }
}

// One purpose may be published, ended and published again: each publication is known by its first day.
function published(known: readonly PublishedPurpose[], event: AssociationEvent): readonly PublishedPurpose[] {
  const anew = event.type === 'AssociationAmended' ? (event.data.purposes ?? []) : [];
  const isAnew = (one: PublishedPurpose) =>
    anew.some(({ code, publishedFrom }) => code === one.code && publishedFrom === one.publishedFrom);
  return [...known.filter((one) => !isAnew(one)), ...anew];
}

function sealedOf(
  { sealed }: KnownAssociation,
  changes: Extract<Later, { type: 'AssociationAmended' }>['sealed'],
): KnownAssociation['sealed'] {
  if (!sealed || !changes) return sealed;
  const { contact = {}, ...rest } = changes;
  const contacts = Object.entries({ ...sealed.contact, ...contact });
  const left = contacts.filter((entry): entry is [string, string] => entry[1] !== null);
  return { ...sealed, ...rest, contact: Object.fromEntries(left) };
}
