import { requestKindOf, type RequestLaw } from '#statute';
import { answerErrors, answerOfDecision } from './answer-form.js';
import { inquiryFault } from './ask-institution.js';
import { contentsToDisclose } from './disclosed-content.js';
import { hindranceOf } from './hindrance.js';
import type { DecideRequest } from './request-commands.js';
import { RECORDS_PER_DECISION_MAX, RECORDS_PER_EVENT_MAX, type RequestContext } from './request-context.js';
import type { DisclosedRecord, RequestDecided, RequestExtrasFrozen, RequestRecordsFrozen } from './request-events.js';
import { fault, misfit, type RequestFault } from './request-faults.js';
import type { RequestState } from './request-state.js';
import { extrasToDisclose } from './voluntary-content.js';

type Errors = { readonly pointer: string; readonly detail: string }[];

/** What is decided about a request, as far as the law lets it be decided so. */
export function judgeDecision(
  state: RequestState,
  command: DecideRequest,
  context: RequestContext,
): (RequestExtrasFrozen | RequestRecordsFrozen | RequestDecided)[] | RequestFault {
  const law = context.ruleset.requests;
  const wrong = misfit([
    ...outcomeErrors(state, command, law),
    ...answerErrors(state, command, context),
    ...withheldErrors(state, command, context),
    ...correctionErrors(state, command, context),
    ...registrationErrors(state, command, context),
  ]);
  if (wrong) return wrong;
  const { outcome, reason, alternative, withheld, text } = command;
  if (state.completeOn === null && !law.refusals.find(({ code }) => code === reason)?.beforeIdentity)
    return fault('disclosure-identity-missing');
  const hindrance = outcome === 'REFUSED' ? null : hindranceOf(state, context);
  if (hindrance) return hindrance;
  const discloses = outcome === 'GRANTED' || outcome === 'PART';
  const unasked = discloses ? inquiryFault(state, context) : null;
  if (unasked) return unasked;
  const unfit = recordsFault(state, command, context);
  if (unfit) return unfit;
  const records = discloses && state.kind === 'RQ3' ? context.records : null;
  const extras = records && context.extras;
  const frozenExtras = partsOf(extras?.list ?? []);
  const parts = partsOf(records?.list ?? []);
  const last = parts.pop() ?? [];
  const decided: RequestDecided = {
    type: 'RequestDecided',
    data: {
      requestId: state.requestId,
      outcome,
      decidedOn: context.today,
      reason,
      alternative,
      answer: answerOfDecision(state, command, context),
      records: records && {
        asOf: records.asOf,
        list: last.map(namedOf),
        ...(parts.length > 0 && { parts: parts.length }),
      },
      ...(frozenExtras.length > 0 && {
        extras: { asOf: extras!.asOf, parts: frozenExtras.length, ...(extras!.isCut && { isCut: true as const }) },
      }),
      withheld: [...withheld],
      ...(command.corrections.length > 0 && { corrections: [...new Set(command.corrections)] }),
      ...(command.registrations.length > 0 && { registrations: [...new Set(command.registrations)] }),
      standingId: context.standingId,
    },
    sealed: { text, ...(records && { disclosed: contentsToDisclose(last, withheld) }) },
  };
  const { requestId } = state;
  const frozen = parts.map((list): RequestRecordsFrozen => ({
    type: 'RequestRecordsFrozen',
    data: { requestId, list: list.map(namedOf) },
    sealed: { disclosed: contentsToDisclose(list, withheld) },
  }));
  const beside = frozenExtras.map((list): RequestExtrasFrozen => ({
    type: 'RequestExtrasFrozen',
    data: { requestId, list: list.map((one) => ({ ...namedOf(one), extra: one.extra })) },
    sealed: { extras: extrasToDisclose(list, withheld) },
  }));
  return [...beside, ...frozen, decided];
}

function partsOf<Content>(all: readonly Content[]): Content[][] {
  const count = Math.ceil(all.length / RECORDS_PER_EVENT_MAX);
  return Array.from({ length: count }, (_, part) =>
    all.slice(part * RECORDS_PER_EVENT_MAX, (part + 1) * RECORDS_PER_EVENT_MAX),
  );
}

function namedOf({ record, version }: DisclosedRecord): DisclosedRecord {
  return { record, version };
}

