import { registerEventTypes } from '#event-store';
import { registerProblems } from '#platform';
import { documentEventTypes } from '../domain/documents/document-events.js';
import { documentProblems } from '../domain/documents/document-problems.js';

registerProblems(documentProblems);
registerEventTypes(documentEventTypes);
