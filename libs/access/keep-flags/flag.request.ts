import { CodeField, DayField, TextField } from '#platform';
import { MEMBER_FLAGS, type MemberFlag } from '../domain/member-events.js';

export class FlagRequest {
  @CodeField(MEMBER_FLAGS, {
    description: 'NON_DISCLOSURE: 不開示; NO_OWN_VIEW: 自己情報提供不可',
    enumName: 'MemberFlag',
  })
  flag!: MemberFlag;

  @DayField({ description: 'First day on which it stands, or no longer does; not in the future' })
  from!: string;

  @TextField({ description: 'Who asked for it and why; kept sealed' })
  reason!: string;
}
