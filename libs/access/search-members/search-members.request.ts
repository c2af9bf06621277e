import { DayField, TextField } from '#platform';

const WHOLE = { optional: true, nullable: true, max: 200 } as const;

/** Somebody who is looked for. It stands here and never in an address. */
export class SearchMembersRequest {
  @TextField({ ...WHOLE, description: 'The whole name; in whatever width and variant of its characters' })
  name?: string | null;

  @TextField({ ...WHOLE, description: 'The whole name in kana of either syllabary' })
  kana?: string | null;

  @DayField()
  birthDate!: string;
}
