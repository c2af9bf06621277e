/**
 * The codes in which facts are put to the law. Section numbers in comments are those of the Act on the
 * Protection of Personal Information (APPI), Number Act (NUM), and PPC guidelines named beside them.
 */

export const DIRECTIONS = ['OUT', 'IN'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Class of the other side. The first four are bodies of APPI art. 16(2): no record duty under art. 29 and 30. */
export const PARTY_CLASSES = [
  'STATE_ORGAN', // 国の機関, art. 16(2)(i)
  'LOCAL_BODY', // 地方公共団体, municipal NHI and wide-area unions included, art. 16(2)(ii)
  'INDEPENDENT_ADMIN', // 独立行政法人等 without Schedule 2, Japan Pension Service included, art. 16(2)(iii)
  'LOCAL_INDEPENDENT_ADMIN', // 地方独立行政法人 without hospitals, universities and research, art. 16(2)(iv)
  'PUBLIC_HOSPITAL', // municipal hospital, clinic or university, art. 58(2): contested, default: record
  'KENPO', // another health-insurance association
  'KYOKAI_KENPO', // 協会けんぽ, in no schedule of the Act
  'NHI_SOCIETY', // 国保組合
  'MUTUAL_AID', // 共済会, 共済組合
  'FEDERATION', // 健保連
  'CLAIMS_REVIEW', // 支払基金, 国保連
  'EMPLOYER',
  'GROUP_CONTRACTOR', // holder of a group contract of a mutual-aid association
  'MEDICAL_INSTITUTION',
  'CHECKUP_PROVIDER',
  'INSURER', // non-life or life insurer
  'REINSURER',
  'RESEARCH_BODY',
  'ENTRUSTEE',
  'HOUSEHOLD', // the insured person of the member's household
  'PRIVATE_PERSON', // not a business operator: an accident party, a relative
  'OTHER_OPERATOR',
] as const;
export type PartyClass = (typeof PARTY_CLASSES)[number];

/** Where the other side stands under art. 28. */
export const LOCATIONS = ['JP', 'FOREIGN_ADEQUATE', 'FOREIGN_EQUIV_SYSTEM', 'FOREIGN_OTHER'] as const;
export type Location = (typeof LOCATIONS)[number];

/** What kind of data it is, judged on the sender's side for OUT and on the receiver's for IN. */
export const DATA_KINDS = [
  'PERSONAL_DATA',
  'PERSONAL_INFO_ONLY',
  'PERSON_RELATED',
  'PSEUDONYMISED',
  'ANONYMISED',
  'STATISTICS',
  'DECEASED',
] as const;
export type DataKind = (typeof DATA_KINDS)[number];

export const MEANS = ['PAPER', 'ELECTRONIC', 'ORAL', 'ONLINE'] as const;
export type Means = (typeof MEANS)[number];

/** How a notice goes to a household or through an employer: K345 wants that nobody on the way can read it. */
export const DELIVERIES = ['sealed', 'readable', 'electronic'] as const;
export type Delivery = (typeof DELIVERIES)[number];

/** Legal routes of art. 27, 28 and 31; X where no art. 27 question remains. */
export const ROUTES = [
  'C1',
  'C1i',
  'E1',
  'E2',
  'E3',
  'E4',
  'E5',
  'E6',
  'E7',
  'O',
  'N1',
  'N2',
  'N3',
  'F',
  'P',
  'X',
] as const;
export type Route = (typeof ROUTES)[number];

/** Grounds where art. 27 to 30 are not asked at all. */
export const BASES = ['NUM', 'SELF', 'INTERNAL', 'NOT_PERSONAL'] as const;
export type Basis = (typeof BASES)[number];

export const EXCEPTIONS = ['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7'] as const;
export type Exception = (typeof EXCEPTIONS)[number];

/** Interpretive exclusions; X4 and X5 on receipt only. */
export const EXCLUSIONS = ['X1', 'X2', 'X3', 'X4', 'X5'] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

/** What is notified or kept easily knowable, and filed, before provision by opt-out: art. 27(2), Rules 11. */
export const OPT_OUT_MATTERS = [
  'operator', // (i) name, address, representative
  'purpose', // (ii) that provision to third parties is a purpose of use
  'items', // (iii)
  'acquisition', // (iv) source and method
  'provision', // (v) method
  'stop', // (vi) that provision stops on request
  'reception', // (vii) how requests are received
  'updating', // (viii) how the data is updated
  'start', // (viii) the planned first day, Rules 11(4)
] as const;
export type OptOutMatter = (typeof OPT_OUT_MATTERS)[number];

/** Items of Number Act art. 19 that a kenpo's transfers may rest on; (vii), (ix)-(xii) and (xiv) fit none of them. */
export const NUM_ITEMS = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'viii', 'xiii', 'xv', 'xvi', 'xvii'] as const;
export type NumItem = (typeof NUM_ITEMS)[number];

/** How a statutory record is made: Rules 19 and 23. */
export const RECORD_METHODS = ['EACH', 'BATCH', 'CONTRACT', 'PROXY'] as const;
export type RecordMethod = (typeof RECORD_METHODS)[number];

export const ASSOCIATION_CLASSES = ['KENPO', 'MUTUAL_AID'] as const;
export type AssociationClass = (typeof ASSOCIATION_CLASSES)[number];

/** A member's declarations of will. A consent that was withdrawn is a consent with `withdrawnAt`. */
export const STANDING_KINDS = ['CONSENT', 'FOREIGN_CONSENT', 'RESERVATION', 'OBJECTION', 'STOP'] as const;
export type StandingKind = (typeof STANDING_KINDS)[number];

/** How lines of an arrangement appear to the member they are about. */
export const MEMBER_VIEWS = ['show', 'generic', 'hidden'] as const;
export type MemberView = (typeof MEMBER_VIEWS)[number];

export const ARRANGEMENT_KINDS = [
  'joint-use',
  'entrustment',
  'provision-feed',
  'receipt-feed',
  'implied-consent',
  'statutory-duty',
] as const;
export type ArrangementKind = (typeof ARRANGEMENT_KINDS)[number];
