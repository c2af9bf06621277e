export type Language = 'ja' | 'en';

/** The first of our two languages in an Accept-Language header; Japanese when none is asked for. */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part, index) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return {
        tag: tag.toLowerCase().split('-')[0],
        weight: quality ? Number(quality.trim().slice(2)) || 0 : 1,
        index,
      };
    })
    .filter(({ tag, weight }) => (tag === 'ja' || tag === 'en') && weight > 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
  return wanted[0]?.tag === 'en' ? 'en' : 'ja';
}