function outcomeErrors({ kind }: RequestState, command: DecideRequest, law: RequestLaw): Errors {
  const { outcome, reason, alternative, withheld, text } = command;
  const isRefused = outcome === 'REFUSED';
  const known = law.refusals.find(({ code, kinds }) => code === reason && kinds.includes(kind));
  const measure = law.alternatives.find(({ code, kinds }) => code === alternative && kinds.includes(kind));
  const isPart = outcome === 'PART';
  const discloses = kind === 'RQ2' || kind === 'RQ3';
  const errors: [boolean, string, string][] = [
    [!requestKindOf(law, kind).outcomes.includes(outcome), '/outcome', 'is no outcome of this kind of request'],
    [isRefused && !known, '/reason', 'is no reason of refusal of this kind of request'],
    [!isRefused && reason !== null, '/reason', 'is said where nothing is refused as a whole'],
    [outcome === 'ALTERNATIVE' && !measure, '/alternative', 'is no measure that the law lets take the place'],
    [outcome !== 'ALTERNATIVE' && alternative !== null, '/alternative', 'is said where no measure takes the place'],
    [isPart && discloses && withheld.length === 0, '/withheld', 'is empty: say what is not disclosed'],
    [!isPart && withheld.length > 0, '/withheld', 'is said where not a part is decided'],
    // Art. 36: whoever does otherwise than was asked explains why.
    [outcome !== 'GRANTED' && !text, '/text', 'is missing: the reasons as the person is told them'],
  ];
  return errors.flatMap(([isWrong, pointer, detail]) => (isWrong ? [{ pointer, detail }] : []));
}

function withheldErrors({ kind }: RequestState, { withheld }: DecideRequest, context: RequestContext): Errors {
  const { ruleset, records, extras } = context;
  const reasons = ruleset.requests.refusals.filter(({ kinds, byField }) => byField && kinds.includes(kind));
  const isItem = (code: string | null) => ruleset.items.some((one) => one.code === code);
  return withheld.flatMap(({ record, field, reason }, index) => {
    const at = `/withheld/${index}`;
    const told = [...(records?.list ?? []), ...(extras?.list ?? [])].filter((one) => one.record === record);
    const fields = told.length === 0 ? undefined : told.flatMap((one): readonly string[] => one.fields);
    const isRecord = kind === 'RQ3' ? fields !== undefined : record === null;
    const isField = kind === 'RQ3' ? field === null || fields?.includes(field) === true : isItem(field);
    return [
      ...(isRecord ? [] : [{ pointer: `${at}/record`, detail: 'is no record that this request is about' }]),
      ...(isRecord && !isField ? [{ pointer: `${at}/field`, detail: 'is nothing that would be disclosed' }] : []),
      ...(reasons.some(({ code }) => code === reason)
        ? []
        : [{ pointer: `${at}/reason`, detail: 'is no reason for which a part may be withheld' }]),
    ];
  });
}

// Art. 34(2): what is corrected is corrected by an event of its own, before it is said to be.
function correctionErrors(
  { kind }: RequestState,
  { corrections, outcome }: DecideRequest,
  { corrected }: RequestContext,
): Errors {
  if (corrections.length === 0) return [];
  const corrects = kind === 'RQ4' && (outcome === 'GRANTED' || outcome === 'PART');
  if (!corrects) return [{ pointer: '/corrections', detail: 'is said where nothing is corrected' }];
  const detail = 'is no transfer about the person that was corrected since the request came in';
  return corrections.flatMap((id, index) => (corrected.has(id) ? [] : [{ pointer: `/corrections/${index}`, detail }]));
}

function registrationErrors(
  { kind }: RequestState,
  { registrations, outcome }: DecideRequest,
  { registered }: RequestContext,
): Errors {
  if (registrations.length === 0) return [];
  const corrects = kind === 'RQ4' && (outcome === 'GRANTED' || outcome === 'PART');
  if (!corrects) return [{ pointer: '/registrations', detail: 'is said where nothing is corrected' }];
  const detail = 'is nothing of the registration that was changed since the request came in';
  return registrations.flatMap((code, index) =>
    registered.has(code) ? [] : [{ pointer: `/registrations/${index}`, detail }],
  );
}

/** What the records that are kept say against it. */
function recordsFault(
  { kind }: RequestState,
  command: DecideRequest,
  { records }: RequestContext,
): RequestFault | null {
  const { outcome } = command;
  const count = records?.list.length ?? 0;
  if (kind === 'RQ5' && outcome === 'GRANTED' && count > 0) return fault('disclosure-records-kept', { records: count });
  if (kind !== 'RQ3') return null;
  if (count > 0 && outcome === 'NO_RECORD') return fault('disclosure-records-exist', { records: count });
  // A refusal freezes nothing.
  if (outcome !== 'GRANTED' && outcome !== 'PART') return null;
  if (count === 0) return fault('disclosure-records-none');
  return count > RECORDS_PER_DECISION_MAX
    ? fault('disclosure-records-too-many', { max: RECORDS_PER_DECISION_MAX })
    : null;
}
