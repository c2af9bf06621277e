import { flagsOf, type FlagPeriod, type MemberEvent } from '#access';
import { personOf } from '../domain/person.js';
import { memberStream } from '../domain/streams.js';

/** The flags of a person, set under whichever reference; null where there never was one. */
export function flagsOfPerson(
  ref: string,
  find: (stream: string) => readonly unknown[] | undefined,
): readonly FlagPeriod[] | null {
  const flags = personOf(ref, find).flatMap((one) =>
    flagsOf((find(memberStream(one)) ?? []) as readonly MemberEvent[]),
  );
  return flags.length === 0 ? null : flags;
}
