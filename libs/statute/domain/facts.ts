import type {
  ArrangementKind,
  AssociationClass,
  Basis,
  DataKind,
  Delivery,
  Direction,
  Exception,
  Exclusion,
  Location,
  Means,
  NumItem,
  OptOutMatter,
  PartyClass,
  RecordMethod,
  Route,
  StandingKind,
} from './vocabulary.js';
import type { AssociationSettings } from './settings.js';

/** A calendar day in Japan, `YYYY-MM-DD`. */
export type Day = string;
/** An instant, ISO 8601 in UTC with milliseconds, `2026-04-01T00:00:00.000Z`. */
export type Instant = string;

/** What the association itself brings into every judgement. */
export interface AssociationFacts {
  readonly class: AssociationClass;
  /** Purposes of use published by the association (codes of the purposes table), with the day of publication. */
  readonly purposes: readonly { code: string; publishedFrom: Day }[];
  /** Points that the association settled for itself; the defaults where it said nothing. */
  readonly settings?: Partial<AssociationSettings>;
}

export interface PartyFacts {
  /** Where the party is registered. */
  readonly id?: string | null;
  readonly class: PartyClass;
  readonly location: Location;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | null;
  /** True where the joint-use announcement lists this party as a user although it works as an entrustee. */
  readonly entrusteeAmongUsers?: boolean;
}

/** The version of the arrangement under which the transfer was made. */
export interface ArrangementFacts {
  readonly kind: ArrangementKind;
  readonly announcedFrom: Day | null;
  /** The instant of the announcement where it is known: on the day of a send only an earlier one counts. */
  readonly announcedAt?: Instant | null;
  readonly effectiveFrom: Day;
  readonly endsOn: Day | null;
  readonly items: readonly string[];
  /** True where the announced list is open ("など"): items outside it cannot be refused, only remarked. */
  readonly itemsOpen: boolean;
  readonly purposes: readonly string[];
  readonly routeChosen: Route | null;
  readonly basisChosen: Basis | null;
  readonly exclusion: { code: Exclusion; reason: string; approvedBy: string } | null;
  readonly numItem: NumItem | null;
  /** Responsible entity of joint use, art. 27(5)(iii): null in parts that the announcement does not state. */
  readonly responsible: { name: string | null; address: string | null; representative: string | null } | null;
  /** `party` names the user's party where it is registered. */
  readonly users: readonly { name: string; entrustee: boolean; party?: string | null }[];
  readonly partyIncluded: boolean;
  readonly contract: { ref: string } | null;
  readonly recordMethod: RecordMethod | null;
  /** Announced means; none where nobody stated them. */
  readonly means?: readonly Means[];
  readonly equivalenceLastCheckedOn: Day | null;
  /** The first day filed for an opt-out, Rules 11(4). */
  readonly optOutStartsOn?: Day | null;
  /** The law a statutory duty rests on, where the arrangement states it. */
  readonly law?: { act: string; article: string } | null;
  /** What was published of an implied comprehensive consent (kenpo guidance III 7(3)); left out where it is not stated. */
  readonly implied?: ImpliedConsentNotice | null;
  /** How it goes to a household or through an employer: `sealed` where nobody on the way can read it (K345). */
  readonly delivery?: Delivery | null;
}

/** The three promises of an implied comprehensive consent. */
export interface ImpliedConsentNotice {
  /** The member may ask that a matter need the member's explicit consent. */
  readonly explicitOnRequest: boolean;
  /** Silence is said to be consent for the published matters. */
  readonly silenceIsConsent: boolean;
  /** Consent and reservation can be changed at any time. */
  readonly changeable: boolean;
}

