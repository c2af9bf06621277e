/** One privilege of one role, or of `PUBLIC`. Names are as SQL has them. */
export interface Grant {
  readonly kind: 'TABLE' | 'SEQUENCE' | 'FUNCTION' | 'SCHEMA';
  readonly name: string;
  readonly role: string;
  readonly privilege: string;
}

/** One text for a grant. */
export function grantText({ kind, name, role, privilege }: Grant): string {
  return `${privilege} ON ${kind} ${name} TO ${role}`;
}

/** Statements that make what is granted what is wanted. */
export function changesOfGrants(wanted: readonly Grant[], granted: readonly Grant[]): string[] {
  const [want, have] = [new Map(wanted.map(keyed)), new Map(granted.map(keyed))];
  const surplus = [...have.values()].filter((grant) => !want.has(grantText(grant)));
  const missing = [...want.values()].filter((grant) => !have.has(grantText(grant)));
  return [
    ...surplus.map(({ kind, name, role, privilege }) => `REVOKE ${privilege} ON ${kind} ${name} FROM ${role}`),
    ...missing.map((grant) => `GRANT ${grantText(grant)}`),
  ];
}

function keyed(grant: Grant): readonly [string, Grant] {
  return [grantText(grant), grant];
}
