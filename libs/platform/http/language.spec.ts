import { languageOf } from './language.js';

it.each([
  [undefined, 'ja'],
  ['', 'ja'],
  ['en', 'en'],
  ['en-GB', 'en'],
  ['EN', 'en'],
  ['fr', 'ja'],
  ['*', 'ja'],
  ['fr, en;q=0.3', 'en'],
  ['ja;q=0.4, en;q=0.5', 'en'],
  ['en;q=0.5, ja;q=0.5', 'en'],
  ['en;q=0', 'ja'],
  ['en;q=nonsense', 'ja'],
  ['en ; q=0.2 , ja ; q=0.9', 'ja'],
])('a caller who accepts %j is answered in %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});
