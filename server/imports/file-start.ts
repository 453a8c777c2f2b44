// A file's first bytes, by which its kind is known, and what is read from it.
import { open } from 'node:fs/promises';

/** A row with its number as a spreadsheet shows it. Cells are texts; empty ones are ''. */
export interface Row {
  number: number;
  cells: string[];
}

/** The first bytes of a file. */
export async function readStart(file: string, bytes: number): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
