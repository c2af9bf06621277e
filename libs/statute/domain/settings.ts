import type { FamilyRelation } from './family-relations.js';
import type { RequestFormat, RequestMethod } from './answer-forms.js';
import type { VoluntaryExtra } from './voluntary-extras.js';

/**
 * What an association may settle for itself where the law or its guidance leaves a point open. Defaults are the
 * cautious readings; a setting holds from the day it was changed, so that a decision is read under its own day.
 */
export interface AssociationSettings {
  /** A public hospital, clinic or university as the other side (art. 58(2) beside 16(2)) gets a record. */
  readonly recordPublicHospitals: boolean;
  /** Eligibility enquiries between insurers get a record where no route takes it away (K352). */
  readonly recordEligibilityEnquiries: boolean;
  /** The eligibility notice of a household counts as provision to the person's side (GLR 2-2-1-2), as the medical-expense notice does (K351). */
  readonly eligibilityNoticeIsHouseholdNotice: boolean;
  /** Data from private persons and accident parties gets a receipt record (Rules 24(1)(iv)) unless X5 is claimed. */
  readonly recordPrivateProviders: boolean;
  /** Every record is kept to the later of its possible ends, not a BATCH alone (Rules 21 against PPC Q&A 13-35). */
  readonly keepLaterDate: boolean;
  /** Sensitive lines may be left out of a transfer by implied consent one by one. */
  readonly suppressSensitiveLines: boolean;
  /** A check of an equivalent system that is overdue (art. 28(3), Rules 18) blocks a send, or only warns. */
  readonly equivalenceOverdue: 'block' | 'warn';
  /** An item outside of an announced list that ends in "など" blocks a send, or only warns. */
  readonly openItems: 'block' | 'warn';
  /** Days within which a change of the responsible entity is announced ("without delay", art. 27(6)). */
  readonly announceWithinDays: number;
  /** Role of the association in the stress check of an employer (OSH 66-10); consent is asked in every role. */
  readonly stressCheckRole: 'per-contract' | 'entrustee' | 'controller';
  /** A vendor that cannot touch the data it stores (PPC Q&A 7-53) is no recipient where this was attested for it. */
  readonly attestedStorageIsNoProvision: boolean;
  /** Age from which a member may consent alone, in years: 12 to 15 and below are children (GL 2-16, PPC Q&A 1-62). */
  readonly consentAloneFrom: number;
  /** Days within which a complete disclosure request is answered: the own number for "without delay" (art. 33(3), 35(7)). */
  readonly requestAnswerDays: number;
  /** Day after the complete request from which its answer is pressing. */
  readonly requestAlertDays: number;
  /** Published fee in yen for RQ1 to RQ3 (art. 38); the law knows none for the others. */
  readonly disclosureFeeYen: number;
  /** What becomes of requests and answers by e-mail and fax (art. 37(1)): taken, taken with a warning, or not. */
  readonly requestsByEmail: 'take' | 'warn' | 'refuse';
  readonly answersByEmail: 'take' | 'warn' | 'refuse';
  readonly requestsByFax: 'take' | 'warn' | 'refuse';
  readonly answersByFax: 'take' | 'warn' | 'refuse';
  /** How disclosures are answered (art. 33(2)): methods beside paper, which is always one, and formats of files. */
  readonly answerMethods: readonly RequestMethod[];
  readonly answerFormats: readonly RequestFormat[];
  /** What is told beside the records that art. 33(5) has disclosed, in a block of its own: nothing, if not chosen. */
  readonly voluntaryExtras: readonly VoluntaryExtra[];
  /** Whether a bereaved family is told something as a courtesy: no request of the Act, so an own policy in every part. */
  readonly courtesyOffered: boolean;
  /** Who counts as family, what it costs in yen, and in how many days it is answered. */
  readonly courtesyFamily: readonly FamilyRelation[];
  readonly courtesyFeeYen: number;
  readonly courtesyAnswerDays: number;
  /** The 2026 reform act (R8): off until its rules exist. */
  readonly reform2026: boolean;
}

export type SettingName = keyof AssociationSettings;

export const DEFAULT_SETTINGS: AssociationSettings = Object.freeze<AssociationSettings>({
  recordPublicHospitals: true,
  recordEligibilityEnquiries: true,
  eligibilityNoticeIsHouseholdNotice: true,
  recordPrivateProviders: true,
  keepLaterDate: false,
  suppressSensitiveLines: true,
  equivalenceOverdue: 'block',
  openItems: 'warn',
  announceWithinDays: 14,
  stressCheckRole: 'per-contract',
  attestedStorageIsNoProvision: false,
  consentAloneFrom: 16,
  requestAnswerDays: 14,
  requestAlertDays: 10,
  disclosureFeeYen: 0,
  requestsByEmail: 'take',
  answersByEmail: 'warn',
  requestsByFax: 'take',
  answersByFax: 'warn',
  answerMethods: ['ELECTRONIC', 'PAPER'],
  answerFormats: ['PDF', 'CSV', 'CSV_SHIFT_JIS', 'JSON'],
  voluntaryExtras: [],
  courtesyOffered: false,
  courtesyFamily: ['SPOUSE', 'CHILD', 'PARENT'],
  courtesyFeeYen: 0,
  courtesyAnswerDays: 30,
  reform2026: false,
});
