import type { BundleSizes } from './bundle.js';
import type { DecisionSizes } from './decisions.js';
import type { DocumentSizes } from './documents.js';
import type { ImportSizes } from './imports.js';
import type { LookSizes } from './looks.js';
import type { MemberSizes } from './members.js';
import type { ProofSizes } from './proof-process.js';
import type { PostSizes } from './posts.js';
import type { VisibleSizes } from './visible.js';

/** How much work each measurement does. Events, posts and lines are of one round. */
export interface Sizes {
  readonly members: number;
  readonly decisions: DecisionSizes;
  readonly store: { readonly rounds: number; readonly singles: number; readonly batched: number };
  readonly posts: PostSizes;
  readonly imports: ImportSizes;
  readonly largeTransfer: ImportSizes;
  readonly rebuild: { readonly rounds: number; readonly events: number };
  readonly visible: VisibleSizes;
  readonly proofs: ProofSizes;
  readonly looks: LookSizes;
  readonly directory: MemberSizes;
  readonly bundle: BundleSizes;
  readonly documents: DocumentSizes;
}

/** What the goals are about. */
export const FULL: Sizes = {
  members: 5_000,
  decisions: { rounds: 7, decisions: 50_000 },
  store: { rounds: 5, singles: 20_000, batched: 50_000 },
  posts: { rounds: 5, connections: 64, posts: 10_000 },
  imports: { rounds: 3, lines: 100_000 },
  largeTransfer: { rounds: 3, lines: 50_000 },
  rebuild: { rounds: 3, events: 200_000 },
  visible: { connections: 64, perSecond: 1_000, seconds: 20 },
  proofs: {
    leaves: 10_000_000,
    hot: 100_000,
    cold: 20_000,
    verified: 400_000,
    asked: 10_000,
    connections: 16,
    perSecond: 500,
  },
  looks: { rounds: 5, connections: 1, posts: 20_000, reads: 2_000 },
  directory: { rounds: 3, members: 50_000 },
  bundle: { members: 2_000, lines: 200_000 },
  documents: { rounds: 5, documents: 400, atOnce: 8 },
};

/** To see that everything works. Its figures say nothing of the goals. */
export const QUICK: Sizes = {
  members: 100,
  decisions: { rounds: 1, decisions: 1_000 },
  store: { rounds: 1, singles: 1_000, batched: 1_000 },
  posts: { rounds: 1, connections: 16, posts: 200 },
  imports: { rounds: 1, lines: 200 },
  largeTransfer: { rounds: 1, lines: 100 },
  rebuild: { rounds: 1, events: 1_000 },
  visible: { connections: 16, perSecond: 50, seconds: 2 },
  proofs: { leaves: 70_000, hot: 500, cold: 200, verified: 5_000, asked: 300, connections: 4, perSecond: 100 },
  looks: { rounds: 1, connections: 1, posts: 200, reads: 200 },
  directory: { rounds: 1, members: 500 },
  bundle: { members: 20, lines: 2_000 },
  documents: { rounds: 1, documents: 8, atOnce: 4 },
};
