import { addDays, type Day } from '#statute';

/** A person's name with its kana, as they are registered. */
export interface RegisteredName {
  readonly name: string;
  readonly kana: string | null;
}

/** A name that a person had up to a day. */
export interface FormerName extends RegisteredName {
  readonly until: Day;
}

/** A person with the names of before, oldest first. */
export interface NamedPerson extends RegisteredName {
  readonly formerNames?: readonly FormerName[];
}

/** The name that a person had on a day. */
export function nameOn(person: NamedPerson, day: Day): RegisteredName {
  const { name, kana } = person.formerNames?.find(({ until }) => day <= until) ?? person;
  return { name, kana };
}

/** What a change of a name comes to: the former names as they are then, or that it stands so, or cannot be. */
export function renamed(
  person: NamedPerson,
  to: RegisteredName,
  from: Day,
): readonly FormerName[] | 'same' | 'contradicts' {
  const { name, kana, formerNames = [] } = person;
  const until = addDays(from, -1);
  const last = formerNames.at(-1);
  if (name === to.name && kana === to.kana) return last?.until === until ? 'same' : 'contradicts';
  // The order of the past is not rewritten.
  if (last && last.until >= until) return 'contradicts';
  return [...formerNames, { name, kana, until }];
}
