import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const PAGES = ['README.md', 'deploy/**/*.md', 'libs/**/*.md', 'test/**/*.md'];

interface Link {
  readonly page: string;
  readonly target: string;
}

describe('the pages of the project', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const pages = globSync(PAGES, { cwd: root });
  const links = pages.flatMap((page) => linksOf(page, readFileSync(join(root, page), 'utf8')));

  it('point at what is there', () => {
    expect(links.length).toBeGreaterThan(50);
    expect(links.filter((link) => !leads(root, link))).toEqual([]);
  });

  it('are found out where they do not', () => {
    const planted = linksOf(
      'deploy/README.md',
      '[gone](../gone.md), [no heading](../README.md#gone), [outside](https://a.example/)',
    );
    expect(planted.filter((link) => !leads(root, link))).toHaveLength(2);
  });
});

function linksOf(page: string, text: string): Link[] {
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!);
  return targets.filter((target) => !/^[a-z]+:/.test(target)).map((target) => ({ page, target }));
}

function leads(root: string, { page, target }: Link): boolean {
  const [path = '', heading] = target.split('#');
  const file = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(root, file))) return false;
  return heading === undefined || headingsOf(readFileSync(join(root, file), 'utf8')).includes(heading);
}

/** As GitHub and GitLab make names of headings. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}
