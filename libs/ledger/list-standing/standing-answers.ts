import type { StandingDeclared, StandingWithdrawn } from '../domain/registration-events.js';
import type { OpenedEvent } from '../writing/sealed-events.js';
import type { StandingAnswer, StandingWithdrawalAnswer } from './answers.js';

type StandingEvent = OpenedEvent<StandingDeclared | StandingWithdrawn>;

/** The declarations of a member as they stand at an instant, in the order in which they were entered. */
export function standingAnswers(events: readonly StandingEvent[], now: string): StandingAnswer[] {
  const answers = new Map<string, StandingAnswer>();
  for (const { fact, stored } of events) {
    const place = { enteredAt: stored.envelope.recordedAt, position: stored.position };
    switch (fact.type) {
      case 'StandingDeclared':
        answers.set(fact.data.standingId, { ...declared(fact), ...place });
        break;
      case 'StandingWithdrawn': {
        const known = answers.get(fact.data.standingId);
        if (known) answers.set(known.id, { ...known, withdrawal: { ...withdrawn(fact), ...place } });
        break;
      }
      default:
        fact satisfies never;
    }
  }
  return [...answers.values()].map((one) => ({ ...one, state: stateOf(one, now) }));
}

function stateOf({ effectiveFrom, withdrawal }: StandingAnswer, now: string): StandingAnswer['state'] {
  if (withdrawal && withdrawal.effectiveFrom <= now) return 'withdrawn';
  return effectiveFrom > now ? 'to-come' : 'stands';
}

const NOTHING = { classes: [], parties: [], items: [], purposes: [] };

function declared({ data, sealed }: StandingDeclared): Omit<StandingAnswer, 'enteredAt' | 'position'> {
  const { standingId: id, kind, receivedAt, effectiveFrom, form } = data;
  const { matter = null, scope = NOTHING, noticeVersion = null, evidence = null, reason = null } = sealed ?? {};
  const { foreignInfo = null, by = null, age = null } = sealed ?? {};
  return {
    id,
    kind,
    state: 'stands',
    matter,
    scope: {
      classes: [...scope.classes],
      parties: [...scope.parties],
      items: [...scope.items],
      purposes: [...scope.purposes],
    },
    receivedAt,
    effectiveFrom,
    form,
    noticeVersion,
    evidence,
    reason,
    // A text of version 1 says that something was told, and nothing of what.
    foreignInfo: typeof foreignInfo === 'string' ? null : foreignInfo,
    by: by && { ...by },
    age,
    withdrawal: null,
    isReadable: sealed !== null,
  };
}

function withdrawn({ data, sealed }: StandingWithdrawn): Omit<StandingWithdrawalAnswer, 'enteredAt' | 'position'> {
  const { receivedAt, effectiveFrom } = data;
  return { receivedAt, effectiveFrom, reason: sealed?.reason ?? null, by: sealed?.by ? { ...sealed.by } : null };
}
