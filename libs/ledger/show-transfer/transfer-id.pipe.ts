import { ParseUUIDPipe } from '@nestjs/common';
import { Refusal } from '#platform';

/** A transfer's id in a path; what has no such form is no transfer. */
export const transferIdPipe = new ParseUUIDPipe({ exceptionFactory: () => new Refusal('transfer-unknown') });
