import {
  addDays,
  channelRule,
  identityMethodOf,
  type AssociationSettings,
  type CourtesyOutcome,
  type Day,
  type FamilyRelation,
  type RequestChannel,
  type RequestLaw,
  type Ruleset,
} from '#statute';
import type { CourtesyDecided, CourtesyEvent } from './courtesy-events.js';
import type { CourtesyFault } from './courtesy-problems.js';
import type { CourtesyState } from './courtesy-state.js';

export type CourtesyCommand =
  | {
      readonly do: 'receive';
      readonly requestId: string;
      readonly relation: FamilyRelation;
      readonly subjects: readonly string[];
      readonly channel: RequestChannel;
      readonly arrivedOn: Day;
      readonly asker: string;
      readonly contact: string | null;
      readonly text: string | null;
    }
  | {
      readonly do: 'show';
      readonly identity: string | null;
      readonly papers: readonly string[];
      readonly shownOn: Day;
    }
  | {
      readonly do: 'decide';
      readonly outcome: CourtesyOutcome;
      readonly reason: string | null;
      readonly text: string | null;
    }
  | { readonly do: 'answer'; readonly answeredOn: Day; readonly channel: RequestChannel; readonly atOwnRisk: boolean }
  | { readonly do: 'withdraw'; readonly withdrawnOn: Day };

export interface CourtesyContext {
  readonly ruleset: Ruleset;
  readonly settingsOn: (day: Day) => AssociationSettings;
  readonly today: Day;
  /** Whether the death of the person is on record. */
  readonly isDead: boolean;
  /** Flags that stand of the person: they hold after the death as before. */
  readonly flags: readonly string[];
}

type Outcome = CourtesyEvent[] | CourtesyFault;
type Errors = readonly (readonly [boolean, string, string])[];

/** What becomes of what a family asks. Nothing of it is a right under the Act: who is told what is the association's own. */
export function decideCourtesy(
  state: CourtesyState | null,
  command: CourtesyCommand,
  context: CourtesyContext,
): Outcome {
  if (command.do === 'receive') return state === null ? received(command, context) : { fault: 'courtesy-differs' };
  if (state === null) return { fault: 'courtesy-unknown' };
  const isOpen = state.state === 'received' || state.state === 'shown';
  if (command.do === 'answer' ? state.state !== 'decided' : !isOpen)
    return { fault: 'courtesy-state', facts: { state: state.state } };
  switch (command.do) {
    case 'show':
      return shown(state, command, context);
    case 'decide':
      return decided(state, command, context);
    case 'answer':
      return answered(state, command, context);
    case 'withdraw': {
      const { withdrawnOn } = command;
      const data = { requestId: state.requestId, withdrawnOn };
      return (
        misfit(dayErrors(state, 'withdrawnOn', withdrawnOn, context)) ?? [
          { type: 'CourtesyWithdrawn', data, sealed: null },
        ]
      );
    }
    default:
      return command satisfies never;
  }
}

function received(command: Extract<CourtesyCommand, { do: 'receive' }>, context: CourtesyContext): Outcome {
  const { ruleset, settingsOn, today } = context;
  const { requestId, relation, subjects, channel, arrivedOn, asker, contact, text } = command;
  const settings = settingsOn(today);
  if (channelRule(settings, channel, 'requests') === 'refuse') return { fault: 'courtesy-channel', facts: { channel } };
  const { since, courtesy } = ruleset.requests;
  const known = courtesy.subjects.map(({ code }) => code);
  const wrong = misfit([
    [arrivedOn > today, '/arrivedOn', 'is in the future'],
    [arrivedOn < since, '/arrivedOn', 'is before there was such a policy'],
    ...subjects.map((code, index) => [!known.includes(code), `/subjects/${index}`, 'is nothing to ask about'] as const),
  ]);
  if (wrong) return wrong;
  const fee = settings.courtesyFeeYen;
  const data = { requestId, relation, subjects: [...new Set(subjects)], channel, arrivedOn, fee };
  const event: CourtesyEvent = { type: 'CourtesyReceived', data, sealed: { asker, contact, text } };
  const reason = !settings.courtesyOffered
    ? 'NOT_OFFERED'
    : settings.courtesyFamily.includes(relation)
      ? null
      : 'NOT_FAMILY';
  return reason === null ? [event] : [event, decision(requestId, { outcome: 'REFUSED', reason, text: null }, today)];
}

function shown(
  state: CourtesyState,
  { identity, papers, shownOn }: Extract<CourtesyCommand, { do: 'show' }>,
  context: CourtesyContext,
): Outcome {
  const { courtesy } = context.ruleset.requests;
  const known = [...courtesy.death, ...courtesy.kinship].map(({ code }) => code);
  const wrong = misfit([
    [
      identity !== null && identityMethodOf(context.ruleset.requests, identity) === null,
      '/identity',
      'is no way of identification',
    ],
    [identity === null && papers.length === 0, '/papers', 'is empty: say what was shown'],
    ...papers.map((code, index) => [!known.includes(code), `/papers/${index}`, 'shows nothing of this'] as const),
    ...dayErrors(state, 'shownOn', shownOn, context),
  ]);
  if (wrong) return wrong;
  const identities = identity === null ? state.identities : [...state.identities, identity];
  const next = { identities, papers: [...state.papers, ...papers] };
  const complete = courtesyMissing(context.ruleset.requests, next).length === 0;
  const data = { requestId: state.requestId, identity, papers: [...papers], shownOn, complete };
  return [{ type: 'CourtesyEvidenceShown', data, sealed: null }];
}

