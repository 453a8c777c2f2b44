import type { Plan } from './store.ts';

/** Whether an offer may take the place of the one a plan has: not dearer for the state or the person. */
export function mayReplace(
  { price, coPayment }: { price: number; coPayment: number | null },
  plan: Pick<Plan, 'price' | 'coPayment'>,
): boolean {
  return coPayment !== null && price <= plan.price && coPayment <= plan.coPayment;
}
