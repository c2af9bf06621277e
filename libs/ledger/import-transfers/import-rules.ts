import { compileRules, rulesOf, type FieldError, type FieldRule } from '#platform';
import type { CellKind, CsvColumn, Fields } from '#readers';
import { namingErrors } from '../knowledge/member-resolver.js';
import { RecordTransferRequest } from '../record-transfer/record-transfer.request.js';
import { MemberRequest } from '../record-transfer/statement-parts.request.js';

type FieldsRule = (fields: Fields) => FieldError | null;

const transferErrors = compileRules(RecordTransferRequest, ['members']);
const memberErrors = compileRules(MemberRequest);

/** What is first wrong with a transfer without its members, by the rules of a posted one. */
export const transferFault: FieldsRule = (fields) => transferErrors(fields)[0] ?? null;

/** What is first wrong with a member. */
export const memberFault: FieldsRule = (fields) => {
  const [error] = memberErrors(fields);
  if (error) return error;
  const [unnamed] = namingErrors(fields as MemberRequest, 0);
  return unnamed ? { pointer: '', detail: unnamed.detail } : null;
};

/** The columns that CSV may have: every field of a posted transfer that fits a cell, by its path. */
export const IMPORT_COLUMNS: readonly CsvColumn[] = [
  { name: 'key', part: 'key', path: ['key'], kind: 'text' },
  { name: 'count', part: 'count', path: ['count'], kind: 'int' },
  ...columnsOf(RecordTransferRequest, 'transfer', []).filter(({ path }) => path[0] !== 'members'),
  ...columnsOf(MemberRequest, 'member', []),
];

function columnsOf(type: new () => object, part: 'transfer' | 'member', above: readonly string[]): CsvColumn[] {
  return [...rulesOf(type)].flatMap(([field, rule]) => {
    const path = [...above, field];
    if (rule.kind === 'object') return columnsOf(rule.inside!(), part, path);
    const kind = cellKindOf(rule);
    const name = part === 'member' ? `member.${path.join('.')}` : path.join('.');
    return kind ? [{ name, part, path, kind }] : [];
  });
}

// A list of objects that are more than a code fits no cell.
function cellKindOf({ kind, inside }: FieldRule): CellKind | null {
  if (kind !== 'object' && kind !== 'objects') return kind;
  return inside && [...rulesOf(inside()).keys()].join() === 'code' ? 'codes' : null;
}
