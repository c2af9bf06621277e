import type { RequestFormat, RequestMethod } from './answer-forms.js';
import type { CourtesyLaw } from './courtesy-law.js';
import type { Day } from './facts.js';
import type { VoluntaryExtraLaw } from './voluntary-extras.js';

interface Text {
  readonly ja: string;
  readonly en: string;
}

interface Named extends Text {
  readonly code: string;
}

interface Cited extends Named {
  readonly cites: readonly string[];
}

export const REQUEST_KINDS = ['RQ1', 'RQ2', 'RQ3', 'RQ4', 'RQ5', 'RQ6'] as const;
/** The kinds of disclosure requests (開示等の請求): art. 32 to 35. */
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const REQUEST_OUTCOMES = ['GRANTED', 'PART', 'ALTERNATIVE', 'REFUSED', 'NO_RECORD'] as const;
/** What is decided: all of it, a part, another measure in its place, nothing, or that there is no such record. */
export type RequestOutcome = (typeof REQUEST_OUTCOMES)[number];

export const REQUEST_CHANNELS = ['ONLINE', 'COUNTER', 'POST', 'TELEPHONE', 'EMAIL', 'FAX'] as const;
/** The way by which a request comes in, or an answer goes out (受付・回答の方法). */
export type RequestChannel = (typeof REQUEST_CHANNELS)[number];

export const REQUEST_ASKERS = ['SELF', 'PARENT', 'GUARDIAN', 'AGENT', 'SPOUSE', 'INSURED', 'OTHER'] as const;
/** Who asks: the person, a representative, or somebody who is none. */
export type RequestAsker = (typeof REQUEST_ASKERS)[number];

export const REQUEST_ROLES = ['PERSON', 'REPRESENTATIVE'] as const;
/** Whose identity is shown. */
export type RequestRole = (typeof REQUEST_ROLES)[number];

export interface RequestKindLaw extends Cited {
  readonly code: RequestKind;
  readonly object: string;
  /** Grounds of which one has to be stated; none where the law asks for none. */
  readonly grounds: readonly string[];
  readonly mayCharge: boolean;
  /** Whether art. 39 holds a suit back for two weeks. */
  readonly suable: boolean;
  /** The strength of identification (本人確認の強さ) that the data justifies: GL 3-8-7 asks for no more. */
  readonly assurance: number;
  readonly outcomes: readonly RequestOutcome[];
}

export interface RefusalReason extends Cited {
  readonly kinds: readonly RequestKind[];
  /** Whether single fields may be withheld for it. */
  readonly byField: boolean;
  /** True where it may be given although nobody showed who asks. */
  readonly beforeIdentity?: boolean;
  /** True where it says that whoever asked has no right to ask: of a suit nothing is told then. */
  readonly ofStranger?: boolean;
}

export interface AlternativeMeasure extends Cited {
  readonly kinds: readonly RequestKind[];
  /** True where what is kept is erased once nothing has it kept any more. */
  readonly erasesAfterwards?: boolean;
}

export interface IdentityMethod extends Named {
  readonly channels: readonly RequestChannel[];
  /** 1: told by what is registered; 2: by an account or a copy; 3: by an original with a picture, or a registered seal. */
  readonly assurance: number;
  /** It shows numbers of the insured: a copy is kept masked or not at all (HIA 194-2). */
  readonly holdsInsurerNumbers?: boolean;
}

export interface AskerLaw extends Named {
  readonly code: RequestAsker;
  readonly accepted: boolean;
  /** Only while the person is a minor. */
  readonly minorOnly?: boolean;
  /** Whose identity has to be shown. */
  readonly identity: readonly RequestRole[];
  /** Papers of which one shows that whoever asks may ask. */
  readonly evidence: readonly string[];
}

/** What of the retained data a request is about, where that asks for a step of its own. */
export interface RequestSubject extends Cited {
  readonly kinds: readonly RequestKind[];
  /** True where the medical institution is asked before anything is disclosed. */
  readonly inquiry: boolean;
}

/** Something of the member's registration that a correction may change. */
export interface RegistrationChange extends Named {
  /** The event by which it is changed. */
  readonly event: string;
}

