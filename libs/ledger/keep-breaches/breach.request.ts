import {
  CodeField,
  CodesField,
  DayField,
  FlagField,
  IntField,
  ObjectField,
  TextField,
  TextsField,
  UuidField,
} from '#platform';
import { REPORT_RECIPIENTS, type ReportRecipient } from '../domain/breach-events.js';

const MAYBE = { optional: true, nullable: true } as const;
const MATTER = { ...MAYBE, max: 4_000 } as const;

/** The matters of a report; a test holds them against the ruleset. */
export const MATTER_CODES = [
  'outline',
  'items',
  'persons',
  'cause',
  'secondaryDamage',
  'response',
  'publication',
  'prevention',
  'other',
] as const;

/** The nine matters of Rules 8(1), as far as they are known; kept sealed. */
export class BreachMattersRequest {
  @TextField({ ...MATTER, description: '概要' })
  outline?: string | null;

  @TextField({ ...MATTER, description: '個人データの項目' })
  items?: string | null;

  @TextField({ ...MATTER, description: '本人の数' })
  persons?: string | null;

  @TextField({ ...MATTER, description: '原因' })
  cause?: string | null;

  @TextField({ ...MATTER, description: '二次被害又はそのおそれ' })
  secondaryDamage?: string | null;

  @TextField({ ...MATTER, description: '本人への対応' })
  response?: string | null;

  @TextField({ ...MATTER, description: '公表' })
  publication?: string | null;

  @TextField({ ...MATTER, description: '再発防止策' })
  prevention?: string | null;

  @TextField({ ...MATTER, description: 'その他参考となる事項' })
  other?: string | null;
}

/** What is known of a breach; what "may" have happened counts as having happened. */
export class BreachRequest {
  @DayField({ description: 'The day on which any department knew' })
  knewOn!: string;

  @DayField({ ...MAYBE, description: 'The day on which an entrustee told of it' })
  entrusteeNoticeOn?: string | null;

  @FlagField({ description: 'It holds sensitive personal information (要配慮個人情報)' })
  sensitive!: boolean;

  @FlagField({ optional: true, description: 'Misuse may cause property damage' })
  propertyRisk?: boolean;

  @FlagField({ optional: true, description: 'It may have been done wrongfully' })
  wrongfulAct?: boolean;

  @FlagField({ optional: true, description: 'The data is strongly encrypted, or secured likewise' })
  encrypted?: boolean;

  @IntField({ min: 1, max: 200_000_000, description: 'Persons concerned, as far as it is known' })
  persons!: number;

  @DayField({
    ...MAYBE,
    description: 'The day on which it was known that they are more than 1,000, where that was later',
  })
  manyPersonsOn?: string | null;

  @TextsField({ optional: true, max: 20, length: 36, description: 'Transfers that it is about, by id' })
  transfers?: string[];

  @ObjectField(() => BreachMattersRequest, { optional: true })
  matters?: BreachMattersRequest;
}

export class OpenBreachRequest extends BreachRequest {
  @UuidField({ description: 'Chosen by the caller: the same id is the same breach' })
  id!: string;
}

export class ReportBreachRequest {
  @DayField({ description: 'The day of the report; not before the day of knowledge, not in the future' })
  reportedOn!: string;

  @CodeField(REPORT_RECIPIENTS, { description: 'The commission, or the minister to whom it delegated the power' })
  to!: ReportRecipient;

  @TextField({ ...MAYBE, max: 200, description: 'Number of the report; kept sealed' })
  reference?: string | null;
}

export class ReportBreachFinallyRequest extends ReportBreachRequest {
  @CodesField(MATTER_CODES, {
    optional: true,
    max: 9,
    description: 'Matters that cannot be known yet and follow later',
  })
  toFollow?: string[];
}

export class NotifyPersonsRequest {
  @DayField()
  notifiedOn!: string;

  @IntField({ min: 0, max: 200_000_000, description: 'How many persons were told' })
  persons!: number;

  @FlagField({ optional: true, description: 'Notice was hard, and other measures were taken instead' })
  substitute?: boolean;

  @TextField({ description: 'How they were told, or what was done instead; kept sealed' })
  how!: string;
}

export class CloseBreachRequest {
  @TextField({ max: 2_000, description: 'What it came to; kept sealed' })
  text!: string;
}
