export { EvidenceModule, EvidenceProjectionModule } from './evidence.module.js';
export { Tree1760000080000 } from './migrations/1760000080000-tree.js';
export { EVIDENCE_RIGHTS } from './rights.js';
export { TREE_PROJECTION, TreeProjection } from './tree/tree.projection.js';
export { TreeReader } from './tree/tree-reader.js';
