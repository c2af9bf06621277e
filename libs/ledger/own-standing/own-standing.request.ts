import { CodeField, ObjectField, TextField, UuidField } from '#platform';
import { STANDING_KINDS, type StandingKind } from '#statute';
import { ScopeRequest } from '../declare-standing/declare-standing.request.js';

const MAYBE = { optional: true, nullable: true } as const;

/** What a member says of their own data. It counts from this moment. */
export class DeclareOwnStandingRequest {
  @UuidField({ description: "The declaration's id, chosen by the caller: the same id is the same declaration" })
  id!: string;

  @CodeField(STANDING_KINDS, { enumName: 'StandingKind' })
  kind!: StandingKind;

  @TextField({ ...MAYBE, max: 64, description: 'The published arrangement that it is about; or the scope alone' })
  matter?: string | null;

  @ObjectField(() => ScopeRequest, { optional: true, description: 'Everything of the matter when left out' })
  scope?: ScopeRequest;

  @TextField({ ...MAYBE, max: 100, description: 'Version of the notice that was read; a consent has to say it' })
  noticeVersion?: string | null;

  @TextField({ ...MAYBE, description: 'The reason, where the member gives one; kept sealed' })
  reason?: string | null;
}

export class WithdrawOwnStandingRequest {
  @TextField(MAYBE)
  reason?: string | null;
}
