import { CodeField, DayField, TextField, UuidField } from '#platform';
import { REPRESENTATION_CODES, type RepresentationKind } from '../domain/representation-events.js';
import { MemberPath } from '../members/member-changed.answer.js';

const MAYBE = { optional: true } as const;

export class EnterRepresentationRequest {
  @UuidField({ description: "The representation's id, chosen by the caller: the same id is the same one" })
  id!: string;

  @CodeField(REPRESENTATION_CODES, {
    enumName: 'RepresentationKind',
    description: 'PARENT: 親権者; MINOR_GUARDIAN: 未成年後見人; ADULT_GUARDIAN: 成年後見人等; AGENT: 任意代理人',
  })
  kind!: RepresentationKind;

  @TextField({ ...MAYBE, description: "The representative's account (`sub` of its tokens), kept as a keyed digest" })
  subject?: string;

  @UuidField({ ...MAYBE, description: 'Or the member reference of a representative who is a member' })
  representative?: string;

  @DayField({ description: 'First day in Japan' })
  from!: string;

  @DayField({ ...MAYBE, description: 'Last day in Japan; of a minor it ends at the coming of age by itself' })
  until?: string;

  @TextField({ description: 'By what it was proved: 戸籍謄本, 登記事項証明書, 委任状 …; kept sealed' })
  evidence!: string;
}

export class RevokeRepresentationRequest {
  @TextField({ description: 'Why it ends; kept sealed' })
  reason!: string;
}

export class RepresentationPath extends MemberPath {
  @UuidField({ description: 'Id of the representation' })
  id!: string;
}

export class OwnRepresentationPath {
  @UuidField({ description: 'Id of the representation' })
  id!: string;
}
