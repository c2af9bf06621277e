import {
  CodeField,
  CodesField,
  DayField,
  FlagField,
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
  MEANS,
  MEMBER_VIEWS,
  NUM_ITEMS,
  RECORD_METHODS,
  ROUTES,
  type ArrangementKind,
  type Basis,
  type DataKind,
  type Means,
  type MemberView,
  type NumItem,
  type RecordMethod,
  type Route,
} from '#statute';
import { ExclusionRequest } from '../record-transfer/statement-parts.request.js';
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
}

/** The responsible entity of joint use: art. 27(5)(iii) wants all three. */
export class ResponsibleRequest {
  @TextField({ ...MAYBE, max: 200 })
  name?: string | null;

  @TextField({ ...MAYBE, max: 300 })
  address?: string | null;

  @TextField({ ...MAYBE, max: 200 })
  representative?: string | null;
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

export class OptOutFilingRequest {
  @TextField({ max: 100 })
  filingNo!: string;
}

export class AnnouncementRequest {
  @TextsField({ max: 20 })
  media!: string[];

  @TextField({ ...MAYBE, max: 500 })
  url?: string | null;

  @TextField({ ...MAYBE, max: 300 })
  evidence?: string | null;
}

export class CadenceRequest {
  @CodeField(['month', 'year', 'event'])
  every!: 'month' | 'year' | 'event';
}

/** One version of a standing ground for sharing. */
export class ArrangementVersionRequest {
  @TextField({ ...MAYBE, max: 50, description: 'as-printed, as-repaired, or whatever tells versions apart' })
  label?: string | null;

  @CodeField(ARRANGEMENT_KINDS, { enumName: 'ArrangementKind' })
  kind!: ArrangementKind;

  @DayField({ ...MAYBE, description: 'First day of its announcement' })
  announcedFrom?: string | null;

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

  @CodeField(MEMBER_VIEWS)
  memberView!: MemberView;

  @FlagField({ description: 'Its lines stand in the restricted chain, which only auditors may query' })
  restricted!: boolean;

  @ObjectField(() => CadenceRequest, MAYBE)
  cadence?: CadenceRequest | null;

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
}
