export const REQUEST_METHODS = ['ELECTRONIC', 'PAPER', 'OTHER'] as const;
/** How a disclosure is answered: art. 33(2). */
export type RequestMethod = (typeof REQUEST_METHODS)[number];

export const REQUEST_FORMATS = ['PDF', 'CSV', 'CSV_SHIFT_JIS', 'JSON'] as const;
/** The form of a file, where the answer is an electronic one (形式). */
export type RequestFormat = (typeof REQUEST_FORMATS)[number];
