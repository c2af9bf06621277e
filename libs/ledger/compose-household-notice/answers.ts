import { DayField, ListField, ObjectField, TextField, TextsField } from '#platform';
import { ArrangementReference } from '../record-transfer/statement-parts.request.js';
import { BilingualRequest } from '../register-association/register-association.request.js';
import { FindingAnswer } from '../record-transfer/answers.js';

const REFERENCES = { max: 30, length: 36 } as const;

/** Who goes where. Why somebody is not in the common notice is not said: it is nobody's business in the household. */
export class HouseholdNoticeAnswer {
  @ObjectField(() => ArrangementReference)
  arrangement!: ArrangementReference;

  @DayField()
  on!: string;

  @TextField({ nullable: true, description: 'Everything up to this position was seen' })
  knowledgeAt!: string | null;

  @TextsField({ ...REFERENCES, description: 'Member references: whose lines go into the common notice' })
  common!: string[];

  @TextsField({ ...REFERENCES, description: 'Member references: who gets a notice of their own' })
  separate!: string[];

  @TextsField({ ...REFERENCES, description: 'Member references: of whom no notice goes out' })
  none!: string[];

  @ObjectField(() => BilingualRequest, { description: 'A sentence for every common notice, whoever is in it' })
  note!: BilingualRequest;

  @ListField(() => FindingAnswer, { max: 100, description: 'What forbids the notice as such, for whomever' })
  findings!: FindingAnswer[];
}
