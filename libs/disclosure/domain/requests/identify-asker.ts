import { askerOf, identityMethodOf, missingIdentity, type RequestLaw } from '#statute';
import type { RequestCommand, ShowIdentity } from './request-commands.js';
import type { RequestContext } from './request-context.js';
import type { RequestEvidenceShown, RequestIdentityShown } from './request-events.js';
import { misfit, type RequestFault } from './request-faults.js';
import type { RequestState } from './request-state.js';

type Errors = { readonly pointer: string; readonly detail: string }[];

export function showIdentity(
  state: RequestState,
  command: ShowIdentity,
  context: RequestContext,
): RequestIdentityShown | RequestFault {
  const law = context.ruleset.requests;
  const { role, method, channel, copy, shownOn, note } = command;
  const known = identityMethodOf(law, method);
  const wrong = misfit([
    ...(known?.channels.includes(channel) ? [] : [{ pointer: '/method', detail: 'is no way of this channel' }]),
    ...(askerOf(law, state.asker).identity.includes(role)
      ? []
      : [{ pointer: '/role', detail: 'is not asked of this request' }]),
    ...daysErrors(state, shownOn, context),
  ]);
  if (wrong) return wrong;
  const identities = [...state.identities, { role, method }];
  return {
    type: 'RequestIdentityShown',
    data: {
      requestId: state.requestId,
      role,
      method,
      channel,
      assurance: known!.assurance,
      copy,
      shownOn,
      complete: missingOf(law, { ...state, identities }).length === 0,
    },
    sealed: { note },
  };
}

export function showEvidence(
  state: RequestState,
  command: Extract<RequestCommand, { do: 'show-evidence' }>,
  context: RequestContext,
): RequestEvidenceShown | RequestFault {
  const law = context.ruleset.requests;
  const allowed = askerOf(law, state.asker).evidence;
  const wrong = misfit([
    ...command.papers.flatMap((code, index) =>
      allowed.includes(code) ? [] : [{ pointer: `/papers/${index}`, detail: 'shows nothing of this request' }],
    ),
    ...daysErrors(state, command.shownOn, context),
  ]);
  if (wrong) return wrong;
  const evidence = [...state.evidence, ...command.papers];
  const complete = missingOf(law, { ...state, evidence }).length === 0;
  const { papers, shownOn, note } = command;
  return {
    type: 'RequestEvidenceShown',
    data: { requestId: state.requestId, papers: [...papers], shownOn, complete },
    sealed: { note },
  };
}

/** What has still to be shown of who asks. */
export function missingOf(
  law: RequestLaw,
  {
    kind,
    asker,
    identities,
    evidence,
  }: Pick<RequestState, 'kind' | 'asker' | 'evidence'> & {
    readonly identities: readonly { readonly role: 'PERSON' | 'REPRESENTATIVE'; readonly method: string }[];
  },
): string[] {
  return missingIdentity(law, { kind, asker, identities, evidence });
}

function daysErrors({ arrivedOn }: RequestState, shownOn: string, { today }: RequestContext): Errors {
  if (shownOn > today) return [{ pointer: '/shownOn', detail: 'is in the future' }];
  return shownOn < arrivedOn ? [{ pointer: '/shownOn', detail: 'is before the request arrived' }] : [];
}
