import { Command } from 'commander';
import { readSamples, type SampleArrangement } from '../serve/samples.js';

export function feedsCommand(): Command {
  return new Command('feeds')
    .description('list the feeds of the catalogue, one a line: id, routes, sample associations, title')
    .action(printFeeds);
}

interface Feed {
  readonly arrangement: SampleArrangement;
  readonly associations: string[];
}

async function printFeeds(): Promise<void> {
  const feeds = new Map<string, Feed>();
  for (const { association, arrangements } of await readSamples()) {
    for (const arrangement of arrangements) {
      const known = feeds.get(arrangement.id);
      if (known) known.associations.push(association.id);
      else feeds.set(arrangement.id, { arrangement, associations: [association.id] });
    }
  }
  for (const [id, feed] of [...feeds].sort(([a], [b]) => (a < b ? -1 : 1)))
    process.stdout.write(`${feedLine(id, feed)}\n`);
}

function feedLine(id: string, { arrangement, associations }: Feed): string {
  const routes = arrangement.versions.at(-1)!.route.candidates.join('/');
  return [id, routes.padEnd(8), associations.join(','), `${arrangement.title.ja} / ${arrangement.title.en}`].join('\t');
}
