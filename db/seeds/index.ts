export { seedReference } from './01_reference.ts';
export { demoSignIns, seedDemo } from './02_demo.ts';