/** What has still to be shown, as codes: `IDENTITY`, `DEATH`, `KINSHIP`. */
export function courtesyMissing(
  law: RequestLaw,
  { identities, papers }: Pick<CourtesyState, 'identities' | 'papers'>,
): string[] {
  const { courtesy } = law;
  const strength = Math.max(0, ...identities.map((code) => identityMethodOf(law, code)?.assurance ?? 0));
  const has = (list: readonly { readonly code: string }[]) => list.some(({ code }) => papers.includes(code));
  return [
    ...(strength < courtesy.assurance ? ['IDENTITY'] : []),
    ...(has(courtesy.death) ? [] : ['DEATH']),
    ...(has(courtesy.kinship) ? [] : ['KINSHIP']),
  ];
}

function decided(
  state: CourtesyState,
  { outcome, reason, text }: Extract<CourtesyCommand, { do: 'decide' }>,
  context: CourtesyContext,
): Outcome {
  const { courtesy } = context.ruleset.requests;
  const isRefused = outcome === 'REFUSED';
  const wrong = misfit([
    [isRefused && !courtesy.refusals.some(({ code }) => code === reason), '/reason', 'is no reason of the policy'],
    [!isRefused && reason !== null, '/reason', 'is said where nothing is refused'],
    [outcome !== 'GRANTED' && !text, '/text', 'is missing: what the family is told'],
  ]);
  if (wrong) return wrong;
  const missing = courtesyMissing(context.ruleset.requests, state);
  if (!isRefused && missing.length > 0) return { fault: 'courtesy-evidence-missing', facts: { missing } };
  return hindered(outcome, context) ?? [decision(state.requestId, { outcome, reason, text }, context.today)];
}

/** Somebody who lives asks by the Act; and what protected the person holds after the death. */
function hindered(outcome: CourtesyOutcome, { ruleset, isDead, flags }: CourtesyContext): CourtesyFault | null {
  if (!ruleset.requests.courtesy.disclosing.includes(outcome)) return null;
  if (!isDead) return { fault: 'courtesy-person-lives' };
  return flags.length > 0 ? { fault: 'courtesy-person-protected' } : null;
}

function answered(
  state: CourtesyState,
  { answeredOn, channel, atOwnRisk }: Extract<CourtesyCommand, { do: 'answer' }>,
  context: CourtesyContext,
): Outcome {
  const { outcome, decidedOn } = state.decision!;
  const hindrance = hindered(outcome, context);
  if (hindrance) return hindrance;
  const { today, settingsOn } = context;
  const wrong = misfit([
    [answeredOn > today, '/answeredOn', 'is in the future'],
    [answeredOn < decidedOn, '/answeredOn', 'is before it was decided'],
  ]);
  if (wrong) return wrong;
  const rule = channelRule(settingsOn(today), channel, 'answers');
  if (rule === 'refuse') return { fault: 'courtesy-channel', facts: { channel } };
  if (rule === 'warn' && !atOwnRisk) return { fault: 'courtesy-channel-risk', facts: { channel } };
  const data = { requestId: state.requestId, answeredOn, channel, atOwnRisk: rule === 'warn' };
  return [{ type: 'CourtesyAnswered', data, sealed: null }];
}

/** The own day by which it is answered: no law has one. Null until everything is shown. */
export function courtesyDueOn(
  { completeOn }: Pick<CourtesyState, 'completeOn'>,
  settingsOn: CourtesyContext['settingsOn'],
): Day | null {
  return completeOn && addDays(completeOn, settingsOn(completeOn).courtesyAnswerDays);
}

function decision(
  requestId: string,
  { outcome, reason, text }: Pick<Extract<CourtesyCommand, { do: 'decide' }>, 'outcome' | 'reason' | 'text'>,
  decidedOn: Day,
): CourtesyDecided {
  return { type: 'CourtesyDecided', data: { requestId, outcome, reason, decidedOn }, sealed: { text } };
}

function dayErrors({ arrivedOn }: CourtesyState, field: string, day: Day, { today }: CourtesyContext): Errors {
  return [
    [day > today, `/${field}`, 'is in the future'],
    [day < arrivedOn, `/${field}`, 'is before it arrived'],
  ];
}

function misfit(errors: Errors): CourtesyFault | null {
  const wrong = errors.flatMap(([isWrong, pointer, detail]) => (isWrong ? [{ pointer, detail }] : []));
  return wrong.length === 0 ? null : { fault: 'invalid-request', facts: { errors: wrong } };
}
