import {
  CodeField,
  CodesField,
  DayField,
  FlagField,
  InstantField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  TextsField,
} from '#platform';
import {
  ARRANGEMENT_KINDS,
  BASES,
  DATA_KINDS,
  DELIVERIES,
  MEANS,
  MEMBER_VIEWS,
  NUM_ITEMS,
  RECORD_METHODS,
  ROUTES,
  type ArrangementKind,
  type Basis,
  type DataKind,
  type Delivery,
  type Means,
  type MemberView,
  type NumItem,
  type RecordMethod,
  type Route,
} from '#statute';
import { CADENCE_UNITS, type CadenceUnit } from '../domain/cadence.js';
import { ExclusionRequest, REGISTERED_ID } from '../record-transfer/statement-parts.request.js';
import { BilingualRequest } from '../register-association/register-association.request.js';

/** An article as people print it; it stands in clear, so that nothing else may be written there. */
const ARTICLE =
  /^(?:[A-Za-z0-9 ().,;:-]+|[ぁ-んァ-ヶー一-龠]{0,40}第?[0-9０-９一二三四五六七八九十百]+条[の第条項号ただし書0-9０-９一二三四五六七八九十百]*)$/;

const MAYBE = { optional: true, nullable: true } as const;

export class UserRequest {
  @TextField({ max: 200 })
  name!: string;

  @FlagField({ description: 'True where the user only works for another: it stays an entrustee' })
  entrustee!: boolean;

  @TextField({ ...MAYBE, ...REGISTERED_ID, description: 'Where it is a registered party' })
  party?: string | null;
}

/** The responsible entity of joint use: art. 27(5)(iii) wants all three. */
export class ResponsibleRequest {
  @TextField({ ...MAYBE, max: 200 })
  name?: string | null;

  @TextField({ ...MAYBE, max: 300 })
  address?: string | null;

  @TextField({ ...MAYBE, max: 200 })
  representative?: string | null;

  @TextField({ ...MAYBE, ...REGISTERED_ID, description: 'Where it is a registered party; the association by its name' })
  party?: string | null;
}

export class RouteChoiceRequest {
  @CodesField([...ROUTES, ...BASES], { max: 20, description: 'Routes or bases that may carry it' })
  candidates!: string[];

  @CodeField(ROUTES, { ...MAYBE, enumName: 'Route', description: 'Null where each transfer states its own ground' })
  chosen?: Route | null;

  @CodeField(BASES, { ...MAYBE, enumName: 'Basis' })
  basis?: Basis | null;

  @ObjectField(() => ExclusionRequest, MAYBE)
  exclusion?: ExclusionRequest | null;

  @CodeField(NUM_ITEMS, MAYBE)
  numItem?: NumItem | null;

  @TextField(MAYBE)
  reason?: string | null;

  @TextField({ ...MAYBE, max: 200 })
  approvedBy?: string | null;
}

export class EquivalenceRequest {
  @TextField()
  basis!: string;

  @DayField()
  lastCheckedOn!: string;
}

export class ContractRequest {
  @TextField({ max: 200 })
  ref!: string;

  @TextField({
    ...MAYBE,
    min: 64,
    max: 64,
    pattern: /^[0-9a-f]{64}$/,
    patternName: 'a SHA-256 in lower-case hexadecimal',
  })
  sha256?: string | null;

  @TextsField({ max: 50 })
  clauses!: string[];
}

/** The matters that are filed and published of opt-out, art. 27(2), beside the items; (1), (2) and (6) follow of themselves. */
export class OptOutFilingRequest {
  @TextField({ max: 100 })
  filingNo!: string;

  @DayField(MAYBE)
  filedOn?: string | null;

  @TextField({ ...MAYBE, description: '(4) source and method of acquisition' })
  acquisition?: string | null;

  @TextField({ ...MAYBE, description: '(5) way of provision' })
  provision?: string | null;

  @TextField({ ...MAYBE, description: '(7) how a request to stop is received' })
  stopReception?: string | null;

  @TextField({ ...MAYBE, description: '(8) way of updating' })
  updating?: string | null;

  @DayField({ ...MAYBE, description: '(9) day from which it is provided' })
  startsOn?: string | null;
}

/** What is published of an implied comprehensive consent: kenpo guidance III-7(3). */
export class ImpliedConsentRequest {
  @ObjectField(() => BilingualRequest, { description: 'The matter, as published' })
  matter!: BilingualRequest;

  @TextField({ description: 'How a member says no' })
  howToObject!: string;

  @FlagField({ description: 'The member may ask that the matter need explicit consent' })
  explicitOnRequest!: boolean;

  @FlagField({ description: 'Silence is said to be consent' })
  silenceIsConsent!: boolean;

  @FlagField({ description: 'Consent and reservation can be changed at any time' })
  changeable!: boolean;

  @CodeField(['separate', 'none'], { optional: true, description: 'What whoever objects gets; separate when left out' })
  afterObjection?: 'separate' | 'none';
}

export class DutyLawRequest {
  @TextField({ max: 200 })
  act!: string;

  @TextField({ max: 100 })
  article!: string;
}

/** More than any period holds; what is expected becomes a finding, which keeps numbers of four bytes. */
const EXPECTED_MAX = 1_000_000_000;

export class ExpectedRangeRequest {
  @IntField({ max: EXPECTED_MAX })
  from!: number;

  @IntField({ max: EXPECTED_MAX })
  to!: number;
}

/** What one period of the cadence is expected to hold. */
export class ControlTotalsRequest {
  @ObjectField(() => ExpectedRangeRequest, MAYBE)
  transfers?: ExpectedRangeRequest | null;

