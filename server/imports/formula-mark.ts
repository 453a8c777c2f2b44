// A cell that begins like a formula is carried out by a spreadsheet that opens the file. Exports put an
// apostrophe before it, and imports take it away again (v5.0.0-1.2.10).

const LIKE_A_FORMULA = /^'*[=+\-@\t\r\n]/;
const NUMBER = /^-?\d+([.,]\d+)?$/;

/** The cell as it may stand in a file. Plain numbers are no formulas. */
export function marked(cell: string): string {
  return LIKE_A_FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

/** The cell as it was before `marked`. */
export function unmarked(cell: string): string {
  return /^'+[=+\-@\t\r\n]/.test(cell) ? cell.slice(1) : cell;
}
