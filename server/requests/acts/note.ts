import { perform, type Means, type Order, type Result } from './perform.ts';

/** A note for colleagues. The person does not see it. */
export async function addStaffNote(means: Means, order: Order & { note: string }): Promise<Result> {
  return perform(means, 'note', order, () =>
    Promise.resolve({ note: order.note, visibleTo: 'staff' as const }),
  );
}
