import { defineKernel } from '#contract/kernel.ts';
import type { spec } from './spec.ts';

/** Takes every chunk and keeps none: the picture on the node comes from a tap on the input. When, the engine decides. */
export const kernel = defineKernel<typeof spec>(() => ({ process() {}, update() {} }));
