import type { Knex } from 'knex';

type Table = Knex.CreateTableBuilder;

/** Three columns `{name}_kk`, `{name}_ru`, `{name}_en`: a text exists in all languages or not at all. */
export function inThreeLanguages(table: Table, name: string, { required = true } = {}): void {
  for (const lang of ['kk', 'ru', 'en']) {
    const column = table.text(`${name}_${lang}`);
    if (required) column.notNullable();
  }
}

/** A plain date, `2026-11-23`. Text on both databases, so that it compares and reads the same. */
export function date(table: Table, name: string): Knex.ColumnBuilder {
  return table.string(name, 10);
}

/** An instant in UTC, `2026-11-23T04:15:00.000Z`. */
export function instant(table: Table, name: string): Knex.ColumnBuilder {
  return table.string(name, 24);
}

/** A foreign key to an integer id, with the index that every foreign key has. */
export function belongsTo(
  table: Table,
  column: string,
  parent: string,
): Knex.ReferencingColumnBuilder {
  return table.integer(column).references('id').inTable(parent).index();
}
