import { keyTable } from './key-table.js';

const keys = {
  association: 'mihon-seizo',
  newest: 3,
  versions: [
    { version: 2, madeAt: '2026-06-01T00:00:00Z', keys: 5 },
    { version: 3, madeAt: '2026-07-01T00:00:00Z', keys: 7 },
  ],
  retiredThrough: 1,
  backupsOpenFrom: '2026-06-02T00:00:00Z',
};

it('tells of each version what it wraps, and from when backups can be opened', () => {
  expect(keyTable(keys)).toBe(`key of mihon-seizo
  retired: up to version 1; backups from before 2026-06-02T00:00:00Z cannot be opened
  version 2  made 2026-06-01T00:00:00Z  5 data keys  still wraps
  version 3  made 2026-07-01T00:00:00Z  7 data keys  wraps everything new
`);
});

it('tells which version can go', () => {
  const [old, young] = keys.versions;
  const table = keyTable({
    ...keys,
    versions: [{ ...old!, keys: 0 }, young!],
    retiredThrough: 0,
    backupsOpenFrom: null,
  });
  expect(table).toContain('wraps nothing: can be retired');
  expect(table).not.toContain('retired: up to');
});
