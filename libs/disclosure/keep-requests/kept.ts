import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { RequestMarkAnswer } from './request.answer.js';

export const STATE = 'disclosure-request-state, disclosure-request-changed';

/** What everything that is done about a request is answered with. */
export function Kept(conflicts: string, unprocessable: string | null = null): MethodDecorator {
  const answers = [
    ApiCreatedResponse({ type: RequestMarkAnswer }),
    ApiOkResponse({ type: RequestMarkAnswer, description: 'Said so before' }),
    ApiNotFoundResponse({ description: 'disclosure-request-unknown, no-such-member' }),
    ApiConflictResponse({ description: conflicts }),
    ...(unprocessable === null ? [] : [ApiUnprocessableEntityResponse({ description: unprocessable })]),
  ];
  return (target, name, descriptor) => {
    for (const answer of answers) answer(target, name, descriptor as never);
  };
}
