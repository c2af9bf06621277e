import { currentRuleset, itemOf, purposeOf, type Ruleset } from '#statute';
import type { ArrangementEvent } from '../domain/arrangement-events.js';
import { versionsOf } from '../domain/arrangement-version.js';
import type { KnownAssociation } from '../domain/association.js';
import type { ArrangementVersionAnnounced } from '../domain/registration-events.js';
import { shownPurposes } from '../show-association/show-association.query.js';
import type {
  PublicationAnswer,
  PublishedArrangementAnswer,
  PublishedAssociationAnswer,
  PublishedImpliedConsentAnswer,
  PublishedJointUseAnswer,
  PublishedOptOutAnswer,
  PublishedVersionAnswer,
} from './answers.js';

export interface PublicationSources {
  readonly id: string;
  readonly association: KnownAssociation;
  readonly arrangements: readonly (readonly ArrangementEvent[])[];
  readonly on: string;
}

/** What anybody may read. Arrangements that nobody may know to exist leave no trace in it. */
export function publicationOf({ id, association, arrangements, on }: PublicationSources): PublicationAnswer {
  const ruleset = currentRuleset(on);
  const published = arrangements.flatMap((events) => publishedVersion(events, on) ?? []);
  const of = (isWanted: (version: ArrangementVersionAnnounced) => boolean) =>
    published.filter(({ version }) => isWanted(version));
  return {
    on,
    association: publishedAssociation(id, association),
    purposes: shownPurposes(association, on),
    jointUses: of(({ data }) => data.kind === 'joint-use').map((one) => jointUse(one, ruleset)),
    impliedConsents: of(({ data }) => data.kind === 'implied-consent').map((one) => impliedConsent(one, ruleset)),
    optOuts: of(({ data }) => data.routeChosen === 'O').map((one) => optOut(one, ruleset)),
  };
}

/** Whether a version may be known to everybody. */
export function isPublic({ data }: ArrangementVersionAnnounced): boolean {
  return !data.restricted && data.memberView !== 'hidden';
}

interface Published {
  readonly version: ArrangementVersionAnnounced;
  readonly versions: readonly PublishedVersionAnswer[];
}

/** The announced version in effect on a day or, before any is, the next; null of what is over, secret or unannounced. */
function publishedVersion(events: readonly ArrangementEvent[], on: string): Published | null {
  const all = versionsOf(events);
  // A hidden version hides the arrangement: what it was before would tell of it.
  if (!all.every(isPublic)) return null;
  const announced = all.filter(({ data }) => data.announcedFrom !== null && data.announcedFrom <= on);
  const lasting = announced.filter(({ data }) => data.endsOn === null || data.endsOn >= on);
  const version = lasting.findLast(({ data }) => data.effectiveFrom <= on) ?? lasting[0];
  if (!version) return null;
  const versions = announced.map(({ data: { version: number, announcedFrom, effectiveFrom, endsOn } }) => ({
    version: number,
    announcedFrom: announcedFrom!,
    effectiveFrom,
    endsOn,
  }));
  return { version, versions };
}

function publishedAssociation(id: string, known: KnownAssociation): PublishedAssociationAnswer {
  const { class: kind, name, sealed } = known;
  const contact = (field: string) => sealed?.contact[field] ?? null;
  return {
    id,
    class: kind,
    name: { ja: name.ja, en: name.en },
    address: sealed?.address ?? null,
    representative: sealed?.representative ?? null,
    desk: contact('desk'),
    phone: contact('phone'),
    email: contact('email'),
    url: contact('url'),
    complaintDesk: contact('complaintDesk') ?? contact('desk'),
    requestProcedure: contact('requestProcedure'),
    requestFee: contact('requestFee'),
    safetyMeasures: contact('safetyMeasures'),
    accreditedBody: contact('accreditedBody'),
  };
}

function common({ version, versions }: Published, ruleset: Ruleset): PublishedArrangementAnswer {
  const { data, sealed } = version;
  return {
    id: data.arrangementId,
    title: sealed?.title ? { ...sealed.title } : null,
    version: data.version,
    effectiveFrom: data.effectiveFrom,
    endsOn: data.endsOn,
    items: data.items.map((code) => named(code, itemOf(ruleset, code))),
    itemsOpen: data.itemsOpen,
    purposes: data.purposes.map((code) => named(code, purposeOf(ruleset, code))),
    media: [...(sealed?.announcement?.media ?? [])],
    url: sealed?.announcement?.url ?? null,
    versions: [...versions],
  };
}

function jointUse(published: Published, ruleset: Ruleset): PublishedJointUseAnswer {
  const { sealed } = published.version;
  const { name = null, address = null, representative = null } = sealed?.responsible ?? {};
  return {
    ...common(published, ruleset),
    users: (sealed?.users ?? []).map(({ name: user, entrustee }) => ({ name: user, entrustee })),
    responsible: sealed?.responsible ? { name, address, representative } : null,
  };
}

function impliedConsent(published: Published, ruleset: Ruleset): PublishedImpliedConsentAnswer {
  const { data, sealed } = published.version;
  return {
    ...common(published, ruleset),
    matter: sealed?.implied ? { ...sealed.implied.matter } : null,
    howToObject: sealed?.implied?.howToObject ?? null,
    explicitOnRequest: data.implied?.explicitOnRequest ?? false,
    silenceIsConsent: data.implied?.silenceIsConsent ?? false,
    changeable: data.implied?.changeable ?? false,
  };
}

function optOut(published: Published, ruleset: Ruleset): PublishedOptOutAnswer {
  const filing = published.version.sealed?.optOut;
  return {
    ...common(published, ruleset),
    filingNo: filing?.filingNo ?? null,
    provisionIsPurpose: true,
    acquisition: filing?.acquisition ?? null,
    provision: filing?.provision ?? null,
    stopsOnRequest: true,
    stopReception: filing?.stopReception ?? null,
    updating: filing?.updating ?? null,
    startsOn: filing?.startsOn ?? null,
  };
}

function named(code: string, known: { readonly ja: string; readonly en: string } | null) {
  return { code, ja: known?.ja ?? code, en: known?.en ?? code };
}
