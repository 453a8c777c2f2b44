// Numbers as people write them on a sheet.

/** `38,5`, `38.5` or `38 cm` as whole thousandths; null where it is no number. */
export function readThousandths(typed: string): number | null {
  const bare = typed
    .normalize('NFC')
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/(?:см|cm|кг|kg|дб|db)\.?$/iu, '');
  const match = /^(\d{1,6})(?:[.,](\d{1,3}))?$/.exec(bare);
  return match ? Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0')) : null;
}
