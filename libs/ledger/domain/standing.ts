import type { StandingFacts } from '#statute';
import type { DeclaredBy, StandingDeclared, StandingWithdrawn } from './registration-events.js';

/** What a member has declared, oldest first, each with the instant from which it no longer stands. */
export function standingOf(events: readonly (StandingDeclared | StandingWithdrawn)[]): StandingFacts[] {
  const standing = new Map<string, StandingFacts>();
  for (const event of events) {
    switch (event.type) {
      case 'StandingDeclared': {
        const { standingId, kind, receivedAt, effectiveFrom } = event.data;
        const { matter, scope, ...stated } = event.sealed ?? { matter: null, scope: NOTHING };
        const times = { receivedAt, effectiveFrom, withdrawnAt: null };
        standing.set(standingId, { id: standingId, kind, matter, scope, ...times, ...factsStated(stated) });
        break;
      }
      case 'StandingWithdrawn': {
        const known = standing.get(event.data.standingId);
        if (known) standing.set(known.id, { ...known, withdrawnAt: event.data.effectiveFrom });
        break;
      }
      default:
        event satisfies never;
    }
  }
  return [...standing.values()];
}

/** What decides beside the scope, where it was stated. */
function factsStated({ by, age, foreignInfo }: Partial<StandingDeclared['sealed']>): Partial<StandingFacts> {
  return {
    ...(by && { by: speakerOf(by) }),
    ...(age !== undefined && { ageWhenDeclared: age }),
    ...(typeof foreignInfo === 'object' && foreignInfo !== null && { foreignInfo }),
  };
}

// A parent or guardian represents by law; whoever is not said to be one acts on a mandate.
function speakerOf(by: DeclaredBy): NonNullable<StandingFacts['by']> {
  if (by.who === 'self') return 'self';
  return by.capacity === 'PARENT' || by.capacity === 'GUARDIAN' ? 'representative' : 'agent';
}

// A declaration whose key was destroyed covers nothing.
const NOTHING = { classes: [], parties: [], items: [], purposes: [] };
