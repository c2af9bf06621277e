import { Command } from 'commander';
import { CommandError, EXIT } from '../exit-codes.js';
import { readCatalogue, type CatalogueRow } from '../feeds/catalogue.js';
import { explanationOf, lineOf } from '../feeds/row-text.js';
import { readSamples, type SampleArrangement } from '../serve/samples.js';

export function feedsCommand(): Command {
  return new Command('feeds')
    .description(
      'list the feeds of the catalogue, one a line: code, routes or bases, records, how members see it, sample associations, title; or explain one',
    )
    .argument('[feed]', 'code of a feed, such as D04: its cases, and the articles that decide')
    .action(printFeeds);
}

async function printFeeds(feed: string | undefined): Promise<void> {
  const rows = readCatalogue();
  const titles = await titlesOf(rows);
  if (feed === undefined) {
    process.stdout.write(`${rows.map((row) => lineOf(row, titles.get(row.feed)!)).join('\n')}\n`);
    return;
  }
  const row = rows.find((one) => one.feed === feed.toUpperCase());
  if (!row) throw new CommandError(`${feed} is no feed; \`kiroku feeds\` lists them.`, EXIT.usage);
  process.stdout.write(`${explanationOf(row, titles.get(row.feed)!)}\n`);
}

/** What the first association that has a feed calls it. */
async function titlesOf(rows: readonly CatalogueRow[]): Promise<Map<string, SampleArrangement['title']>> {
  const arrangements = (await readSamples()).flatMap((sample) => sample.arrangements);
  return new Map(rows.map(({ feed }) => [feed, arrangements.find(({ id }) => id === feed)!.title]));
}
