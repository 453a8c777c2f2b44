// Parts of the tests, so that both cores have something to do.

/** The files of TEST_PART: of `2/3` the second of three parts, of none all. */
export function partOf(files: readonly string[]): string[] {
  const [part, parts] = (process.env.TEST_PART ?? '1/1').split('/').map(Number) as [number, number];
  return files.filter((_, place) => place % parts === part - 1);
}
