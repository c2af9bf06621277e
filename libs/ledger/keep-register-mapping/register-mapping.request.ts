import { CodeField, ListField, TextField } from '#platform';
import { REGISTER_FIELDS, type RegisterField } from '#readers';

export const MAPPING_NAME = {
  max: 60,
  pattern: /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/,
  patternName: 'a name of small letters, digits and hyphens',
} as const;

export class CellValueRequest {
  @TextField({ max: 100, description: 'As it stands in the cell; of a list of items, each by itself' })
  cell!: string;

  @TextField({ max: 200, description: 'What it means: a code, a day, a text' })
  value!: string;
}

export class RegisterColumnRequest {
  @TextField({ max: 100, description: 'As it stands in the header row', example: '提供年月日' })
  name!: string;

  @CodeField(REGISTER_FIELDS, { enumName: 'RegisterField' })
  field!: RegisterField;

  @ListField(() => CellValueRequest, { optional: true, max: 300, description: 'What cells say in words of their own' })
  values?: CellValueRequest[];
}

export class RegisterConstantRequest {
  @CodeField(REGISTER_FIELDS, { enumName: 'RegisterField' })
  field!: RegisterField;

  @TextField({ max: 300 })
  value!: string;
}

/** How the columns of a register that was kept so far become the fields of records. Other columns are passed over. */
export class RegisterMappingRequest {
  @CodeField(['provision', 'receipt'], { description: 'What its rows record: art. 29, or art. 30' })
  register!: 'provision' | 'receipt';

  @ListField(() => RegisterColumnRequest, { min: 1, max: 100 })
  columns!: RegisterColumnRequest[];

  @ListField(() => RegisterConstantRequest, { optional: true, max: 50, description: 'What holds for every row' })
  constants?: RegisterConstantRequest[];
}
