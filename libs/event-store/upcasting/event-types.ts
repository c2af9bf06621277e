/** Makes the data of one version of an event into the data of the next: plain data in, plain data out. */
export type Upcast = (data: never) => unknown;

/** What a lib says of an event type that it owns. */
export interface EventType {
  /** The version that is written now. */
  readonly version: number;
  /** By the older version that each takes: one for every version before the current one. */
  readonly upcasts?: Readonly<Record<number, Upcast>>;
}

const types = new Map<string, EventType>();

/** Adds a lib's table of event types. Two libs may not own one type, and no older version may be left without a way up. */
export function registerEventTypes(table: Readonly<Record<string, EventType>>): void {
  for (const [name, type] of Object.entries(table)) {
    const known = types.get(name);
    if (known && known !== type) throw new Error(`The event type ${name} is described twice.`);
    for (let version = 1; version < type.version; version += 1) {
      if (!type.upcasts?.[version]) throw new Error(`${name} has no upcast from version ${version}.`);
    }
    types.set(name, type);
  }
}

/** Every type that the libs loaded into this process own, by its name. */
export function registeredEventTypes(): ReadonlyMap<string, EventType> {
  return types;
}

export function eventType(name: string): EventType | undefined {
  return types.get(name);
}
