import type { ProjectionOverview } from '#event-store';

const HEADINGS = ['PROJECTION', 'ASSOCIATION', 'STATE', 'POSITION', 'HEAD', 'LAG', 'LAST PROGRESS', 'ERROR OR REBUILD'];

/** The overview as columns for a terminal. */
export function projectionTable(found: readonly ProjectionOverview[]): string {
  const rows = [HEADINGS, ...found.map(columnsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => `${row.map((text, column) => text.padEnd(widths[column]!)).join('  ')}`.trimEnd())
    .join('\n')
    .concat('\n');
}

function columnsOf(one: ProjectionOverview): string[] {
  return [
    one.projection,
    one.association,
    one.state,
    shortened(one.position),
    shortened(one.head),
    String(one.lag),
    one.lastProgressAt ?? '-',
    [errorOf(one), rebuildOf(one)].filter((text) => text !== '').join('; '),
  ];
}

function shortened(position: string): string {
  return position.replace(/^0+(?=\d)/, '');
}

function errorOf({ error }: ProjectionOverview): string {
  return error === null ? '' : `at ${shortened(error.position)} since ${error.since}: ${error.text}`;
}

function rebuildOf({ rebuild }: ProjectionOverview): string {
  if (rebuild === null) return '';
  const left = rebuild.secondsLeft === null ? '' : `, about ${rebuild.secondsLeft} s left`;
  return `rebuilt to ${shortened(rebuild.position)} (${rebuild.percent} %${left})`;
}
