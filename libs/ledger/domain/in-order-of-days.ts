interface FromDay {
  readonly data: { readonly effectiveFrom: string };
}

/** Changes that had come into effect on a day, by their days; of one day, as they were recorded. */
export function inOrderOfDays<Change extends FromDay>(changes: readonly Change[], day: string): Change[] {
  const effective = changes.filter(({ data }) => data.effectiveFrom <= day);
  return effective.toSorted((one, other) => compare(one.data.effectiveFrom, other.data.effectiveFrom));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
