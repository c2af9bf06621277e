import { CodeField, DayField, FlagField, IntField, ListField, ObjectField, TextField, TextsField } from '#platform';
import { ASSOCIATION_CLASSES, type AssociationClass } from '#statute';
import { BilingualRequest } from '../register-association/register-association.request.js';
import { NamedCodeAnswer } from '../show-transfer/answers.js';
import { ShownPurposeAnswer } from '../show-association/answers.js';

const MANY = 10_000;
const GONE = { nullable: true, description: 'Null where it is not stated' } as const;

/** The business operator and what art. 32(1) wants within reach of the person. */
export class PublishedAssociationAnswer {
  @TextField()
  id!: string;

  @CodeField(ASSOCIATION_CLASSES, { enumName: 'AssociationClass' })
  class!: AssociationClass;

  @ObjectField(() => BilingualRequest)
  name!: BilingualRequest;

  @TextField(GONE)
  address!: string | null;

  @TextField(GONE)
  representative!: string | null;

  @TextField(GONE)
  desk!: string | null;

  @TextField(GONE)
  phone!: string | null;

  @TextField(GONE)
  email!: string | null;

  @TextField(GONE)
  url!: string | null;

  @TextField({ nullable: true, description: 'Where complaints go; the desk where no other is stated: ORD 10(ii)' })
  complaintDesk!: string | null;

  @TextField({ nullable: true, description: 'How disclosure and the like are asked for: art. 32(1)(iii)' })
  requestProcedure!: string | null;

  @TextField({ nullable: true, description: 'What a request costs: art. 38' })
  requestFee!: string | null;

  @TextField({ nullable: true, description: 'Measures of safety: ORD 10(i)' })
  safetyMeasures!: string | null;

  @TextField({ nullable: true, description: 'Accredited body and its desk: ORD 10(iii)' })
  accreditedBody!: string | null;
}

export class PublishedVersionAnswer {
  @IntField({ min: 1 })
  version!: number;

  @DayField({ description: 'First day of its announcement' })
  announcedFrom!: string;

  @DayField()
  effectiveFrom!: string;

  @DayField({ nullable: true })
  endsOn!: string | null;
}

/** What is published of every arrangement: which version it is, and when it was announced. */
export class PublishedArrangementAnswer {
  @TextField()
  id!: string;

  @ObjectField(() => BilingualRequest, { nullable: true })
  title!: BilingualRequest | null;

  @IntField({ min: 1, description: 'The version that the matters are of: in effect, or the next to be' })
  version!: number;

  @DayField()
  effectiveFrom!: string;

  @DayField({ nullable: true })
  endsOn!: string | null;

  @ListField(() => NamedCodeAnswer, { max: MANY })
  items!: NamedCodeAnswer[];

  @FlagField({ description: 'The announced list ends in "etc."' })
  itemsOpen!: boolean;

  @ListField(() => NamedCodeAnswer, { max: MANY })
  purposes!: NamedCodeAnswer[];

  @TextsField({ max: 20, description: 'Where else it is announced' })
  media!: string[];

  @TextField({ nullable: true })
  url!: string | null;

  @ListField(() => PublishedVersionAnswer, { max: MANY, description: 'Every version that was announced' })
  versions!: PublishedVersionAnswer[];
}

export class PublishedUserAnswer {
  @TextField()
  name!: string;

  @FlagField({ description: 'It works for another and stays an entrustee' })
  entrustee!: boolean;
}

export class PublishedResponsibleAnswer {
  @TextField(GONE)
  name!: string | null;

  @TextField(GONE)
  address!: string | null;

  @TextField(GONE)
  representative!: string | null;
}

/** The five matters of joint use, art. 27(5)(iii); that it is joint use is the first. */
export class PublishedJointUseAnswer extends PublishedArrangementAnswer {
  @ListField(() => PublishedUserAnswer, { max: MANY })
  users!: PublishedUserAnswer[];

  @ObjectField(() => PublishedResponsibleAnswer, { nullable: true })
  responsible!: PublishedResponsibleAnswer | null;
}

/** A matter of implied comprehensive consent, with its three promises: kenpo guidance III-7(3). */
export class PublishedImpliedConsentAnswer extends PublishedArrangementAnswer {
  @ObjectField(() => BilingualRequest, { nullable: true })
  matter!: BilingualRequest | null;

  @TextField({ nullable: true, description: 'How a member says no' })
  howToObject!: string | null;

  @FlagField({ description: 'A member may ask that the matter need explicit consent' })
  explicitOnRequest!: boolean;

  @FlagField({ description: 'Silence is consent' })
  silenceIsConsent!: boolean;

  @FlagField({ description: 'Consent and reservation can be changed at any time' })
  changeable!: boolean;
}

/** The matters of opt-out, art. 27(2); (1) is the association above, (3) the items. */
export class PublishedOptOutAnswer extends PublishedArrangementAnswer {
  @TextField({ nullable: true, description: 'Number under which it is filed with the Commission' })
  filingNo!: string | null;

  @FlagField({ description: '(2) provision to third parties is a purpose' })
  provisionIsPurpose!: boolean;

  @TextField({ nullable: true, description: '(4) source and method of acquisition' })
  acquisition!: string | null;

  @TextField({ nullable: true, description: '(5) way of provision' })
  provision!: string | null;

  @FlagField({ description: '(6) provision stops on request' })
  stopsOnRequest!: boolean;

  @TextField({ nullable: true, description: '(7) how a request is received' })
  stopReception!: string | null;

  @TextField({ nullable: true, description: '(8) way of updating' })
  updating!: string | null;

  @DayField({ nullable: true, description: '(9) day from which it is provided' })
  startsOn!: string | null;
}

/** All that an association publishes of its handling of personal data. Nothing of it is about a member. */
export class PublicationAnswer {
  @DayField({ description: 'As it is on this day' })
  on!: string;

  @ObjectField(() => PublishedAssociationAnswer)
  association!: PublishedAssociationAnswer;

  @ListField(() => ShownPurposeAnswer, { max: MANY, description: 'The purposes of use, art. 21 and 32(1)(ii)' })
  purposes!: ShownPurposeAnswer[];

  @ListField(() => PublishedJointUseAnswer, { max: MANY })
  jointUses!: PublishedJointUseAnswer[];

  @ListField(() => PublishedImpliedConsentAnswer, { max: MANY })
  impliedConsents!: PublishedImpliedConsentAnswer[];

  @ListField(() => PublishedOptOutAnswer, { max: MANY })
  optOuts!: PublishedOptOutAnswer[];
}
