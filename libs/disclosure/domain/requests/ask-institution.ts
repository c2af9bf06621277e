import type { RequestCommand } from './request-commands.js';
import type { RequestContext } from './request-context.js';
import type { RequestInquiryAnswered, RequestInquiryMade } from './request-events.js';
import { fault, misfit, type RequestFault } from './request-faults.js';
import type { RequestState } from './request-state.js';

type Ask = Extract<RequestCommand, { do: 'ask-institution' }>;
type Answer = Extract<RequestCommand, { do: 'answer-inquiry' }>;

/** Institutions that are asked about one request: nobody goes to as many at once. */
export const INQUIRIES_MAX = 50;

/** Before claims are disclosed the institution says whether the treatment would suffer: practice of the associations. */
export function askInstitution(
  { requestId, arrivedOn, inquiries, kind }: RequestState,
  { inquiryId, askedOn, institution, text }: Ask,
  { ruleset, today }: RequestContext,
): RequestInquiryMade | RequestFault {
  const isAsked = ruleset.requests.about.some(({ kinds, inquiry }) => inquiry && kinds.includes(kind));
  const errors: [boolean, string, string][] = [
    [!isAsked, '/inquiry', 'is made about a request that asks for none'],
    [inquiries.some((one) => one.inquiryId === inquiryId), '/inquiry', 'is the id of another inquiry of this request'],
    [inquiries.length >= INQUIRIES_MAX, '/inquiry', `is more than the ${INQUIRIES_MAX} that a request holds`],
    [askedOn > today, '/askedOn', 'is in the future'],
    [askedOn < arrivedOn, '/askedOn', 'is before the request arrived'],
  ];
  const data = { requestId, inquiryId, askedOn };
  return misfit(wrongs(errors)) ?? { type: 'RequestInquiryMade', data, sealed: { institution, text } };
}

export function answerInquiry(
  { requestId, inquiries }: RequestState,
  { inquiryId, answeredOn, answer, text }: Answer,
  { ruleset, today }: RequestContext,
): RequestInquiryAnswered | RequestFault {
  const known = inquiries.find((one) => one.inquiryId === inquiryId);
  const errors: [boolean, string, string][] = [
    [!known, '/inquiry', 'is no inquiry of this request'],
    [known !== undefined && known.answeredOn !== null, '/inquiry', 'was answered before'],
    [!ruleset.requests.inquiry.answers.some(({ code }) => code === answer), '/answer', 'is no answer of the law'],
    [answeredOn > today, '/answeredOn', 'is in the future'],
    [known !== undefined && answeredOn < known.askedOn, '/answeredOn', 'is before it was asked'],
  ];
  const data = { requestId, inquiryId, answeredOn };
  return misfit(wrongs(errors)) ?? { type: 'RequestInquiryAnswered', data, sealed: { answer, text } };
}

/** Claims are disclosed once every institution that was asked has answered, or is known not to, and one was asked. */
export function inquiryFault(
  { about = [], inquiries }: RequestState,
  { ruleset }: RequestContext,
): RequestFault | null {
  const asks = ruleset.requests.about.some(({ code, inquiry }) => inquiry && about.includes(code));
  const open = inquiries.filter(({ answeredOn }) => answeredOn === null).length;
  const isMissing = asks && inquiries.length === 0;
  return open > 0 || isMissing ? fault('disclosure-inquiry-open', { open }) : null;
}

function wrongs(errors: readonly [boolean, string, string][]) {
  return errors.flatMap(([isWrong, pointer, detail]) => (isWrong ? [{ pointer, detail }] : []));
}
