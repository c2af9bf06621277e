import { Command } from 'commander';
import type { ProjectionOrders } from '#event-store';
import { databaseUrl } from '../surroundings.js';

interface ListOptions {
  readonly json?: boolean;
}

interface OrderOptions {
  readonly association?: string;
}

const ORDERS = {
  pause: 'stop a projection until it is resumed; its rows stay as they are',
  resume: 'end a pause, and try again at once what an event stopped',
  rebuild: 'make the rows anew beside the live ones and put them in their place',
} as const satisfies Partial<Record<keyof ProjectionOrders, string>>;

export function projectionsCommand(): Command {
  const command = new Command('projections')
    .description('list the projections with their lag, last progress and error, or pause, resume and rebuild them')
    .option('--json', 'as JSON, one object for each projection of each association')
    .addHelpText(
      'after',
      `
Projectors obey within a second, wherever they run. The database is the embedded one of a Kiroku that runs here.

Environment:
  KIROKU_DATA_DIR            its data directory (.kiroku)
  DATABASE_URL               another PostgreSQL instead`,
    )
    .action(list);
  for (const [order, description] of Object.entries(ORDERS)) {
    command
      .command(order)
      .description(description)
      .argument('<name>', 'name of the projection')
      .option('--association <id>', 'for this association alone')
      .action((name: string, options: OrderOptions) => give(order as keyof typeof ORDERS, name, options))
      .exitOverride();
  }
  return command;
}

async function list({ json }: ListOptions): Promise<void> {
  const { readProjections } = await import('./projections/with-projections.js');
  const { projectionTable } = await import('./projections/projection-table.js');
  const found = await readProjections(databaseUrl());
  process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : projectionTable(found));
}

async function give(order: keyof typeof ORDERS, projection: string, { association }: OrderOptions): Promise<void> {
  const { giveOrder } = await import('./projections/with-projections.js');
  await giveOrder(databaseUrl(), order, { projection, association: association ?? null });
  process.stdout.write(`${projection}${association ? ` of ${association}` : ''}: ${order} is ordered.\n`);
}
