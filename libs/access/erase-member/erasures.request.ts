import { CodeField, ObjectField, PageRequest, TextField, UuidField } from '#platform';
import { ERASURE_REASONS } from '#statute';

const codesOf = (named: readonly { readonly code: string }[]) => named.map(({ code }) => code);
const inWords = (named: readonly { readonly code: string; readonly ja: string; readonly en: string }[]) =>
  named.map(({ code, ja, en }) => `${code}: ${ja} (${en})`).join('; ');

/** Why it is done although records are due. */
export class DespiteRequest {
  @CodeField(codesOf(ERASURE_REASONS.despite), {
    description: inWords(ERASURE_REASONS.despite),
    enumName: 'ErasureDespite',
  })
  code!: string;

  @TextField({ description: 'In words; kept sealed' })
  text!: string;
}

export class ProposeErasureRequest {
  @UuidField({ description: "The erasure's id, chosen by the caller: the same id is the same erasure" })
  id!: string;

  @UuidField({ description: 'Member reference' })
  member!: string;

  @CodeField(codesOf(ERASURE_REASONS.bases), {
    description: inWords(ERASURE_REASONS.bases),
    enumName: 'ErasureBasis',
  })
  basis!: string;

  @TextField({ description: 'Why, in words; kept sealed' })
  reason!: string;

  @ObjectField(() => DespiteRequest, {
    optional: true,
    description: 'Only where records that the law wants kept, or holds, shall not stand against it',
  })
  despite?: DespiteRequest;
}

export class ErasurePath {
  @UuidField({ description: 'Id of the erasure' })
  id!: string;
}

export class ListErasuresRequest extends PageRequest {}
