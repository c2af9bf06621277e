/** A person has an entry in the directory from now on. All that is known of the person is there, and nothing of it here. */
export interface MemberRegistered {
  readonly type: 'MemberRegistered';
  readonly data: Readonly<Record<string, never>>;
  readonly sealed: null;
}

export function memberRegistered(): MemberRegistered {
  return { type: 'MemberRegistered', data: {}, sealed: null };
}

/** Every event type of this lib. */
export const accessEventTypes = { MemberRegistered: { version: 1 } } as const satisfies Record<
  MemberRegistered['type'],
  unknown
>;
