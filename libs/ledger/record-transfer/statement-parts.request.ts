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
  UuidField,
} from '#platform';
import {
  BASES,
  DELIVERIES,
  EXCEPTIONS,
  EXCLUSIONS,
  LOCATIONS,
  NUM_ITEMS,
  OPT_OUT_MATTERS,
  PARTY_CLASSES,
  RECORD_METHODS,
  ROUTES,
} from '#statute';
import type {
  Basis,
  Delivery,
  Exception,
  Exclusion,
  Location,
  NumItem,
  OptOutMatter,
  PartyClass,
  RecordMethod,
  Route,
} from '#statute';
import { IDENTIFIER_KINDS, type IdentifierKind } from '../writing/typed-identifiers.js';

const MAYBE = { optional: true, nullable: true } as const;
const SHA256 = {
  pattern: /^[0-9a-f]{64}$/,
  patternName: 'a SHA-256 in lower-case hexadecimal',
  min: 64,
  max: 64,
} as const;
/** Registered ids: what people choose for parties and arrangements. */
export const REGISTERED_ID = {
  max: 64,
  pattern: /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/,
  patternName: 'an id of letters, digits and hyphens',
} as const;

export class ItemRequest {
  @TextField({ max: 60, description: 'Code of the item catalogue' })
  code!: string;
}

export class ArrangementReference {
  @TextField({ ...REGISTERED_ID, example: 'B01' })
  id!: string;

  @IntField({ ...MAYBE, min: 1, description: 'The version in effect on the day, when left out' })
  version?: number | null;
}

export class PartyRequest {
  @TextField({ ...REGISTERED_ID, optional: true, description: 'A registered party; or name the party in place' })
  id?: string;

  @TextField({ ...MAYBE, max: 200 })
  name?: string | null;

  @TextField({ ...MAYBE, max: 300 })
  address?: string | null;

  @TextField({ ...MAYBE, max: 200, description: 'Representative of a corporation or other body' })
  representative?: string | null;

  @CodeField(PARTY_CLASSES, { ...MAYBE, enumName: 'PartyClass' })
  class?: PartyClass | null;

  @CodeField(LOCATIONS, { ...MAYBE, enumName: 'Location' })
  location?: Location | null;

  @TextField({
    ...MAYBE,
    min: 2,
    max: 2,
    pattern: /^[A-Z]{2}$/,
    patternName: 'a country code of two letters (ISO 3166-1)',
  })
  country?: string | null;
}

export class PeriodRequest {
  @DayField()
  from!: string;

  @DayField()
  to!: string;
}

export class MemberRequest {
  @UuidField({ optional: true, description: 'Member reference; or the full composite of identifiers, or the own key' })
  ref?: string;

  @TextField({ ...MAYBE, max: 40, description: "The association's own key of the person: 社員番号" })
  ownKey?: string | null;

  @TextField({ ...MAYBE, max: 8 })
  insurerNumber?: string | null;

  @TextField({ ...MAYBE, max: 40 })
  symbol?: string | null;

  @TextField({ ...MAYBE, max: 40 })
  number?: string | null;

  @TextField({ ...MAYBE, max: 2 })
  branch?: string | null;

  @TextField({ ...MAYBE, max: 100, description: "The party's own identifier of the person; kept sealed" })
  partySubjectId?: string | null;

  @FlagField({
    optional: true,
    description: 'True where the data of somebody who died is also data of a living relative: art. 2(1)',
  })
  aboutLivingRelative?: boolean;

  @UuidField({ ...MAYBE, description: 'The consent that carries this line' })
  consentId?: string | null;

  @ListField(() => ItemRequest, { ...MAYBE, min: 1, max: 200, description: 'Items of this member where they differ' })
  items?: ItemRequest[] | null;
}

export class ExclusionRequest {
  @CodeField(EXCLUSIONS)
  code!: Exclusion;

  @TextField()
  reason!: string;

  @TextField({ max: 200 })
  approvedBy!: string;
}

export class LawRequest {
  @TextField({ max: 200 })
  act!: string;

  @TextField({ max: 100 })
  article!: string;

  @TextField({ max: 200 })
  requestRef!: string;
}

export class OptOutRequest {
  @TextField({ max: 100 })
  filingNo!: string;

  @FlagField()
  published!: boolean;

  @FlagField({ optional: true, description: 'Acquired unlawfully, or itself received by opt-out' })
  tainted?: boolean;

  @CodesField(OPT_OUT_MATTERS, { optional: true, max: 9, description: 'Matters that were filed; all, when left out' })
  matters?: OptOutMatter[];
}

/** What a research body will study: art. 27(1)(vii). */
export class ResearchRequest {
  @TextField()
  purpose!: string;

  @FlagField({ description: 'Nobody is harmed unfairly by it' })
  noUnfairHarm!: boolean;
}

export class ForeignInformationRequest {
  @FlagField()
  country!: boolean;

  @FlagField()
  system!: boolean;

  @FlagField()
  measures!: boolean;

  @TextField({ ...MAYBE })
  unknownReason?: string | null;
}

export class ForeignRequest {
  @TextField({ max: 100 })
  country!: string;

  @ObjectField(() => ForeignInformationRequest)
  infoGiven!: ForeignInformationRequest;
}

