import { DayField, TextField, UuidField } from '#platform';

export class ProposeMandateRequest {
  @UuidField({ description: "The mandate's id, chosen by the caller: the same id is the same mandate" })
  id!: string;

  @TextField({
    description: "The auditor's account: `sub` of the tokens that its issuer gives. Kept as a keyed digest",
  })
  subject!: string;

  @DayField({ description: 'First day in Japan' })
  from!: string;

  @DayField({ description: 'Last day in Japan' })
  until!: string;

  @TextField({ description: 'What is to be audited, and at whose wish; kept sealed' })
  purpose!: string;
}

export class RevokeMandateRequest {
  @TextField({ description: 'Why it ends before its day; kept sealed' })
  reason!: string;
}

export class MandatePath {
  @UuidField({ description: 'Id of the mandate' })
  id!: string;
}
