// How much a file may ask of the portal. Reading stops where a limit is passed, however large the file is.

/** The file as it is sent. */
export const MOST_BYTES = 20 * 1024 * 1024;

/** Rows with variants; a longer list is brought in as several files. */
export const MOST_ROWS = 10_000;

/** Lines of a CSV file, empty ones included: spreadsheets like to save some below the table. */
export const MOST_LINES = 50_000;

export const MOST_COLUMNS = 200;

/** Letters in one cell: the longest text of a product has 6,000. */
export const LONGEST_CELL = 10_000;

/** Variants of one product. */
export const MOST_VARIANTS = 500;

/** Parts of an XLSX file, which is a ZIP archive. */
export const MOST_PARTS = 500;

/** Unpacked bytes of an XLSX file, as its parts say and as they turn out to be. */
export const MOST_UNPACKED = 200 * 1024 * 1024;

/** How many times larger a part may be unpacked; spreadsheets come to some 10 to 50. */
export const MOST_RATIO = 250;

/** Letters in the texts that the cells of an XLSX file share, which are kept in memory while it is read. */
export const MOST_SHARED = 16 * 1024 * 1024;

/** Mistakes that are kept of one file: more of them help nobody. */
export const MOST_PROBLEMS = 2_000;
