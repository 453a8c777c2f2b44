// Addresses and keys out of names: small Latin letters, digits and hyphens.

/** `Zhol 4 folding cane` → `zhol-4-folding-cane`. A name without Latin letters gives `aid`. */
export function slugFrom(name: string): string {
  const words = name
    .normalize('NFD')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return (words ?? ['aid']).join('-').slice(0, 80).replace(/-$/, '');
}

/** The key of a definition or an option: `seat_width`. */
export function keyFrom(name: string): string {
  return slugFrom(name).replaceAll('-', '_').slice(0, 40);
}

/** The slug itself, or with the first number that is still free. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  let number = 2;
  while (taken.has(`${slug}-${number}`)) number += 1;
  return `${slug}-${number}`;
}
