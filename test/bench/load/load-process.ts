import { answerParent } from '../answer-parent.js';
import { runLoad, type LoadPlan, type LoadReport } from './run-load.js';

// A generator in the process of the bench would make it late, and its garbage would be counted as the service's delay.
answerParent<LoadPlan, LoadReport>(runLoad);
