import type { PublishedPurpose } from '../domain/association-events.js';
import type { PublishedPurposeRequest } from './register-association.request.js';

/** A publication of a purpose, with its words where they are told. */
export function publishedPurpose({ code, publishedFrom, text }: PublishedPurposeRequest): PublishedPurpose {
  const { ja, en } = text ?? {};
  const words = { ...(ja !== undefined && { ja }), ...(en !== undefined && { en }) };
  return { code, publishedFrom, ...(text && { text: words }) };
}
