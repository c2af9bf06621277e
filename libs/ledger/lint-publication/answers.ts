import { CodeField, DayField, IntField, ListField, ObjectField, TextField } from '#platform';
import { CitationAnswer } from '../record-transfer/answers.js';

const NULL = { nullable: true } as const;

export class LintedVersionAnswer {
  @TextField()
  id!: string;

  @IntField({ min: 1 })
  version!: number;
}

/** What a check found in what the association publishes. */
export class LintFindingAnswer {
  @TextField({ description: 'The check, L1 to L11' })
  check!: string;

  @TextField()
  code!: string;

  @CodeField(['fault', 'remark', 'information'], {
    description: 'fault: the law wants it mended. remark: to be looked at. information: only to be known',
  })
  severity!: string;

  @ObjectField(() => LintedVersionAnswer, { ...NULL, description: "Null where it is the association's own page" })
  arrangement!: LintedVersionAnswer | null;

  @TextField({
    description: 'JSON pointer into the terms of the version, or into the association; empty for the whole',
  })
  pointer!: string;

  @TextField({ ...NULL, description: 'The word in question' })
  printed!: string | null;

  @TextField({ ...NULL, description: 'What is meant' })
  instead!: string | null;

  @TextField()
  ja!: string;

  @TextField()
  en!: string;

  @ListField(() => CitationAnswer, { max: 20 })
  citations!: CitationAnswer[];
}

export class LintAnswer {
  @DayField()
  on!: string;

  @TextField({ description: 'Everything up to this position was checked' })
  asOf!: string;

  @TextField()
  ruleset!: string;

  @IntField({ description: 'Arrangements that are in effect on the day' })
  arrangements!: number;

  @ListField(() => LintFindingAnswer, { max: 10_000 })
  findings!: LintFindingAnswer[];
}
