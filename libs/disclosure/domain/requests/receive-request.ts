import { channelRule, comesOfAgeOn, dayInJapan, mayAsk, requestFee, requestKindOf } from '#statute';
import type { ReceiveRequest } from './request-commands.js';
import type { RequestContext } from './request-context.js';
import type { RequestDecided, RequestEvent, RequestReceived } from './request-events.js';
import { fault, misfit, type RequestFault } from './request-faults.js';

/** A request is a fact once it came in; one by somebody who may not ask is answered at once. */
export function receiveRequest(command: ReceiveRequest, context: RequestContext): RequestEvent[] | RequestFault {
  const settings = context.settingsOn(context.today);
  if (channelRule(settings, command.channel, 'requests') === 'refuse')
    return fault('disclosure-channel-closed', { channel: command.channel });
  const wrong = misfit([...dayErrors(command, context), ...groundErrors(command, context), ...askerErrors(command)]);
  if (wrong) return wrong;
  const received = receivedOf(command, context);
  return isEntitled(command, context) ? [received] : [received, refusedAtOnce(command, context)];
}

function receivedOf(command: ReceiveRequest, { ruleset, settingsOn }: RequestContext): RequestReceived {
  const { do: _do, text, contact, representative, ...data } = command;
  const fee = requestFee(ruleset.requests, command.kind, settingsOn(command.arrivedOn));
  return {
    type: 'RequestReceived',
    data: { ...data, grounds: [...new Set(command.grounds)], fee },
    sealed: { text, contact, representative },
  };
}

function isEntitled({ asker, arrivedOn }: ReceiveRequest, { ruleset, birthDate }: RequestContext): boolean {
  return mayAsk(ruleset.requests, asker, birthDate, { on: arrivedOn, majorityOn: comesOfAgeOn });
}

// Cabinet Order art. 13: neither spouse nor insured person is a representative without a mandate.
function refusedAtOnce({ requestId, method }: ReceiveRequest, { today }: RequestContext): RequestDecided {
  return {
    type: 'RequestDecided',
    data: {
      requestId,
      outcome: 'REFUSED',
      decidedOn: today,
      reason: 'NOT_REPRESENTATIVE',
      alternative: null,
      answer: { method, instead: false, agreed: false },
      records: null,
      withheld: [],
      standingId: null,
    },
    sealed: { text: null },
  };
}

function dayErrors({ receivedAt, arrivedOn }: ReceiveRequest, { today, ruleset }: RequestContext) {
  const received = dayInJapan(receivedAt);
  const { since } = ruleset.requests;
  const early = 'is before there were such requests';
  return [
    ...(received < since ? [{ pointer: '/receivedAt', detail: early }] : []),
    ...(arrivedOn < since && received >= since ? [{ pointer: '/arrivedOn', detail: early }] : []),
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

function askerErrors({ asker, representative }: ReceiveRequest) {
  if (asker === 'SELF' && representative !== null)
    return [{ pointer: '/representative', detail: 'is said of nobody who represents' }];
  if (asker !== 'SELF' && representative === null)
    return [{ pointer: '/representative', detail: 'is missing: say who asks for the person' }];
  return [];
}