/** The poster's own words on the ground, design section 7. Everything is optional: what a route needs, G8 asks. */
export interface GroundFacts {
  readonly route?: Route | null;
  readonly basis?: Basis | null;
  readonly exception?: Exception | null;
  readonly exclusion?: { code: Exclusion; reason: string; approvedBy: string } | null;
  readonly numItem?: NumItem | null;
  readonly law?: { act: string; article: string; requestRef: string } | null;
  readonly protects?: string | null;
  readonly whyConsentDifficult?: string | null;
  readonly masking?: readonly string[];
  readonly body?: string | null;
  readonly duty?: string | null;
  readonly hindrance?: string | null;
  readonly contractRef?: string | null;
  readonly supervisionRef?: string | null;
  /** `tainted`: acquired unlawfully or itself received by opt-out, the proviso of art. 27(2). */
  readonly optOut?: {
    filingNo: string;
    published: boolean;
    tainted?: boolean;
    /** Which of the nine matters were notified and filed, where the poster lists them; otherwise all, by its word. */
    matters?: readonly OptOutMatter[];
  } | null;
  readonly foreign?: {
    country: string;
    infoGiven: { country: boolean; system: boolean; measures: boolean; unknownReason: string | null };
  } | null;
  /** How the recipient's consent was checked, art. 31(1); `foreignInfo` for a recipient abroad, art. 31(1)(ii). */
  readonly art31?: { howChecked: string | null; foreignInfo: boolean } | null;
  /** True where the data is sold, or a vendor may sell it. */
  readonly sale?: boolean;
  /** How it went to a household or through an employer; the arrangement's where nothing is said. */
  readonly delivery?: Delivery | null;
  /** True where it answers an investigation that the member must not learn of (Cabinet Order art. 11(iv)). */
  readonly investigation?: boolean;
  /** What a research body will study, and that nobody is harmed unfairly by it, art. 27(1)(v) to (vii). */
  readonly research?: { purpose: string; noUnfairHarm: boolean } | null;
  /** By what it was attested that a vendor cannot touch the data that it stores, PPC Q&A 7-53. */
  readonly storageAttestation?: string | null;
}

export interface ConfirmationFacts {
  readonly providerHow: string | null;
  readonly acquisition: string | null;
  readonly acquisitionHow: string | null;
  /** A kept record of the same facts, Rules 22(3): only that they are identical is confirmed. */
  readonly sameAs?: { record: string; kept: boolean } | null;
}

/** What is common to every line of a transfer. */
export interface TransferFacts {
  readonly direction: Direction;
  readonly phase: 'planned' | 'done';
  /** The instant when known; otherwise only the day counts and same-day knowledge is read against the sender. */
  readonly occurredAt: Instant | null;
  readonly occurredOn: Day;
  readonly association: AssociationFacts;
  readonly party: PartyFacts;
  readonly arrangement: ArrangementFacts | null;
  readonly dataKind: DataKind;
  readonly purpose: string;
  readonly means: Means;
  readonly ground: GroundFacts;
  readonly confirmation: ConfirmationFacts | null;
  readonly record: {
    method: RecordMethod | null;
    madeOn: Day;
    seriesClosed: boolean;
    lastOn: Day;
    /** True where a period was declared for a record made in series. */
    seriesDeclared?: boolean;
    /** The method that the other side used in making the record for the association. */
    proxyMethod?: RecordMethod | null;
    /** A kept record whose fields are left out here, Rules 20(2), 24(2), 28(2). */
    base?: { record: string; kept: boolean; omits: readonly string[] } | null;
    /** True where the provision is connected with goods or services to the person, Rules 19(3). */
    servesPerson?: boolean | null;
  };
  /** Persons in the group that an analysis is about (OSH 66-10): below 10 everybody's consent is asked. */
  readonly groupSize?: number | null;
  /** How many members it has lines of. */
  readonly lineCount?: number;
  /** True where a text of the posting looked as if it held an individual number, which was masked. */
  readonly numberSuspected?: boolean;
}

