import { CodeField, CodesField, FlagField, IntField } from '#platform';
import {
  FAMILY_RELATIONS,
  REQUEST_FORMATS,
  REQUEST_METHODS,
  VOLUNTARY_EXTRAS,
  type AssociationSettings,
  type FamilyRelation,
  type RequestFormat,
  type RequestMethod,
  type VoluntaryExtra,
} from '#statute';

/** Longer than this nobody calls "without delay". */
const ANNOUNCE_DAYS_MAX = 60;
/** Nobody of age needs a representative; PPC Q&A 1-62 calls 12-year-olds children in any case. */
const CONSENT_ALONE = { min: 13, max: 18 };
const BLOCK_OR_WARN = ['block', 'warn'];
/** What is answered later is not answered without delay: art. 33(3). */
const REQUEST_DAYS_MAX = 60;
/** No cost of an answer is as high: art. 38(2). */
const FEE_YEN_MAX = 100_000;
/** No law has a courtesy answered in time; whoever waits longer than this has forgotten it. */
const COURTESY_DAYS_MAX = 180;
const CHANNEL_RULES = ['take', 'warn', 'refuse'];
const ROLES = ['per-contract', 'entrustee', 'controller'];

/** Points that an association may settle for itself; what is left out stays as it is. */
export class SettingsRequest {
  @FlagField({ optional: true, description: 'A public hospital, clinic or university gets a record (art. 58(2))' })
  recordPublicHospitals?: boolean;

  @FlagField({ optional: true, description: 'Eligibility enquiries between insurers get a record (K352)' })
  recordEligibilityEnquiries?: boolean;

  @FlagField({ optional: true, description: 'The eligibility notice of a household counts as a household notice' })
  eligibilityNoticeIsHouseholdNotice?: boolean;

  @FlagField({ optional: true, description: 'Data from private persons gets a receipt record unless X5 is claimed' })
  recordPrivateProviders?: boolean;

  @FlagField({ optional: true, description: 'Every record is kept to the later of its possible ends' })
  keepLaterDate?: boolean;

  @FlagField({ optional: true, description: 'Sensitive lines may be left out of a transfer by implied consent' })
  suppressSensitiveLines?: boolean;

  @CodeField(BLOCK_OR_WARN, { optional: true, description: 'What an overdue check of art. 28(3) does to a send' })
  equivalenceOverdue?: 'block' | 'warn';

  @CodeField(BLOCK_OR_WARN, { optional: true, description: 'What an item outside of an open list does to a send' })
  openItems?: 'block' | 'warn';

  @IntField({ optional: true, min: 1, max: ANNOUNCE_DAYS_MAX, description: '"Without delay" of art. 27(6), in days' })
  announceWithinDays?: number;

  @CodeField(ROLES, { optional: true, description: 'Role in the stress check of an employer' })
  stressCheckRole?: AssociationSettings['stressCheckRole'];

  @FlagField({ optional: true, description: 'Storage by a vendor that cannot touch the data is no provision' })
  attestedStorageIsNoProvision?: boolean;

  @IntField({ optional: true, ...CONSENT_ALONE, description: 'Age from which a member consents alone (GL 2-16)' })
  consentAloneFrom?: number;

  @IntField({ optional: true, min: 1, max: REQUEST_DAYS_MAX, description: 'Days for the answer to a complete request' })
  requestAnswerDays?: number;

  @IntField({ optional: true, min: 1, max: REQUEST_DAYS_MAX, description: 'Day from which that answer is pressing' })
  requestAlertDays?: number;

  @IntField({ optional: true, min: 0, max: FEE_YEN_MAX, description: 'Published fee in yen for RQ1 to RQ3 (art. 38)' })
  disclosureFeeYen?: number;

  @CodeField(CHANNEL_RULES, { optional: true, description: 'Disclosure requests by e-mail' })
  requestsByEmail?: AssociationSettings['requestsByEmail'];

  @CodeField(CHANNEL_RULES, { optional: true, description: 'Answers to disclosure requests by e-mail' })
  answersByEmail?: AssociationSettings['answersByEmail'];

  @CodeField(CHANNEL_RULES, { optional: true, description: 'Disclosure requests by fax' })
  requestsByFax?: AssociationSettings['requestsByFax'];

  @CodeField(CHANNEL_RULES, { optional: true, description: 'Answers to disclosure requests by fax' })
  answersByFax?: AssociationSettings['answersByFax'];

  @CodesField(REQUEST_METHODS, {
    optional: true,
    max: 3,
    enumName: 'RequestMethod',
    description: 'Methods of answering a disclosure (art. 33(2)); paper is always one',
  })
  answerMethods?: readonly RequestMethod[];

  @CodesField(REQUEST_FORMATS, {
    optional: true,
    min: 1,
    max: 4,
    enumName: 'RequestFormat',
    description: 'Formats of answers that are files',
  })
  answerFormats?: readonly RequestFormat[];

  @CodesField(VOLUNTARY_EXTRAS, {
    optional: true,
    max: 4,
    enumName: 'VoluntaryExtra',
    description: 'What is told beside disclosed records although the law does not ask for it; nothing by default',
  })
  voluntaryExtras?: readonly VoluntaryExtra[];

  @FlagField({ optional: true, description: 'A bereaved family is told something as a courtesy (開示依頼)' })
  courtesyOffered?: boolean;

  @CodesField(FAMILY_RELATIONS, { optional: true, min: 1, max: 7, description: 'Who counts as a bereaved family' })
  courtesyFamily?: readonly FamilyRelation[];

  @IntField({ optional: true, min: 0, max: FEE_YEN_MAX, description: 'Fee in yen of such a courtesy' })
  courtesyFeeYen?: number;

  @IntField({ optional: true, min: 1, max: COURTESY_DAYS_MAX, description: 'Days in which it is answered: own number' })
  courtesyAnswerDays?: number;

  @FlagField({ optional: true, description: 'The reform act of 2026; off until its rules exist' })
  reform2026?: boolean;
}

/** What was stated of the settings, as plain data. */
export function settingsOf(request: SettingsRequest | undefined): Partial<AssociationSettings> {
  const stated = Object.entries(request ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(stated) as Partial<AssociationSettings>;
}
