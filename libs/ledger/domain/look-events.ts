import type { Direction } from '#statute';

/** Somebody asked how a transfer of a member's data would be judged. Names the member, never the answer. */
export interface AssessmentAsked {
  readonly type: 'AssessmentAsked';
  readonly data: {
    readonly direction: Direction;
    readonly purpose: string;
    readonly phase: 'planned' | 'done';
    /** The law that judged: a draft in a dry run. */
    readonly ruleset: string;
    /** Where the knowledge of an earlier time was asked for. */
    readonly asOf: string | null;
    /** Where the line would stand; restricted also where the member would not see it. */
    readonly chain: 'open' | 'restricted';
  };
  readonly sealed: { readonly arrangement: string | null; readonly party: string };
}
