/** Says in an association's own log that something was loaded whole. */
export interface ImportCompleted {
  readonly type: 'ImportCompleted';
  readonly data: { readonly what: 'sample' };
  readonly sealed: null;
}

export function sampleLoaded(): ImportCompleted {
  return { type: 'ImportCompleted', data: { what: 'sample' }, sealed: null };
}
