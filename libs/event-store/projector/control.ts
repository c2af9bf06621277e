import type { Pool } from 'pg';
import type { Place } from './places.js';

export interface Rebuild {
  readonly projection: string;
  /** Null for all associations. */
  readonly association: string | null;
  /** Null until a program has begun it. */
  readonly version: number | null;
  /** `closing`: nearly there; the live rows wait the moment until the swap. */
  readonly state: 'asked' | 'filling' | 'closing';
}

interface Pause {
  readonly projection: string;
  readonly association: string | null;
}

interface ControlRow {
  readonly versions: Readonly<Record<string, number>> | null;
  readonly pauses: readonly Pause[] | null;
  readonly rebuilds: readonly Rebuild[] | null;
  readonly resting: readonly (Place & { readonly rests: boolean })[] | null;
}

/** What is wished of projections and what stops them, as it stands in the database: every projector obeys it. */
export class Control {
  readonly versions: ReadonlyMap<string, number>;
  readonly rebuilds: ReadonlyMap<string, Rebuild>;
  readonly #pauses: readonly Pause[];
  readonly #failed: readonly (Place & { readonly rests: boolean })[];

  private constructor({ versions, pauses, rebuilds, resting }: ControlRow) {
    this.versions = new Map(Object.entries(versions ?? {}));
    this.rebuilds = new Map((rebuilds ?? []).map((one) => [one.projection, one]));
    this.#pauses = pauses ?? [];
    this.#failed = resting ?? [];
  }

  static async read(pool: Pool): Promise<Control> {
    const { rows } = await pool.query<ControlRow>(
      `SELECT (SELECT json_object_agg(name, version) FROM projection.projection) AS versions,
         (SELECT json_agg(json_build_object('projection', projection, 'association', association))
          FROM projection.pause) AS pauses,
         (SELECT json_agg(json_build_object(
            'projection', projection, 'association', association, 'version', version, 'state', state))
          FROM projection.rebuild) AS rebuilds,
         (SELECT json_agg(json_build_object('projection', projection, 'association', association, 'side', side,
            'rests', retry_at > clock_timestamp())) FROM projection.failure) AS resting`,
    );
    return new Control(rows[0]!);
  }

  isPaused({ projection, association }: Place): boolean {
    return this.#pauses.some(
      (pause) => pause.projection === projection && (pause.association ?? association) === association,
    );
  }

  /** Whether the last attempt failed and the next is not due. */
  rests(place: Place): boolean {
    return this.#failure(place)?.rests ?? false;
  }

  hasFailed(place: Place): boolean {
    return this.#failure(place) !== undefined;
  }

  #failure({ projection, association, side }: Place) {
    return this.#failed.find(
      (one) => one.projection === projection && one.association === association && one.side === side,
    );
  }
}
