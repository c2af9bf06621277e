import { CodeField, TextField, UuidField } from '#platform';
import { OFFICER_CLOSE_CODES, type OfficerCloseCode } from '../domain/finding-codes.js';

export class FindingPath {
  @UuidField({ description: 'The finding' })
  id!: string;
}

export class AssignFindingRequest {
  @TextField({
    optional: true,
    max: 200,
    description: 'Account of who takes care of it, as in the subject of its token; whoever asks, when left out',
  })
  owner?: string;
}

export class CloseFindingRequest {
  @CodeField(OFFICER_CLOSE_CODES, { enumName: 'OfficerCloseCode' })
  code!: OfficerCloseCode;

  @TextField({ max: 2_000, description: 'What was found and done; kept sealed' })
  text!: string;
}

export class ReopenFindingRequest {
  @TextField({ max: 2_000, description: 'Why it is looked at again; kept sealed' })
  text!: string;
}