/** A declaration of will as the law looks at it. */
export interface StandingFacts {
  readonly id: string;
  readonly kind: StandingKind;
  /** Matter objected to or consented to: an arrangement id, or null where the scope below decides. */
  readonly matter: string | null;
  readonly scope: {
    classes: readonly PartyClass[];
    parties: readonly string[];
    items: readonly string[];
    purposes: readonly string[];
  };
  readonly receivedAt: Instant;
  /** First instant at which it counts; never before receivedAt for objections and withdrawals. */
  readonly effectiveFrom: Instant;
  readonly withdrawnAt: Instant | null;
  /** Who declared: the member, the statutory representative (法定代理人), or an agent, whom a child cannot appoint alone. */
  readonly by?: 'self' | 'representative' | 'agent' | null;
  /** Age of a member who was not of age when the declaration was received, in years. */
  readonly ageWhenDeclared?: number;
  /** What the member was told before consenting to provision abroad, Rules 17(2) to (4). */
  readonly foreignInfo?: {
    country: string | null;
    system: boolean;
    measures: boolean;
    unknownReason: string | null;
  } | null;
}

/** What differs from person to person. */
export interface LineFacts {
  readonly items: readonly string[];
  /** True where an individual number still stands readable in what was sent. */
  readonly hasMyNumber: boolean;
  readonly standing: readonly StandingFacts[];
  /** The consent the poster points at; null lets the newest fitting one count. */
  readonly consentId: string | null;
  readonly arrangementId: string | null;
  readonly partyId: string | null;
  /** Day of death where it is known: data of the dead is outside the Act, art. 2(1) … */
  readonly deceasedOn?: Day | null;
  /** … unless it is also data of a living relative. */
  readonly aboutLivingRelative?: boolean;
  /** True where others of the household must not learn anything of the person (不開示). */
  readonly undisclosed?: boolean;
}

export const DUTIES = [
  'REC_CONSENT_27', // provision record under art. 29(1), Rules 20(1)(ii)
  'REC_CONSENT_28', // the same, with consent to provision abroad
  'REC_OPTOUT', // provision record, Rules 20(1)(i)
  'REC_31_3', // record of the provider of person-related information
  'REC_24_1_I', // receipt records, Rules 24(1)
  'REC_24_1_II',
  'REC_24_1_III',
  'REC_24_1_IV',
  'NUM_LOG', // no record under art. 29/30; logged under the Number Act
  'NONE',
] as const;
export type Duty = (typeof DUTIES)[number];

export interface StatutoryField {
  /** date | party | person | items | consent | acquisition | optOutPublication | confirmationMethod */
  readonly code: string;
  readonly statutory: boolean;
}

export interface Citation {
  /** In the form `APPI 27(5)(iii)`, `Rules 20(1)(ii)`, `NUM 19`, `GLR 2-2-1-2`, `K351`. */
  readonly ref: string;
  readonly ja: string;
  readonly en: string;
}

export interface Finding {
  readonly code: string;
  readonly severity: 'blocking' | 'warning';
  /** JSON pointer into the posted body, `/items/3`, or '' for the whole. */
  readonly pointer: string;
  readonly ja: string;
  readonly en: string;
  readonly citations: readonly string[];
}

/** One rule that was looked at, in order. */
export interface RuleTried {
  readonly rule: string;
  readonly hit: boolean;
}

/** The judgement of one line under one ruleset. Same input, same answer. */
export interface Assessment {
  readonly ruleset: string;
  readonly allowed: boolean;
  readonly route: Route | null;
  readonly basis: Basis | null;
  readonly exception: Exception | null;
  readonly exclusion: Exclusion | null;
  readonly duty: Duty;
  /** Why the duty is what it is: the rule that decided, with its citation among `citations`. */
  readonly decidedBy: string;
  readonly method: RecordMethod | null;
  readonly statutoryFields: readonly StatutoryField[];
  /** Statutory end of keeping, Rules 21/25; null where no record is due or the series is open. */
  readonly retainUntil: Day | null;
  /** The consent that carried the line, if one did. */
  readonly consentId: string | null;
  readonly missing: readonly string[];
  readonly findings: readonly Finding[];
  readonly citations: readonly Citation[];
  readonly tried: readonly RuleTried[];
}
