/** An answer of `POST /v1/assessments`, as far as it is printed. */
export interface Assessment {
  readonly allowed: boolean;
  readonly phase: 'planned' | 'done';
  readonly dryRun: boolean;
  readonly ruleset: { readonly id: string; readonly title: Bilingual; readonly note: Bilingual | null };
  readonly asOf: string | null;
  readonly masked: boolean;
  readonly groups: readonly AssessedGroup[];
  readonly rules: readonly { readonly rule: string; readonly when: Bilingual }[];
  readonly articles: readonly PrintedArticle[];
}

export interface Bilingual {
  readonly ja: string;
  readonly en: string;
}

export interface AssessedGroup {
  readonly lines: readonly number[];
  readonly allowed: boolean;
  readonly route: string | null;
  readonly basis: string | null;
  readonly exclusion: string | null;
  readonly duty: string;
  readonly method: string | null;
  readonly statutoryFields: readonly { readonly code: string; readonly statutory: boolean }[];
  readonly retainUntil: string | null;
  readonly memberView: string;
  readonly missing: readonly string[];
  readonly citations: readonly ({ readonly ref: string } & Bilingual)[];
  readonly findings: readonly ({
    readonly code: string;
    readonly severity: string;
    readonly pointer: string;
  } & Bilingual)[];
  readonly tried: readonly { readonly rule: string; readonly hit: boolean; readonly decided: boolean }[];
}

export interface PrintedArticle {
  readonly printed: string;
  readonly status: string;
  readonly current: ({ readonly ref: string } & Bilingual) | null;
  readonly meanings: readonly { readonly ref: string }[];
}
