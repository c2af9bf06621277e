import { DayField, TextField } from '#platform';
import { OWN_KEY } from '../register-member/identifiers.request.js';

export class ChangeOwnKeyRequest {
  @TextField({
    ...OWN_KEY,
    nullable: true,
    description: "The association's own key (社員番号, 会員番号); null for none",
  })
  ownKey!: string | null;

  @DayField({ description: 'First day on which it names the person; the former one goes on naming the days before' })
  effectiveFrom!: string;
}