  @ObjectField(() => ExpectedRangeRequest, MAYBE)
  lines?: ExpectedRangeRequest | null;
}

/** Why announced matters may be others than in the version before: art. 27(6), GL 3-6-3. */
export class ChangeRequest {
  @CodeField(['particulars', 'entity'], {
    optional: true,
    description: 'Where the responsible entity has another name: renamed, or another entity',
  })
  responsible?: 'particulars' | 'entity';

  @CodeField(['consent', 'name-only', 'succession'], {
    optional: true,
    description: 'Why items or users may be others',
  })
  reason?: 'consent' | 'name-only' | 'succession';

  @FlagField({ optional: true, description: 'New purposes are within what the person can normally expect' })
  withinExpectation?: boolean;

  @DayField({ optional: true, description: 'Day on which the particulars changed' })
  changedOn?: string;
}

export class AnnouncementRequest {
  @TextsField({ max: 20 })
  media!: string[];

  @TextField({ ...MAYBE, max: 500 })
  url?: string | null;

  @TextField({ ...MAYBE, max: 300 })
  evidence?: string | null;
}

/** How often a transfer is expected; periods are of the calendar, a year begins in April. */
export class CadenceRequest {
  @CodeField(CADENCE_UNITS)
  every!: CadenceUnit;

  @IntField({ ...MAYBE, max: 366, description: 'Days after a period until which its transfer may come' })
  graceDays?: number | null;

  @IntField({ ...MAYBE, min: 1, max: 1_000, description: 'Transfers of one period; one when left out' })
  times?: number | null;
}

/** One version of a standing ground for sharing. */
export class ArrangementVersionRequest {
  @TextField({ ...MAYBE, max: 50, description: 'as-printed, as-repaired, or whatever tells versions apart' })
  label?: string | null;

  @CodeField(ARRANGEMENT_KINDS, { enumName: 'ArrangementKind' })
  kind!: ArrangementKind;

  @DayField({ ...MAYBE, description: 'First day of its announcement' })
  announcedFrom?: string | null;

  @InstantField({ ...MAYBE, description: 'When it was announced: on the day of a send only an earlier instant counts' })
  announcedAt?: string | null;

  @DayField()
  effectiveFrom!: string;

  @DayField(MAYBE)
  endsOn?: string | null;

  @TextsField({ max: 500, length: 64, description: 'Registered parties' })
  parties!: string[];

  @ListField(() => UserRequest, { max: 100 })
  users!: UserRequest[];

  @ObjectField(() => ResponsibleRequest, MAYBE)
  responsible?: ResponsibleRequest | null;

  @TextsField({ max: 300, length: 60, description: 'Codes of the item catalogue' })
  items!: string[];

  @FlagField({ description: 'The announced list ends in "etc."' })
  itemsOpen!: boolean;

  @TextsField({ max: 100, length: 20, description: 'Codes of the purposes table' })
  purposes!: string[];

  @ObjectField(() => RouteChoiceRequest)
  route!: RouteChoiceRequest;

  @CodesField(MEANS, { max: 4 })
  means!: Means[];

  @CodeField(DATA_KINDS)
  dataKind!: DataKind;

  @CodeField(['normal', 'sensitive', 'highly-sensitive'])
  sensitivity!: 'normal' | 'sensitive' | 'highly-sensitive';

  @ObjectField(() => EquivalenceRequest, MAYBE)
  equivalence?: EquivalenceRequest | null;

  @ObjectField(() => ContractRequest, MAYBE)
  contract?: ContractRequest | null;

  @ObjectField(() => OptOutFilingRequest, MAYBE)
  optOut?: OptOutFilingRequest | null;

  @ObjectField(() => AnnouncementRequest, MAYBE)
  announcement?: AnnouncementRequest | null;

  @ObjectField(() => ImpliedConsentRequest, MAYBE)
  implied?: ImpliedConsentRequest | null;

  @CodeField(DELIVERIES, { ...MAYBE, description: 'How notices go to a household or through an employer' })
  delivery?: Delivery | null;

  @ObjectField(() => DutyLawRequest, { ...MAYBE, description: 'The law that a statutory duty rests on' })
  law?: DutyLawRequest | null;

  @CodeField(MEMBER_VIEWS, { description: 'hidden only where it is restricted' })
  memberView!: MemberView;

  @FlagField({ description: 'Its lines stand in the restricted chain, which only auditors may query' })
  restricted!: boolean;

  @ObjectField(() => CadenceRequest, MAYBE)
  cadence?: CadenceRequest | null;

  @ObjectField(() => ControlTotalsRequest, MAYBE)
  controlTotals?: ControlTotalsRequest | null;

  @CodeField(RECORD_METHODS, { ...MAYBE, enumName: 'RecordMethod' })
  recordMethod?: RecordMethod | null;

  @CodeField(['month', 'year'], MAYBE)
  seriesPeriod?: 'month' | 'year' | null;

  @TextsField({
    max: 50,
    length: 60,
    pattern: ARTICLE,
    patternName: 'an article such as APPI 27(5)(iii) or 個人情報保護法第27条第5項第3号',
    description: 'Articles as printed, old numbers kept: GET /v1/catalogue/articles tells what they are today',
  })
  printedCitations!: string[];
}

/** Version 1 registers the arrangement; each later one amends it. */
export class AnnounceArrangementRequest {
  @IntField({ min: 1, description: 'The number that this version will have: one more than the newest' })
  version!: number;

  @ObjectField(() => BilingualRequest)
  title!: BilingualRequest;

  @ObjectField(() => ArrangementVersionRequest)
  terms!: ArrangementVersionRequest;

  @ObjectField(() => ChangeRequest, { optional: true })
  change?: ChangeRequest;
}
