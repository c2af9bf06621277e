import { CodeField, DayField, FlagField, ListField, ObjectField, TextField } from '#platform';
import { TASK_KINDS, type ArrangementTask } from '../domain/arrangement-tasks.js';
import { CitationAnswer } from '../record-transfer/answers.js';

export class ArrangementTaskAnswer {
  @CodeField(TASK_KINDS, {
    description:
      'announce-change: particulars of the responsible entity changed; equivalence-check: the yearly check of a recipient abroad',
  })
  kind!: ArrangementTask['kind'];

  @TextField()
  arrangement!: string;

  @DayField({ description: 'Day of the change, or of the last check' })
  since!: string;

  @DayField({ description: 'First day on which it is overdue' })
  overdueFrom!: string;

  @FlagField()
  overdue!: boolean;

  @ObjectField(() => CitationAnswer)
  citation!: CitationAnswer;
}

export class ArrangementTasksAnswer {
  @TextField({ description: 'Everything up to this position was looked at' })
  asOf!: string;

  @DayField()
  on!: string;

  @ListField(() => ArrangementTaskAnswer, { max: 10_000, description: 'What is due first comes first' })
  tasks!: ArrangementTaskAnswer[];
}
