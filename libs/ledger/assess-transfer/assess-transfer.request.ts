import { OmitType } from '@nestjs/swagger';
import { CodeField, TextField } from '#platform';
import { RecordTransferRequest } from '../record-transfer/record-transfer.request.js';

const MAYBE = { optional: true, nullable: true } as const;
const AS_OF = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** A transfer that somebody thinks of making: the body that would be posted, without the name under which it is recorded. */
export class AssessTransferRequest extends OmitType(RecordTransferRequest, [
  'source',
  'externalId',
  'phase',
  'onBlocked',
]) {
  @TextField({ optional: true, max: 100, description: 'Taken as it stands in the body that will be posted; not kept' })
  source?: string;

  @TextField({ optional: true, max: 200, description: 'The same; it names nothing here, for nothing is recorded' })
  externalId?: string;

  @CodeField(['planned', 'done'], {
    optional: true,
    description: 'planned (default): may it be made? done: how would it be judged, had it been made?',
  })
  phase?: 'planned' | 'done';

  @TextField({
    ...MAYBE,
    max: 40,
    pattern: AS_OF,
    patternName: 'a day in Japan or an instant with its offset',
    description: 'An earlier day, to its end, or instant: by what was known then',
    example: '2026-04-01',
  })
  asOf?: string | null;

  @TextField({
    ...MAYBE,
    max: 64,
    description: 'Id of a ruleset or of a draft, GET /v1/rulesets: a dry run under that law',
    example: 'jp-appi-r8-draft',
  })
  ruleset?: string | null;
}