/** The check before person-related information goes to somebody who will know the person by it. */
export class PersonRelatedRequest {
  @TextField({ ...MAYBE, description: 'How it was checked that the person consented' })
  howChecked?: string | null;

  @FlagField({ description: 'Whether the information on the foreign country was given' })
  foreignInfo!: boolean;
}

/** The ground that the poster states. What a route needs is asked by the law, not by this form. */
export class GroundRequest {
  @CodeField(ROUTES, { ...MAYBE, enumName: 'Route' })
  route?: Route | null;

  @CodeField(BASES, { ...MAYBE, enumName: 'Basis' })
  basis?: Basis | null;

  @CodeField(EXCEPTIONS, MAYBE)
  exception?: Exception | null;

  @ObjectField(() => ExclusionRequest, MAYBE)
  exclusion?: ExclusionRequest | null;

  @CodeField(NUM_ITEMS, { ...MAYBE, description: 'Item of Number Act art. 19' })
  numItem?: NumItem | null;

  @ObjectField(() => LawRequest, MAYBE)
  law?: LawRequest | null;

  @TextField(MAYBE)
  protects?: string | null;

  @TextField(MAYBE)
  whyConsentDifficult?: string | null;

  @TextsField({ optional: true, max: 20, length: 60 })
  masking?: string[];

  @TextField(MAYBE)
  body?: string | null;

  @TextField(MAYBE)
  duty?: string | null;

  @TextField(MAYBE)
  hindrance?: string | null;

  @TextField({ ...MAYBE, max: 200 })
  contractRef?: string | null;

  @TextField({ ...MAYBE, max: 200 })
  supervisionRef?: string | null;

  @ObjectField(() => OptOutRequest, MAYBE)
  optOut?: OptOutRequest | null;

  @ObjectField(() => ForeignRequest, MAYBE)
  foreign?: ForeignRequest | null;

  @ObjectField(() => PersonRelatedRequest, MAYBE)
  art31?: PersonRelatedRequest | null;

  @FlagField({ optional: true, description: 'True where the data is sold' })
  sale?: boolean;

  @CodeField(DELIVERIES, { ...MAYBE, description: 'How it goes to a household or through an employer' })
  delivery?: Delivery | null;

  @FlagField({ optional: true, description: 'Answers an investigation that the member must not learn of' })
  investigation?: boolean;

  @ObjectField(() => ResearchRequest, MAYBE)
  research?: ResearchRequest | null;

  @TextField({ ...MAYBE, max: 200, description: 'What attests that a storage vendor cannot touch the data' })
  storageAttestation?: string | null;
}

export class RecordRequest {
  @CodeField(RECORD_METHODS, { ...MAYBE, enumName: 'RecordMethod' })
  method?: RecordMethod | null;

  @TextField({ ...MAYBE, max: 100 })
  seriesId?: string | null;

  @DayField({ ...MAYBE, description: 'Day on which the record was made; today when left out' })
  madeOn?: string | null;

  @TextField({ ...MAYBE, max: 200, description: 'Who made the record for the association: the other side' })
  proxyBy?: string | null;

  @CodeField(['EACH', 'BATCH', 'CONTRACT'], {
    ...MAYBE,
    description: 'PROXY only: the method that the other side used',
  })
  proxyMethod?: Exclude<RecordMethod, 'PROXY'> | null;

  @TextField({
    ...MAYBE,
    max: 100,
    description:
      'Id of a kept record, or of a transfer, that holds the fields left out here: Rules 20(2), 24(2), 28(2)',
  })
  baseRecord?: string | null;

  @FlagField({ optional: true, description: 'Connected with goods or services to the person: Rules 19(3)' })
  servesPerson?: boolean;
}

/** Confirmation on receipt: art. 30(1), Rules 22. */
export class ConfirmationRequest {
  @TextField({ ...MAYBE, description: "How the provider's name, address and representative were confirmed" })
  providerHow?: string | null;

  @TextField({ ...MAYBE, description: 'How the provider acquired the data' })
  acquisition?: string | null;

  @TextField({ ...MAYBE, description: 'How that was confirmed' })
  acquisitionHow?: string | null;

  @TextField({ ...MAYBE, max: 200 })
  documentRef?: string | null;

  @TextField({
    ...MAYBE,
    max: 100,
    description: 'Id of a kept record, or of a transfer, of an identical confirmation: Rules 22(3)',
  })
  sameAsRecord?: string | null;
}

export class EvidenceRequest {
  @TextField({ max: 30 })
  kind!: string;

  @TextField({ max: 100 })
  ref!: string;

  @TextField({ ...MAYBE, ...SHA256 })
  sha256?: string | null;
}

/** A field whose digits are a number of another kind, and no individual number (個人番号). */
export class IdentifierRequest {
  @TextField({
    max: 100,
    pattern: /^(?:\/[A-Za-z]{1,40}|\/\d{1,3}|\/\*){1,4}$/,
    patternName: 'a JSON pointer such as /ground/contractRef',
    description: 'Where it stands; /members/*/partySubjectId for all members',
  })
  pointer!: string;

  @CodeField(IDENTIFIER_KINDS, { enumName: 'IdentifierKind' })
  kind!: IdentifierKind;
}

export class FileRequest {
  @TextField(SHA256)
  sha256!: string;

  @IntField({ description: 'Size in bytes' })
  bytes!: number;

  @TextField({ max: 50 })
  format!: string;
}