/** Art. 32 to 39 as a ruleset states them. */
export interface RequestLaw {
  /** No request came in before: the Act came into force. */
  readonly since: Day;
  readonly kinds: readonly RequestKindLaw[];
  readonly objects: Readonly<Record<string, Text>>;
  readonly grounds: readonly Cited[];
  readonly about: readonly RequestSubject[];
  /** What is asked of a medical institution before claims are disclosed, and what it may answer. */
  readonly inquiry: Cited & { readonly answers: readonly (Named & { readonly hinders: boolean })[] };
  /** What art. 34 has corrected of a registration, as a granted correction names it. */
  readonly registrations: readonly RegistrationChange[];
  readonly refusals: readonly RefusalReason[];
  readonly outcomes: Readonly<Record<RequestOutcome, Text>>;
  readonly alternatives: readonly AlternativeMeasure[];
  /** A stop of use that was granted: kinds of arrangements that are no provision, and are seen to one by one. */
  readonly stopOfUse: {
    readonly kinds: readonly RequestKind[];
    readonly outcomes: readonly RequestOutcome[];
    readonly arrangements: readonly string[];
    /** What becomes of one: what goes on because a law says so is said as well. */
    readonly settlements: readonly (Named & { readonly ends: boolean })[];
    readonly cites: readonly string[];
  };
  readonly methods: readonly (Named & { readonly code: RequestMethod })[];
  /** What takes the place of a method that is costly or hard: art. 33(2), (3). */
  readonly methodInstead: Cited & { readonly code: RequestMethod };
  /** What is told of a method or format that the association does not offer: art. 33(3). */
  readonly methodNotOffered: Cited;
  readonly formats: readonly (Named & { readonly code: RequestFormat })[];
  readonly channels: readonly (Named & { readonly code: RequestChannel })[];
  readonly identity: readonly IdentityMethod[];
  readonly copies: Readonly<Record<string, Text>>;
  readonly askers: readonly AskerLaw[];
  readonly askersCites: readonly string[];
  readonly evidence: Readonly<Record<string, Text>>;
  /** What is done differently where the association promised not to disclose a person to those around: an own rule. */
  readonly protection: {
    /** Whom these kinds disclose something only once a second officer agreed: each may be one of those around. */
    readonly approval: {
      readonly askers: readonly RequestAsker[];
      readonly kinds: readonly RequestKind[];
      readonly outcomes: readonly RequestOutcome[];
    };
    /** By flag, the channels by which an answer goes out; by those that are warned of where the person takes the risk. */
    readonly channels: Readonly<Record<string, Partial<Record<RequestChannel, 'take' | 'warn'>>>>;
    /** Channels of an answer that is wanted elsewhere than where the person is registered. */
    readonly elsewhere: readonly RequestChannel[];
    readonly cites: readonly string[];
  };
  /** So many days a request may normally have arrived before it was received: an own number, the longest way of a letter. */
  readonly arrival: { readonly daysBeforeMax: number; readonly cites: readonly string[] };
  readonly answerWithin: {
    /**
     * So many days after the first due day an extension may end, however many there are. The Act names none: it is an
     * own number for "without delay", twice the 30 days that art. 83(2) lets administrative organs add.
     */
    readonly extensionDaysMax: number;
    readonly cites: readonly string[];
  };
  /** Days after the day of arrival on which a suit is possible, and on which it is time to see to it. */
  readonly suit: { readonly afterDays: number; readonly alertAfterDays: number; readonly cites: readonly string[] };
  readonly fee: { readonly cites: readonly string[] };
  /** The commission, to which anybody may turn, and what is said of the association's own desk: art. 40. */
  readonly complaints: Text & { readonly own: Text; readonly cites: readonly string[] };
  /** Beside the law: what may be told of movements of which art. 33(5) has nothing disclosed. */
  readonly voluntary: {
    readonly note: Text;
    readonly extras: readonly VoluntaryExtraLaw[];
    readonly cites: readonly string[];
  };
  /** Beside the law: what a bereaved family may ask. */
  readonly courtesy: CourtesyLaw;
}

export function requestKindOf(law: RequestLaw, kind: RequestKind): RequestKindLaw {
  return law.kinds.find(({ code }) => code === kind)!;
}

export function askerOf(law: RequestLaw, asker: RequestAsker): AskerLaw {
  return law.askers.find(({ code }) => code === asker)!;
}

export function identityMethodOf(law: RequestLaw, method: string): IdentityMethod | null {
  return law.identity.find(({ code }) => code === method) ?? null;
}
