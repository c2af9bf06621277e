type Stated<Fields> = { [Name in keyof Fields]?: NonNullable<Fields[Name]> };

/** The fields that somebody stated: what is undefined or null is left out. */
export function stated<Fields extends object>(fields: Fields): Stated<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(entries) as Stated<Fields>;
}
