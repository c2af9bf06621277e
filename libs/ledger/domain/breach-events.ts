/** What is known of a breach (漏えい等) in codes, days and numbers. */
export interface StatedBreach {
  readonly breachId: string;
  /** The day on which any department knew: day 1 of the clock. */
  readonly knewOn: string;
  readonly entrusteeNoticeOn: string | null;
  readonly sensitive: boolean;
  readonly propertyRisk: boolean;
  readonly wrongfulAct: boolean;
  readonly encrypted: boolean;
  readonly persons: number;
  readonly manyPersonsOn: string | null;
  /** Transfers that it is about. */
  readonly transfers: readonly string[];
}

/** The matters of a report, by their code in the ruleset; sealed for the association. */
export type BreachMatters = Readonly<Record<string, string>>;

export interface BreachOpened {
  readonly type: 'BreachOpened';
  readonly data: StatedBreach;
  readonly sealed: { readonly matters: BreachMatters };
}

/** More became known, or other than was thought: all of it, as it is known now. */
export interface BreachAmended {
  readonly type: 'BreachAmended';
  readonly data: StatedBreach;
  readonly sealed: { readonly matters: BreachMatters };
}

export const REPORT_RECIPIENTS = ['PPC', 'MINISTER'] as const;
/** The commission, or the minister to whom it delegated the power: art. 150. */
export type ReportRecipient = (typeof REPORT_RECIPIENTS)[number];

export interface PreliminaryReported {
  readonly type: 'PreliminaryReported';
  readonly data: { readonly breachId: string; readonly reportedOn: string; readonly to: ReportRecipient };
  readonly sealed: { readonly reference: string | null };
}

export interface FinalReported {
  readonly type: 'FinalReported';
  readonly data: {
    readonly breachId: string;
    readonly reportedOn: string;
    readonly to: ReportRecipient;
    /** Matters that could not be known by then and are reported later. */
    readonly toFollow: readonly string[];
  };
  readonly sealed: { readonly reference: string | null };
}

export interface PersonsNotified {
  readonly type: 'PersonsNotified';
  readonly data: {
    readonly breachId: string;
    readonly notifiedOn: string;
    readonly persons: number;
    /** True where notice was hard, and other measures were taken instead: art. 26(2). */
    readonly substitute: boolean;
  };
  readonly sealed: { readonly how: string };
}

export interface BreachClosed {
  readonly type: 'BreachClosed';
  readonly data: { readonly breachId: string };
  readonly sealed: { readonly text: string };
}

export type BreachEvent =
  BreachOpened | BreachAmended | PreliminaryReported | FinalReported | PersonsNotified | BreachClosed;
