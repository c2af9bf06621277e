import { TextField } from '#platform';
import { INSURER_NUMBER } from '../domain/identifiers.js';

const NUMBER = { max: 40 } as const;

/** The association's own key of a person. */
export const OWN_KEY = {
  ...NUMBER,
  pattern: /\S/,
  patternName: 'an own key',
  description: "The association's own key of the person: 社員番号, 会員番号",
} as const;

/** The full composite by which a person is known; what is left out is no part of it. */
export class IdentifiersRequest {
  @TextField({
    optional: true,
    nullable: true,
    max: 8,
    pattern: INSURER_NUMBER,
    patternName: 'an insurer number of 8 digits, or of 6',
  })
  insurerNumber?: string | null;

  @TextField({ ...NUMBER, optional: true, nullable: true, description: '被保険者記号' })
  symbol?: string | null;

  @TextField({ ...NUMBER, description: '被保険者番号 or certificate number' })
  number!: string;

  @TextField({ optional: true, nullable: true, max: 2, description: '枝番' })
  branch?: string | null;
}
