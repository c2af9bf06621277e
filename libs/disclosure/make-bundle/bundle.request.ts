import { CodeField, DayField, TextField, TextsField, UuidField } from '#platform';

/** More than this nobody types; whoever wants more takes all. */
const NAMED_MAX = 1_000;

export class AskBundleRequest {
  @UuidField({ description: "The bundle's id, chosen by the caller: the same id is the same bundle" })
  id!: string;

  @DayField({ description: 'First day, in Japan, on which transfers occurred' })
  from!: string;

  @DayField({ description: 'Last day' })
  to!: string;

  @TextsField({ max: NAMED_MAX, optional: true, description: 'Ids of parties; all of them when left out' })
  parties?: string[];

  @TextsField({ max: NAMED_MAX, optional: true, description: 'Member references; all of them when left out' })
  members?: string[];

  @CodeField(['masked', 'named'], {
    optional: true,
    description:
      'masked when left out: persons by their random references alone. named: with names and identifiers, once a second officer or auditor approved it',
  })
  persons?: 'masked' | 'named';

  @CodeField(['ja', 'en'], { optional: true, description: 'Language in which its page opens; ja when left out' })
  language?: 'ja' | 'en';

  @TextField({ description: 'What it is for, such as an order of the PPC under art. 146; kept sealed' })
  ground!: string;
}

export class BundlePath {
  @UuidField({ description: 'Id of the bundle' })
  id!: string;
}
