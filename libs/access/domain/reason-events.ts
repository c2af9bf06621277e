interface Words {
  readonly ja: string;
  readonly en: string;
}

/** Why somebody looks at persons, as members read it. What exactly it was, is sealed. */
export const REASON_CLASSES = {
  AUDIT: { ja: '監査', en: 'An audit' },
  INSPECTION: { ja: '監督機関による検査', en: 'An inspection by the authority' },
  COMPLAINT: { ja: '苦情・問合せへの対応', en: 'A complaint or question of the person' },
  DISCLOSURE_REQUEST: { ja: '開示等の請求への対応', en: 'A disclosure request of the person' },
  INCIDENT: { ja: '漏えい等の調査', en: 'The investigation of an incident' },
  BUSINESS: { ja: '事業の実施に必要な確認', en: 'A check that the work of the association needs' },
} as const satisfies Readonly<Record<string, Words>>;

export type ReasonClass = keyof typeof REASON_CLASSES;
export const REASON_CODES = Object.keys(REASON_CLASSES) as readonly ReasonClass[];

/** An account says why it is about to look at persons. It counts until then, for that account alone. */
export interface ReasonGiven {
  readonly type: 'ReasonGiven';
  readonly data: {
    readonly reasonId: string;
    readonly class: ReasonClass;
    /** Instant. */
    readonly until: string;
    /** Whether it counts for some persons alone: they are sealed, for no leaf names more than one. */
    readonly limited: boolean;
  };
  readonly sealed: {
    readonly reason: string;
    /** References, or masked forms of them. */
    readonly persons: readonly string[];
  };
}

export const reasonStream = (reasonId: string) => `reason-${reasonId}`;
