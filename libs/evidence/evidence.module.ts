import { Module } from '@nestjs/common';
import { TreeProjection } from './tree/tree.projection.js';
import { TreeReader } from './tree/tree-reader.js';

/** What is asked of the evidence: trees as far as they have grown. */
@Module({ providers: [TreeReader], exports: [TreeReader] })
export class EvidenceModule {}

const projections = [TreeProjection];

/** The evidence as it is made from the logs. */
@Module({ providers: projections, exports: projections })
export class EvidenceProjectionModule {}
