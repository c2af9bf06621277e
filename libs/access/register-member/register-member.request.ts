import { CodeField, DayField, TextField, UuidField } from '#platform';

const NUMBER = { max: 40 } as const;

/** A member as the association's core system knows the person. */
export class RegisterMemberRequest {
  @UuidField({ optional: true, description: 'Random reference to use from now on; made when left out' })
  ref?: string;

  @TextField({
    optional: true,
    nullable: true,
    max: 8,
    pattern: /^\d{8}$/,
    patternName: 'an insurer number of 8 digits',
  })
  insurerNumber?: string | null;

  @TextField({ ...NUMBER, optional: true, nullable: true, description: '被保険者記号' })
  symbol?: string | null;

  @TextField({ ...NUMBER, description: '被保険者番号 or certificate number' })
  number!: string;

  @TextField({ optional: true, nullable: true, max: 2, description: '枝番' })
  branch?: string | null;

  @TextField({ max: 200, description: 'As registered; variant characters are kept' })
  name!: string;

  @TextField({ optional: true, nullable: true, max: 200 })
  kana?: string | null;

  @DayField({ optional: true, nullable: true })
  birthDate?: string | null;

  @CodeField(['男', '女'], { optional: true, nullable: true })
  sex?: string | null;

  @CodeField(['本人', '家族'], { optional: true, nullable: true })
  relation?: string | null;

  @UuidField({ optional: true, nullable: true, description: 'Reference of the insured person of the household' })
  household?: string | null;
}
