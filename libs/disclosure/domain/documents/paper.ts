/** In which a document is written; law dates are shown as 和暦 and 西暦 in Japanese, as ISO 8601 days in English. */
export type PaperLanguage = 'ja' | 'en';

/** A label and what stands beside it. */
export type PaperFact = readonly [label: string, value: string];

export type PaperBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly PaperFact[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly columns: readonly PaperColumn[];
      /** A cell for each column; an empty text where there is nothing to say. */
      readonly rows: Iterable<readonly string[]>;
    };

export interface PaperColumn {
  readonly title: string;
  /** Share of the width, beside those of the other columns. */
  readonly width: number;
}

/** A document as people read it, before it has the form of a file. All texts are in its language, names as registered. */
export interface Paper {
  readonly language: PaperLanguage;
  readonly title: string;
  /** The association, as it calls itself. */
  readonly issuer: string;
  /** To whom it is addressed, with the form of address; null where to nobody. */
  readonly addressee: string | null;
  /** Day on which it is issued, as shown. */
  readonly issuedOn: string;
  readonly blocks: readonly PaperBlock[];
  /** Where and by which code it is checked; printed with a QR code on the last page, the code on each. */
  readonly check: PaperCheck;
}

export interface PaperCheck {
  /** Sixteen signs in groups of four: `7K2M-…`. */
  readonly code: string;
  /** Address of the check page with the code behind `#`; null where the association has none. */
  readonly url: string | null;
  /** What is proved by the proof of the document and what is not, in plain words. */
  readonly promises: readonly string[];
}

/** The same as a table for programs: the first row is the head. */
export type PaperTable = readonly (readonly (string | null)[])[];
