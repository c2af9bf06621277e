import type { Fields } from './import-entry.js';

/** How a cell becomes a value. `codes`: separated by blanks, each an object with a code. `texts`: separated by `|`. */
export type CellKind = 'text' | 'int' | 'flag' | 'codes' | 'texts';

/** A column of CSV: which field of a transfer, or of the member of the row, its cells say. */
export interface CsvColumn {
  readonly name: string;
  readonly part: 'key' | 'count' | 'transfer' | 'member';
  readonly path: readonly string[];
  readonly kind: CellKind;
}

/** Fields out of the cells of a row. An empty cell leaves its field out. */
export function fieldsOf(columns: readonly CsvColumn[], cells: readonly string[], part: CsvColumn['part']): Fields {
  const fields: Fields = {};
  columns.forEach((column, index) => {
    const cell = cells[index]!;
    if (column.part === part && cell !== '') put(fields, column.path, valueOf(cell, column.kind));
  });
  return fields;
}

function put(fields: Fields, [name, ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) fields[name!] = value;
  else put((fields[name!] ??= {}) as Fields, rest, value);
}

// What is not of its kind stays a text, and the rules of the field say so.
function valueOf(cell: string, kind: CellKind): unknown {
  switch (kind) {
    case 'int':
      return /^-?\d{1,15}$/.test(cell) ? Number(cell) : cell;
    case 'flag':
      return cell === 'true' || cell === 'false' ? cell === 'true' : cell;
    case 'codes':
      return cell
        .trim()
        .split(/\s+/)
        .map((code) => ({ code }));
    case 'texts':
      return cell.split('|');
    default:
      return cell;
  }
}
