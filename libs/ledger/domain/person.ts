import type { MemberEvent } from '#access';
import type { Day, StandingFacts } from '#statute';
import type { StandingDeclared, StandingWithdrawn } from './registration-events.js';
import { standingOf } from './standing.js';
import { memberStream, standingStream } from './streams.js';

/** The events of a stream, where it has any. */
type Find = (stream: string) => readonly unknown[] | undefined;

type StandingEvent = StandingDeclared | StandingWithdrawn;

/** Every reference of the person behind one of them, that one first, as far as the streams were read. */
export function personOf(ref: string, find: Find): readonly string[] {
  const refs = [ref];
  for (const one of refs) {
    for (const event of membersEvents(one, find)) {
      const others = event.type === 'MemberMerged' ? [event.data.into] : [];
      if (event.type === 'MemberAbsorbed') others.push(...event.data.refs);
      refs.push(...others.filter((other) => !refs.includes(other)));
    }
  }
  return refs;
}

/** What a person declared, under whichever reference; null where nothing was. */
export function standingOfPerson(ref: string, find: Find): readonly StandingFacts[] | null {
  const refs = personOf(ref, find);
  const events = refs.flatMap((one) => (find(standingStream(one)) ?? []) as readonly StandingEvent[]);
  if (events.length === 0) return null;
  // What was declared under one reference may be taken back under the other.
  if (refs.length > 1) events.sort((one, other) => Number(isWithdrawal(one)) - Number(isWithdrawal(other)));
  return standingOf(events);
}

/** The day on which a person died; null where nobody said so. */
export function deathOf(ref: string, find: Find): Day | null {
  for (const one of personOf(ref, find)) {
    let day: Day | null = null;
    for (const event of membersEvents(one, find)) {
      if (event.type === 'MemberDied') day = (event.sealed as typeof event.sealed | null)?.deceasedOn ?? null;
      if (event.type === 'MemberDeathWithdrawn') day = null;
    }
    if (day) return day;
  }
  return null;
}

function membersEvents(ref: string, find: Find): readonly MemberEvent[] {
  return (find(memberStream(ref)) ?? []) as readonly MemberEvent[];
}

function isWithdrawal({ type }: StandingEvent): boolean {
  return type === 'StandingWithdrawn';
}
