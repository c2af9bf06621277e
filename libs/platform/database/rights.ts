import type { Service } from './service-roles.js';

/** Privileges on one table, apart by spaces, by service; nothing where one is left out. */
export type TableRights = Partial<Record<Service, string>> & {
  /** Services that see and write this table's rows of every association, because its work crosses them by nature. */
  readonly across?: readonly Service[];
};

/** What services may do with a lib's tables and functions, by their names with the schema. Everything else is refused. */
export interface Rights {
  readonly tables: Readonly<Record<string, TableRights>>;
  readonly functions?: Readonly<Record<string, readonly Service[]>>;
}
