import { CodeField, DayField, TextField, UuidField } from '#platform';
import { IdentifiersRequest, OWN_KEY } from './identifiers.request.js';

/** A member as the association's core system knows the person. */
export class RegisterMemberRequest extends IdentifiersRequest {
  @TextField({ ...OWN_KEY, optional: true, nullable: true })
  ownKey?: string | null;

  @UuidField({ optional: true, description: 'Random reference to use from now on; made when left out' })
  ref?: string;

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
