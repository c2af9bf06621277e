import { answerParent } from '../answer-parent.js';
import { runReads, type ReadPlan, type ReadReport } from './run-reads.js';

answerParent<ReadPlan, ReadReport>(runReads);
