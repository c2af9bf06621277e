import { createRequire } from 'node:module';

interface Named {
  readonly code: string;
  readonly ja: string;
  readonly en: string;
}

export interface ErasureReasons {
  /** Why a person's data is erased, with the article that asks for it. */
  readonly bases: readonly (Named & { readonly citation: string })[];
  /** Why it is erased although statutory records are still due. */
  readonly despite: readonly Named[];
}

/** For what a person's data is erased as a whole (消去): APPI 22, 35. */
export const ERASURE_REASONS = createRequire(import.meta.url)('./erasures.json') as ErasureReasons;
