import { isOffered, offeredAnswers, type AnswerForm, type OfferedAnswers } from '#statute';
import type { DecideRequest } from './request-commands.js';
import type { RequestContext } from './request-context.js';
import type { RequestDecided } from './request-events.js';
import type { RequestState } from './request-state.js';

type Errors = { readonly pointer: string; readonly detail: string }[];
type Wanted = Pick<RequestState, 'method' | 'format'>;

/** What the association offers today. */
export function offeredBy({ ruleset, settingsOn, today }: RequestContext): OfferedAnswers {
  return offeredAnswers(ruleset.requests, settingsOn(today));
}

/** A format is said of a file alone. */
export function formatErrors({ method, format }: AnswerForm): Errors {
  const isOdd = format !== undefined && method !== 'ELECTRONIC';
  return isOdd ? [{ pointer: '/format', detail: 'is said of an answer that is no file' }] : [];
}

// Art. 33(2), (3): where the wanted method is costly, hard or not offered it is paper, or what the person agreed to.
export function answerErrors(wanted: Wanted, command: DecideRequest, context: RequestContext): Errors {
  const { method, agreed, text } = command;
  const { methods, formats } = offeredBy(context);
  const { format } = answerForm(wanted, command, context);
  const isOther = method !== wanted.method;
  const isHeld = !isOther || method === context.ruleset.requests.methodInstead.code || agreed;
  const isOtherFormat = !isOther && wanted.format !== undefined && format !== wanted.format;
  const errors: [boolean, string, string][] = [
    [!methods.includes(method), '/method', 'is not offered by the association'],
    [!isHeld, '/method', 'is not what was asked for, nor paper, nor agreed to'],
    [methods.includes(method) && format !== undefined && !formats.includes(format), '/format', 'is not offered'],
    [(isOther || isOtherFormat) && !text, '/text', 'is missing: why the wanted method or format is too hard'],
  ];
  const wrong = errors.flatMap(([isWrong, pointer, detail]) => (isWrong ? [{ pointer, detail }] : []));
  return [...formatErrors(command), ...wrong];
}

/** How it is answered, with what is offered in its place where the person wants something that is not. */
export function answerOfDecision(
  wanted: Wanted,
  command: DecideRequest,
  context: RequestContext,
): RequestDecided['data']['answer'] {
  const isOther = command.method !== wanted.method;
  return {
    ...answerForm(wanted, command, context),
    instead: isOther,
    agreed: isOther && command.agreed,
    ...notOffered(wanted, context),
  };
}

/** What is told of a method or format that is wanted and not offered; nothing where it is. */
export function notOffered(wanted: Wanted, context: RequestContext): { readonly notOffered?: OfferedAnswers } {
  const offered = offeredBy(context);
  return isOffered(offered, wanted) ? {} : { notOffered: offered };
}

function answerForm(wanted: Wanted, { method, format }: DecideRequest, context: RequestContext): AnswerForm {
  if (method !== 'ELECTRONIC') return { method, ...(format && { format }) };
  const { formats } = offeredBy(context);
  const asked = formats.find((code) => code === wanted.format);
  const chosen = format ?? asked ?? formats[0];
  return { method, ...(chosen && { format: chosen }) };
}
