import {
  CodeField,
  DayField,
  FlagField,
  InstantField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  TextsField,
} from '#platform';
import { ARRANGEMENT_KINDS, ROUTES, type ArrangementKind, type Route } from '#statute';
import {
  ArrangementVersionRequest,
  CadenceRequest,
  ChangeRequest,
} from '../announce-arrangement/announce-arrangement.request.js';
import { CheckEquivalenceRequest } from '../check-equivalence/check-equivalence.request.js';
import { BilingualRequest } from '../register-association/register-association.request.js';
import { PrintedArticleAnswer } from '../show-articles/answers.js';

const STATES = ['to-come', 'in-effect', 'ended'] as const;

/** An arrangement as it is on a day: by the version in effect, or the newest. */
export class ArrangementSummaryAnswer {
  @TextField()
  id!: string;

  @ObjectField(() => BilingualRequest, { nullable: true, description: 'Null once its key was destroyed' })
  title!: BilingualRequest | null;

  @CodeField(ARRANGEMENT_KINDS, { enumName: 'ArrangementKind' })
  kind!: ArrangementKind;

  @CodeField(STATES)
  state!: (typeof STATES)[number];

  @IntField({ min: 1 })
  version!: number;

  @DayField()
  effectiveFrom!: string;

  @DayField({ nullable: true })
  endsOn!: string | null;

  @TextsField({ max: 500 })
  parties!: string[];

  @CodeField(ROUTES, { nullable: true, enumName: 'Route' })
  route!: Route | null;

  @ObjectField(() => CadenceRequest, { nullable: true })
  cadence!: CadenceRequest | null;

  @FlagField()
  restricted!: boolean;
}

export class ArrangementPageAnswer {
  @TextField({ description: 'Everything up to this position is in the list' })
  asOf!: string;

  @DayField()
  on!: string;

  @ListField(() => ArrangementSummaryAnswer, { max: 200 })
  arrangements!: ArrangementSummaryAnswer[];

  @TextField({ nullable: true, description: 'Cursor of the next page; null on the last' })
  next!: string | null;
}

export class ArrangementVersionAnswer {
  @IntField({ min: 1 })
  version!: number;

  @InstantField()
  recordedAt!: string;

  @TextField()
  position!: string;

  @ObjectField(() => ArrangementVersionRequest)
  terms!: ArrangementVersionRequest;

  @ListField(() => PrintedArticleAnswer, { max: 50, description: 'The articles as printed, with those of today' })
  articles!: PrintedArticleAnswer[];

  @ObjectField(() => ChangeRequest, { nullable: true })
  change!: ChangeRequest | null;
}

export class ArrangementEndAnswer {
  @InstantField()
  recordedAt!: string;

  @TextField()
  position!: string;

  @DayField()
  endsOn!: string;

  @TextField({ nullable: true })
  reason!: string | null;
}

export class EquivalenceCheckAnswer extends CheckEquivalenceRequest {
  @InstantField()
  recordedAt!: string;

  @TextField()
  position!: string;
}

export class ArrangementAnswer extends ArrangementSummaryAnswer {
  @ListField(() => ArrangementVersionAnswer, { max: 10_000, description: 'Every version, oldest first' })
  versions!: ArrangementVersionAnswer[];

  @ListField(() => ArrangementEndAnswer, { max: 10_000 })
  ends!: ArrangementEndAnswer[];

  @ListField(() => EquivalenceCheckAnswer, { max: 10_000, description: 'Checks of equivalent measures, as recorded' })
  equivalenceChecks!: EquivalenceCheckAnswer[];
}
