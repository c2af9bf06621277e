import type { Day } from '#statute';

interface Words {
  readonly ja: string;
  readonly en: string;
}

/** In what right somebody acts for a member: by statute (法定代理人), or as the member wished (任意代理人). */
export const REPRESENTATION_KINDS = {
  PARENT: { ja: '親権者', en: 'Holder of parental authority' },
  MINOR_GUARDIAN: { ja: '未成年後見人', en: 'Guardian of a minor' },
  ADULT_GUARDIAN: { ja: '成年後見人等', en: 'Guardian, curator or assistant of an adult' },
  AGENT: { ja: '任意代理人', en: 'Agent whom the member named' },
} as const satisfies Readonly<Record<string, Words>>;

export type RepresentationKind = keyof typeof REPRESENTATION_KINDS;
export const REPRESENTATION_CODES = Object.keys(REPRESENTATION_KINDS) as readonly RepresentationKind[];

/** Somebody may see for a member what is about the member, from a day on. */
export interface RepresentationEntered {
  readonly type: 'RepresentationEntered';
  readonly data: {
    readonly representationId: string;
    readonly kind: RepresentationKind;
    readonly from: Day;
    /** The last day; left out where none is said. */
    readonly until?: Day;
    /** The account of the representative; left out where it is a member, whose reference is sealed: no leaf names two. */
    readonly account?: string;
  };
  readonly sealed: { readonly representative?: string; readonly evidence: string };
}

/** It ends now. */
export interface RepresentationRevoked {
  readonly type: 'RepresentationRevoked';
  readonly data: { readonly representationId: string };
  readonly sealed: { readonly reason: string };
}

export type RepresentationEvent = RepresentationEntered | RepresentationRevoked;

/** What counts: who represents a member. */
export const representationsStream = (ref: string) => `representations-${ref}`;
/** Where to look: whom an account, or by its keyed digest a member, may represent. */
export const representingStream = (representative: string) => `representing-${representative}`;
