import { CodeField, DayField, ListField, ObjectField, TextField, TextsField } from '#platform';
import { CitationAnswer } from '../record-transfer/answers.js';

const NULL = { nullable: true } as const;
const MANY = 1_000;

export class NumberingAnswer {
  @TextField()
  id!: string;

  @DayField({ ...NULL, description: 'First day of the numbering; null for the oldest' })
  from!: string | null;

  @TextField()
  ja!: string;

  @TextField()
  en!: string;
}

export class OldNumberAnswer {
  @TextField()
  numbering!: string;

  @TextField({ example: 'APPI 23(5)' })
  ref!: string;
}

export class ArticleAnswer extends CitationAnswer {
  @ListField(() => OldNumberAnswer, { max: 10, description: 'What its number was' })
  was!: OldNumberAnswer[];
}

export class ArticleMeaningAnswer extends CitationAnswer {
  @TextsField({ max: 10, description: 'Numberings in which the printed number means this' })
  numberings!: string[];
}

/** An article as somebody printed it, beside what it is today. */
export class PrintedArticleAnswer {
  @TextField({ min: 0, example: '個人情報保護法第23条第5項第3号' })
  printed!: string;

  @CodeField(['current', 'superseded', 'ambiguous', 'unknown'], {
    description: 'ambiguous: the number was one article and was, or is, another',
  })
  status!: string;

  @ObjectField(() => CitationAnswer, { ...NULL, description: "Today's article, by the likeliest meaning" })
  current!: CitationAnswer | null;

  @ListField(() => ArticleMeaningAnswer, { max: 10, description: 'Every meaning, the likeliest first' })
  meanings!: ArticleMeaningAnswer[];
}

export class ArticlesAnswer {
  @ListField(() => NumberingAnswer, { max: 10, description: 'The newest first' })
  numberings!: NumberingAnswer[];

  @ListField(() => ArticleAnswer, { max: MANY })
  articles!: ArticleAnswer[];

  @ObjectField(() => PrintedArticleAnswer, { ...NULL, description: 'What `printed` is; null where nothing was asked' })
  reading!: PrintedArticleAnswer | null;
}
