import type { Keys } from './key-service.js';

/** The versions as a person reads them. */
export function keyTable({ association, newest, versions, retiredThrough, backupsOpenFrom }: Keys): string {
  const lines = versions.map(({ version, madeAt, keys }) => {
    const state =
      version === newest ? 'wraps everything new' : keys > 0 ? 'still wraps' : 'wraps nothing: can be retired';
    return `  version ${version}  made ${madeAt ?? 'with the association'}  ${keys} data keys  ${state}`;
  });
  const retired =
    retiredThrough === 0
      ? []
      : [
          `  retired: up to version ${retiredThrough}; backups from before ${backupsOpenFrom ?? 'then'} cannot be opened`,
        ];
  return `${[`key of ${association}`, ...retired, ...lines].join('\n')}\n`;
}
