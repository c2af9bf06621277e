import { addDays, channelRule, dayInJapan, requestFee, requestKindOf } from '#statute';
import { formatErrors, notOffered, offeredBy } from './answer-form.js';
import { isEntitled } from './hindrance.js';
import type { ReceiveRequest } from './request-commands.js';
import { OPEN_REQUESTS_MAX, type RequestContext } from './request-context.js';
import type { RequestDecided, RequestEvent, RequestReceived } from './request-events.js';
import { fault, misfit, type RequestFault } from './request-faults.js';
import { awaitsAnswer } from './request-state.js';

/** A request is a fact once it came in; one by somebody who may not ask is answered at once. */
export function receiveRequest(command: ReceiveRequest, context: RequestContext): RequestEvent[] | RequestFault {
  const settings = context.settingsOn(context.today);
  if (channelRule(settings, command.channel, 'requests') === 'refuse')
    return fault('disclosure-channel-closed', { channel: command.channel });
  // What comes by post or at the counter is a fact, however many there are.
  const open = [...context.others.values()].filter(awaitsAnswer).length;
  if (command.channel === 'ONLINE' && open >= OPEN_REQUESTS_MAX)
    return fault('disclosure-requests-open', { open, max: OPEN_REQUESTS_MAX });
  const wrong = misfit([
    ...dayErrors(command, context),
    ...groundErrors(command, context),
    ...askerErrors(command),
    ...periodErrors(command),
    ...formatErrors(command),
    ...aboutErrors(command, context),
  ]);
  if (wrong) return wrong;
  const received = receivedOf(command, context);
  // Where the age is not known yet it is a request all the same, and waits for the birth date before it is answered.
  return isEntitled(command.asker, context) === false ? [received, refusedAtOnce(command, context)] : [received];
}

function receivedOf(command: ReceiveRequest, context: RequestContext): RequestReceived {
  const { ruleset, settingsOn } = context;
  const { do: _do, text, contact, representative, ...data } = command;
  const fee = requestFee(ruleset.requests, command.kind, settingsOn(command.arrivedOn));
  return {
    type: 'RequestReceived',
    data: { ...data, grounds: [...new Set(command.grounds)], fee, ...notOffered(command, context) },
    sealed: { text, contact, representative },
  };
}

// Cabinet Order art. 13: neither spouse nor insured person is a representative without a mandate.
function refusedAtOnce(command: ReceiveRequest, context: RequestContext): RequestDecided {
  const { requestId } = command;
  const { ruleset, today } = context;
  const isHeld = offeredBy(context).methods.includes(command.method);
  const method = isHeld ? command.method : ruleset.requests.methodInstead.code;
  return {
    type: 'RequestDecided',
    data: {
      requestId,
      outcome: 'REFUSED',
      decidedOn: today,
      reason: 'NOT_REPRESENTATIVE',
      alternative: null,
      answer: { method, instead: !isHeld, agreed: false, ...notOffered(command, context) },
      records: null,
      withheld: [],
      standingId: null,
    },
    sealed: { text: null },
  };
}

function dayErrors({ receivedAt, arrivedOn }: ReceiveRequest, { today, ruleset }: RequestContext) {
  const received = dayInJapan(receivedAt);
  const { since, arrival } = ruleset.requests;
  const earliest = addDays(received, -arrival.daysBeforeMax);
  const early = 'is before there were such requests';
  return [
    ...(received < since ? [{ pointer: '/receivedAt', detail: early }] : []),
    ...(arrivedOn < since && received >= since ? [{ pointer: '/arrivedOn', detail: early }] : []),
    ...(arrivedOn >= since && arrivedOn < earliest
      ? [{ pointer: '/arrivedOn', detail: `is more than ${arrival.daysBeforeMax} days before it was received` }]
      : []),
    ...(received > today ? [{ pointer: '/receivedAt', detail: 'is in the future' }] : []),
    // It normally arrives before it is received, or with it: art. 39(2).
    ...(arrivedOn > received ? [{ pointer: '/arrivedOn', detail: 'is after it was received' }] : []),
  ];
}

function groundErrors({ kind, grounds }: ReceiveRequest, { ruleset }: RequestContext) {
  const allowed = requestKindOf(ruleset.requests, kind).grounds;
  const foreign = grounds.flatMap((code, index) =>
    allowed.includes(code) ? [] : [{ pointer: `/grounds/${index}`, detail: 'is no ground of this kind of request' }],
  );
  const isMissing = allowed.length > 0 && grounds.length === 0;
  return [...foreign, ...(isMissing ? [{ pointer: '/grounds', detail: 'is missing: this kind asks for one' }] : [])];
}

function aboutErrors({ kind, about = [] }: ReceiveRequest, { ruleset }: RequestContext) {
  const known = ruleset.requests.about.filter(({ kinds }) => kinds.includes(kind)).map(({ code }) => code);
  const detail = 'is nothing that this kind of request is about';
  return about.flatMap((code, index) => (known.includes(code) ? [] : [{ pointer: `/about/${index}`, detail }]));
}

/** Days narrow nothing but a request for records, and end no earlier than they begin. */
export function periodErrors({ kind, period }: Pick<ReceiveRequest, 'kind' | 'period'>) {
  if (!period) return [];
  if (kind !== 'RQ3') return [{ pointer: '/period', detail: 'is said of a request that is about no records' }];
  return period.to < period.from ? [{ pointer: '/period/to', detail: 'is before the period begins' }] : [];
}

function askerErrors({ asker, representative }: ReceiveRequest) {
  if (asker === 'SELF' && representative !== null)
    return [{ pointer: '/representative', detail: 'is said of nobody who represents' }];
  if (asker !== 'SELF' && representative === null)
    return [{ pointer: '/representative', detail: 'is missing: say who asks for the person' }];
  return [];
}
